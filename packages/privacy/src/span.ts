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

/** One of the separators that people put into numbers: blanks of any width, dashes, dots, strokes, what is not seen at all. */
export const separator = '[ \\t\\u00a0\\u00ad\\u2000-\\u200f\\u202f\\u205f\\u2060\\ufeff.·•・/|_\\-‐-―−\\ufe0f\\u20e3]'
/** Between two groups of a number: none or a few, as in `138 - 1234`. */
export const anyGap = `${separator}{0,3}`
/** Between two digits of a number that is spelled digit by digit. */
export const gap = `${separator}{1,3}`

/** Spans of every match of a global expression; `part` names the group that is masked (default: all of it). */
export function spansOf(
  kind: MaskKind,
  expression: RegExp,
  text: string,
  accept: (match: string) => boolean = () => true,
  keep = 0,
): PersonalSpan[] {
  const spans: PersonalSpan[] = []
  // Not matchAll, which copies the expression at every call: eight families times several expressions look at every text.
  expression.lastIndex = 0
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    if (match[0] === '') expression.lastIndex += 1
    const datum = match.groups?.['datum'] ?? match[0]
    const start = match.index + (match.groups?.['datum'] === undefined ? 0 : match[0].lastIndexOf(datum))
    if (datum && accept(datum)) spans.push({ kind, start, end: start + datum.length, keep })
  }
  return spans
}

/** Whether a text has `least` ASCII digits or more: most texts have too few for any number that is looked for. */
export function hasDigits(text: string, least: number): boolean {
  let found = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit >= 48 && unit <= 57 && ++found === least) return true
  }
  return false
}
