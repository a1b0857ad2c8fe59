/** Length of a snippet in UTF-16 units, ellipses aside. */
const SNIPPET = 160
/** How much of the text before the first hit is shown. */
const LEAD = 40

export type Stretch = [number, number]

/** Sorted, and those that touch or overlap made one. */
export function joinStretches(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = []
  for (const [start, end] of [...stretches].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = joined.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else joined.push([start, end])
  }
  return joined
}

/** About 160 characters of the body around its first hit (its beginning without one), and the hits inside, moved along. */
export function makeSnippet(body: string, hits: readonly Stretch[]): { snippet: string; highlights: Stretch[] } {
  const first = hits[0]?.[0] ?? 0
  let from = first + LEAD < SNIPPET || body.length <= SNIPPET ? 0 : first - LEAD
  from = wholeCharacter(body, Math.max(0, Math.min(from, body.length - SNIPPET)))
  const to = wholeCharacter(body, Math.min(body.length, from + SNIPPET))
  const before = from > 0 ? '…' : ''
  const after = to < body.length ? '…' : ''
  const move = before.length - from
  const highlights = hits
    .filter(([start, end]) => start >= from && end <= to)
    .map(([start, end]): Stretch => [start + move, end + move])
  // One line: every line break becomes one space, so that offsets stay.
  return { snippet: before + body.slice(from, to).replaceAll(/[\r\n\t\u2028\u2029]/g, ' ') + after, highlights }
}

/** The offset, moved back by one where it would cut a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  const unit = text.charCodeAt(offset)
  return offset > 0 && unit >= 0xdc00 && unit <= 0xdfff ? offset - 1 : offset
}
