import type { estypes } from '@elastic/elasticsearch'
import type { Pattern } from '../text/pattern.js'
import type { TextNode } from '../text/read-text.js'
import type { Column } from '../text/words.js'

type Query = estypes.QueryDslQueryContainer

/** Weights in relevance, as the embedded index has them: a word of the headline counts four times. */
const weights: Readonly<Record<Column, number>> = { title: 4, body: 1, source: 0.5, place: 0.5 }

/** Words that a prefix after others may stand for. A prefix alone has no such bound. */
const MOST_EXPANSIONS = 10_000

/** What the query asks of the words, in the engine's language; nothing is analysed but split at spaces. */
export function textQuery(node: TextNode): Query {
  if (node.kind === 'never') return { match_none: {} }
  if (node.kind === 'pattern') return patternQuery(node.pattern)
  if (node.kind === 'not') return { bool: { must_not: [textQuery(node.of)] } }
  const clauses = node.of.map(textQuery)
  return node.kind === 'and' ? { bool: { must: clauses } } : oneOf(clauses)
}

function patternQuery({ columns, windows, prefix }: Pattern): Query {
  const clauses = windows.map((alternatives, number) => {
    const open = prefix && number === windows.length - 1
    return oneOf(alternatives.flatMap((words) => columns.map((column) => rowQuery(column, words, open))))
  })
  const [only, second] = clauses
  return only && !second ? only : { bool: { must: clauses } }
}

/** These words in a row; `open`: the last one may go on. */
function rowQuery(column: Column, words: readonly string[], open: boolean): Query {
  const field = `words.${column}`
  const boost = weights[column]
  const [first = ''] = words
  if (open && words.length === 1) return { prefix: { [field]: { value: first, boost } } }
  const query = words.join(' ')
  if (open) return { match_phrase_prefix: { [field]: { query, boost, max_expansions: MOST_EXPANSIONS } } }
  return { match_phrase: { [field]: { query, boost } } }
}

const oneOf = (clauses: Query[]): Query => {
  const [only, second] = clauses
  return only && !second ? only : { bool: { should: clauses, minimum_should_match: 1 } }
}
