/** A stretch of a text, in UTF-16 units: [start, end). */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** A piece of text between two borders, and which of the given spans (by index) cover it. */
export interface Segment {
  readonly text: string
  readonly start: number
  readonly marks: readonly number[]
}

/**
 * Cuts `text` at the borders of the spans, which may overlap, touch or run over the end. Joined, the segments of the
 * whole text give the text again; `window` takes only that part of it. Spans without length light nothing.
 */
export function segmentsOf(
  text: string,
  spans: readonly Stretch[],
  window: Stretch = { start: 0, end: text.length },
): Segment[] {
  const from = Math.max(0, window.start)
  const to = Math.min(text.length, window.end)
  const clamp = (n: number): number => Math.min(to, Math.max(from, n))
  const kept = spans
    .map((span, index) => ({ start: clamp(span.start), end: clamp(span.end), index }))
    .filter((span) => span.end > span.start)
  const borders = [...new Set([from, to, ...kept.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b)
  const segments: Segment[] = []
  for (let i = 0; i + 1 < borders.length; i += 1) {
    const start = borders[i] ?? 0
    const end = borders[i + 1] ?? 0
    const marks = kept.filter((span) => span.start <= start && span.end >= end).map((span) => span.index)
    segments.push({ text: text.slice(start, end), start, marks })
  }
  return segments
}

const isLowSurrogate = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}

/**
 * The part of a long text to show at first: about `size` units around the first span, never cutting a character of two
 * units in half. The whole text when it is not longer than `size`.
 */
export function excerptOf(text: string, spans: readonly Stretch[], size: number): Stretch {
  if (text.length <= size) return { start: 0, end: text.length }
  const first = spans.reduce((least, span) => Math.min(least, span.start), spans.length > 0 ? text.length : 0)
  let start = Math.max(0, Math.min(first - Math.floor(size / 4), text.length - size))
  if (first < size * 0.75) start = 0
  let end = Math.min(text.length, start + size)
  if (isLowSurrogate(text, start)) start -= 1
  if (isLowSurrogate(text, end)) end += 1
  return { start, end }
}
