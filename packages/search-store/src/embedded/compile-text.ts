import { AppError } from '@guanlan/kernel'
import { isLeaf, type LeafRule, type Rule } from '@guanlan/rules'
import { makePattern, patternToMatch, type Column, type Pattern } from './pattern.js'
import type { CutWords } from './words.js'

/** A parsed query in the index's language, and the patterns whose hits are to be lit. */
export interface CompiledText {
  readonly match: string
  readonly patterns: readonly Pattern[]
}

/**
 * What a rule asks of the index: `match`, or everything but `match`. FTS5 has only the binary `a NOT b`, so negations
 * are carried up until an AND offers something to take them from.
 */
interface Clause {
  readonly not: boolean
  readonly match: string
}

/** A word that no text has: what a term without any word of its own becomes. */
const NEVER = '"\u{10ffff}"'

/**
 * Compiles what `parseQuery` returned. Errors: `query_invalid` for NEAR, BEFORE, counts and `~`, which the search box does
 * not speak, and for a query that would match the empty text.
 */
export function compileText(rule: Rule, cut: CutWords): CompiledText {
  const patterns: Pattern[] = []
  const root = compile(rule, cut, patterns, true)
  if (root.not) throw new AppError('query_invalid', '检索式只有排除，至少写一个必须出现的词')
  return { match: root.match, patterns }
}

function compile(rule: Rule, cut: CutWords, lit: Pattern[], positive: boolean): Clause {
  if (isLeaf(rule)) {
    const pattern = patternOf(rule, cut)
    if (!pattern) return { not: false, match: NEVER }
    if (positive) lit.push(pattern)
    return { not: false, match: `(${patternToMatch(pattern)})` }
  }
  if (rule.kind === 'not') {
    const inner = compile(rule.of, cut, lit, !positive)
    return { not: !inner.not, match: inner.match }
  }
  if (rule.kind === 'near' || rule.kind === 'count') throw unsupported('NEAR、BEFORE 和次数')
  const clauses = rule.of.map((clause) => compile(clause, cut, lit, positive))
  // a OR NOT b = NOT (b NOT a): an OR is the AND of its negations, negated.
  return rule.kind === 'and' ? both(clauses) : negate(both(clauses.map(negate)))
}

const negate = ({ not, match }: Clause): Clause => ({ not: !not, match })

function both(clauses: readonly Clause[]): Clause {
  const wanted = clauses.filter((clause) => !clause.not).map((clause) => clause.match)
  const unwanted = clauses.filter((clause) => clause.not).map((clause) => clause.match)
  if (wanted.length === 0) return { not: true, match: `(${unwanted.join(' OR ')})` }
  const match = wanted.join(' AND ')
  return { not: false, match: unwanted.length === 0 ? `(${match})` : `((${match}) NOT (${unwanted.join(' OR ')}))` }
}

function patternOf(rule: LeafRule, cut: CutWords): Pattern | null {
  if (rule.kind === 'term' && rule.anywhere) throw unsupported('~')
  const texts = rule.kind === 'term' ? [rule.text] : rule.parts
  const inColumns: readonly Column[] = rule.field ? [rule.field] : ['title', 'body']
  return makePattern(texts, { columns: inColumns, prefix: rule.kind === 'term' && rule.prefix }, cut)
}

const unsupported = (what: string): AppError => new AppError('query_invalid', `检索不支持 ${what}，请在规则中使用`)
