/** Which rows of equal height to draw: [first, last), with a few beyond the edges. */
export function visibleRows(
  count: number,
  rowHeight: number,
  scrollTop: number,
  height: number,
  over = 6,
): { first: number; last: number } {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - over)
  const last = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + over)
  return { first: Math.min(first, count), last: Math.max(last, Math.min(first, count)) }
}

/** Where to scroll so that row `index` is wholly seen; the present place when it is. */
export function scrollToShow(index: number, rowHeight: number, scrollTop: number, height: number): number {
  const top = index * rowHeight
  if (top < scrollTop) return top
  if (top + rowHeight > scrollTop + height) return top + rowHeight - height
  return scrollTop
}
