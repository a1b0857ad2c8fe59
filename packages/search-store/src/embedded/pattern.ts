import { BREAK, type Word } from './words.js'

export const columns = ['title', 'body', 'source', 'place'] as const
export type Column = (typeof columns)[number]

/** Words that must follow one another: the parts of a phrase, between which one break may stand. */
export interface Pattern {
  readonly columns: readonly Column[]
  /** Each part as index words, breaks inside it included. Never empty, nor is a part. */
  readonly parts: readonly (readonly string[])[]
  /** The last word may go on: `ofo*`. */
  readonly prefix: boolean
}

/** Parts that one index phrase may have: each gap doubles the alternatives. */
const MOST_PARTS = 5

const quote = (words: readonly string[]): string => `"${words.join(' ').replaceAll('"', '""')}"`

/** Every way to put a break, or none, between the parts. */
function alternatives(parts: readonly (readonly string[])[]): string[][] {
  const [first = [], ...rest] = parts
  return rest.reduce<string[][]>(
    (ways, part) =>
      ways.flatMap((way) => [
        [...way, ...part],
        [...way, BREAK, ...part],
      ]),
    [[...first]],
  )
}

/**
 * The pattern in the index's own language. A phrase of more than five parts becomes overlapping windows of five that must
 * all be there: a text that has every window, but not in a row, is found too (docs/query.md).
 */
export function patternToMatch(pattern: Pattern): string {
  const { parts, prefix } = pattern
  const windows: string[] = []
  for (let start = 0; start === 0 || start + MOST_PARTS - 1 < parts.length; start += MOST_PARTS - 1) {
    const window = parts.slice(start, start + MOST_PARTS)
    const star = prefix && start + MOST_PARTS >= parts.length ? '*' : ''
    windows.push(
      `(${alternatives(window)
        .map((way) => quote(way) + star)
        .join(' OR ')})`,
    )
  }
  return `{${pattern.columns.join(' ')}} : (${windows.join(' AND ')})`
}

/** Where a pattern hits in a text's words (breaks put in): stretches in UTF-16 units, in order. */
export function locate(words: readonly Word[], pattern: Pattern): [number, number][] {
  const found: [number, number][] = []
  for (let at = 0; at < words.length; at += 1) {
    const last = matchAt(words, at, pattern)
    const [start, end] = [words[at]?.start ?? 0, words[last]?.end ?? 0]
    if (last >= 0) found.push([start, end])
  }
  return found
}

/** Index of the last word of a hit that begins at `at`, or −1. */
function matchAt(words: readonly Word[], at: number, { parts, prefix }: Pattern): number {
  let next = at
  for (const [number, part] of parts.entries()) {
    if (number > 0 && words[next]?.text === BREAK) next += 1
    for (const [place, wanted] of part.entries()) {
      const text = words[next]?.text
      const last = prefix && number === parts.length - 1 && place === part.length - 1
      if (text === undefined || !(last ? text.startsWith(wanted) : text === wanted)) return -1
      next += 1
    }
  }
  return next - 1
}
