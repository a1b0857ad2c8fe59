import { unwrap } from '@guanlan/kernel'
import { parseQuery, type Rule } from '@guanlan/rules'
import { openEmbeddedSearchStore } from '@guanlan/search-store'
import { sampleDocument } from '@guanlan/search-store/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
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
const text = fc
  .array(fc.tuple(fc.constantFrom(...words, 'AIRPORT'), fc.constantFrom(...glue)), { maxLength: 12 })
  .map((parts) => parts.flat().join(''))

const term = fc.constantFrom(...words, '拖欠工资', '小学食堂', '消防通道', '学生', 'of*', '消防*', '学*')
const phrase = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 })
  .map((parts) => `"${parts.join(' ')}"`)
const leaf = fc
  .tuple(fc.constantFrom('', '', '', 'title:', 'body:', 'source:'), fc.oneof({ weight: 3, arbitrary: term }, phrase))
  .map(([field, atom]) => field + atom)
const { query } = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} AND ${b})`),
    fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} OR ${b})`),
    fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} NOT (${b}))`),
    fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} AND (${b} OR NOT (${a})))`),
  ),
}))

it('finds what the rule language matches, word by word', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 12 }),
      fc.array(query, { minLength: 1, maxLength: 8 }),
      async (texts, queries) => {
        const store = await openEmbeddedSearchStore({ file: ':memory:', worker: false })
        try {
          const documents = texts.map(([title, body], i) => sampleDocument({ id: `d${i}`, title, body }))
          await store.put(documents)
          for (const query of queries) {
            const rule: Rule = unwrap(parseQuery(query))
            const { hits } = await store.search({ order: 'newest', limit: 200, text: rule })
            const expected = documents.filter(({ article }) =>
              holds(rule, { title: article.title, body: article.body, source: article.source.name, place: '' }),
            )
            const found = hits.map((hit) => hit.article.article).sort()
            expect({ query, found }).toEqual({ query, found: expected.map(({ id }) => id).sort() })
          }
        } finally {
          await store.close()
        }
      },
    ),
    { numRuns: 150 },
  )
})
