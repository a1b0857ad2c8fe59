import { unwrap } from '@guanlan/kernel'
import { parseQuery, type Rule } from '@guanlan/rules'
import { openEmbeddedSearchStore } from '@guanlan/search-store'
import { sampleDocument } from '@guanlan/search-store/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { expectedBy, query, text } from './agreement-kit.js'

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
            const found = hits.map((hit) => hit.article.article).sort()
            expect({ query, found }).toEqual({ query, found: expectedBy(rule, documents) })
          }
        } finally {
          await store.close()
        }
      },
    ),
    { numRuns: 150 },
  )
})
