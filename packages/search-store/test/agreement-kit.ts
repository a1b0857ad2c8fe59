import type { SearchDocument } from '@guanlan/search-store'
import type { Rule } from '@guanlan/rules'
import fc from 'fast-check'
import { holds } from './naive.js'

const words = [
  '拖欠',
  '工资',
  '民工',
  '小学',
  '学校',
  '食堂',
  '消防',
  '通道',
  '路口',
  '交通',
  '学',
  '生',
  'AI',
  'ofo',
  '12345',
  '物業',
  '中小学生',
]
const glue = ['', '', '', ' ', '，', '。\n', '、', '😀', '\u200b']

/** Titles and bodies of everyday words, touching or apart in every way. */
export const text = fc
  .array(fc.tuple(fc.constantFrom(...words, 'AIRPORT'), fc.constantFrom(...glue)), { maxLength: 12 })
  .map((parts) => parts.flat().join(''))

const term = fc.constantFrom(...words, '拖欠工资', '小学食堂', '消防通道', '学生', 'of*', '消防*', '学*')
const phrase = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 })
  .map((parts) => `"${parts.join(' ')}"`)
const leaf = fc
  .tuple(fc.constantFrom('', '', '', 'title:', 'body:', 'source:'), fc.oneof({ weight: 3, arbitrary: term }, phrase))
  .map(([field, atom]) => field + atom)

/** Queries of the search box, up to three levels deep. */
export const { query } = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} AND ${b})`),
    fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} OR ${b})`),
    fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} NOT (${b}))`),
    fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} AND (${b} OR NOT (${a})))`),
  ),
}))

/** Ids of what a rule holds of, in order, by the slow way that is easy to believe. */
export const expectedBy = (rule: Rule, documents: readonly SearchDocument[]): string[] =>
  documents
    .filter(({ article }) =>
      holds(rule, { title: article.title, body: article.body, source: article.source.name, place: '' }),
    )
    .map(({ id }) => id)
    .sort()
