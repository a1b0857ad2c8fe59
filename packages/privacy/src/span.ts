/** Kinds of personal data that are looked for. `account` = QQ or WeChat number beside its label. */
export const maskKinds = ['id-card', 'bank-card', 'phone', 'email', 'plate', 'address', 'name', 'account'] as const
export type MaskKind = (typeof maskKinds)[number]

/** A stretch of personal data, [start, end) in UTF-16 units; the first `keep` units stay readable. */
export interface PersonalSpan {
  readonly kind: MaskKind
  readonly start: number
  readonly end: number
  readonly keep: number
}

/** Finds one family of personal data in a text whose width has been folded. */
export type Finder = (folded: string) => Iterable<PersonalSpan>

/** Separators that people put into numbers: blank, dashes, dots, zero-width characters. At most one between digits. */
export const separator = '[ \\t\\u00a0.·\\-‐‑–—_\\u200b-\\u200d]'

/** Spans of every match of a global expression; `part` names the group that is masked (default: all of it). */
export function* spansOf(
  kind: MaskKind,
  expression: RegExp,
  text: string,
  accept: (match: string) => boolean = () => true,
  keep = 0,
): Generator<PersonalSpan> {
  for (const match of text.matchAll(expression)) {
    const datum = match.groups?.['datum'] ?? match[0]
    const start = match.index + (match.groups?.['datum'] === undefined ? 0 : match[0].lastIndexOf(datum))
    if (datum && accept(datum)) yield { kind, start, end: start + datum.length, keep }
  }
}
