import { AppError } from '@guanlan/kernel'
import { isLeaf, type LeafRule, type Rule } from '@guanlan/rules'
import { makePattern, type Pattern } from './pattern.js'
import type { Column, CutWords } from './words.js'

/** What a query asks of an index, whichever engine keeps it. */
export type TextNode =
  /** A term without any word of its own: hits nowhere. */
  | { readonly kind: 'never' }
  | { readonly kind: 'pattern'; readonly pattern: Pattern }
  | { readonly kind: 'not'; readonly of: TextNode }
  | { readonly kind: 'and' | 'or'; readonly of: readonly TextNode[] }

/** A parsed query in words of the index, and the patterns whose hits are to be lit. */
export interface ReadText {
  readonly root: TextNode
  readonly patterns: readonly Pattern[]
}

/**
 * Reads what `parseQuery` returned. Errors: `query_invalid` for NEAR, BEFORE, counts and `~`, which the search box does
 * not speak, and for a query that would match the empty text.
 */
export function readText(rule: Rule, cut: CutWords): ReadText {
  const patterns: Pattern[] = []
  const root = read(rule, cut, patterns, true)
  if (holdsWithout(root)) throw new AppError('query_invalid', '检索式只有排除，至少写一个必须出现的词')
  return { root, patterns }
}

function read(rule: Rule, cut: CutWords, lit: Pattern[], positive: boolean): TextNode {
  if (isLeaf(rule)) {
    const pattern = patternOf(rule, cut)
    if (!pattern) return { kind: 'never' }
    if (positive) lit.push(pattern)
    return { kind: 'pattern', pattern }
  }
  if (rule.kind === 'not') return { kind: 'not', of: read(rule.of, cut, lit, !positive) }
  if (rule.kind === 'near' || rule.kind === 'count') throw unsupported('NEAR、BEFORE 和次数')
  return { kind: rule.kind, of: rule.of.map((clause) => read(clause, cut, lit, positive)) }
}

/** Whether it holds of a text without any word. */
function holdsWithout(node: TextNode): boolean {
  if (node.kind === 'not') return !holdsWithout(node.of)
  if (node.kind === 'and') return node.of.every(holdsWithout)
  return node.kind === 'or' && node.of.some(holdsWithout)
}

function patternOf(rule: LeafRule, cut: CutWords): Pattern | null {
  if (rule.kind === 'term' && rule.anywhere) throw unsupported('~')
  const texts = rule.kind === 'term' ? [rule.text] : rule.parts
  const inColumns: readonly Column[] = rule.field ? [rule.field] : ['title', 'body']
  return makePattern(texts, { columns: inColumns, prefix: rule.kind === 'term' && rule.prefix }, cut)
}

const unsupported = (what: string): AppError => new AppError('query_invalid', `检索不支持 ${what}，请在规则中使用`)
