import type { Pattern } from '../text/pattern.js'
import type { TextNode } from '../text/read-text.js'

/**
 * What a query asks of the index: `match`, or everything but `match`. FTS5 has only the binary `a NOT b`, so negations
 * are carried up until an AND offers something to take them from.
 */
interface Clause {
  readonly not: boolean
  readonly match: string
}

/** A word that no text has: what a term without any word of its own becomes. */
const NEVER = '"\u{10ffff}"'

/** Compiles what `readText` returned into FTS5's language; it never is a query of nothing but exclusions. */
export const compileText = (root: TextNode): string => compile(root).match

function compile(node: TextNode): Clause {
  if (node.kind === 'never') return { not: false, match: NEVER }
  if (node.kind === 'pattern') return { not: false, match: `(${patternToMatch(node.pattern)})` }
  if (node.kind === 'not') return negate(compile(node.of))
  const clauses = node.of.map(compile)
  // a OR NOT b = NOT (b NOT a): an OR is the AND of its negations, negated.
  return node.kind === 'and' ? both(clauses) : negate(both(clauses.map(negate)))
}

const negate = ({ not, match }: Clause): Clause => ({ not: !not, match })

function both(clauses: readonly Clause[]): Clause {
  const wanted = clauses.filter((clause) => !clause.not).map((clause) => clause.match)
  const unwanted = clauses.filter((clause) => clause.not).map((clause) => clause.match)
  if (wanted.length === 0) return { not: true, match: `(${unwanted.join(' OR ')})` }
  const match = wanted.join(' AND ')
  return { not: false, match: unwanted.length === 0 ? `(${match})` : `((${match}) NOT (${unwanted.join(' OR ')}))` }
}

const quote = (words: readonly string[]): string => `"${words.join(' ').replaceAll('"', '""')}"`

function patternToMatch({ columns: inColumns, windows, prefix }: Pattern): string {
  const clauses = windows.map((alternatives, number) => {
    const star = prefix && number === windows.length - 1 ? '*' : ''
    return `(${alternatives.map((words) => quote(words) + star).join(' OR ')})`
  })
  return `{${inColumns.join(' ')}} : (${clauses.join(' AND ')})`
}
