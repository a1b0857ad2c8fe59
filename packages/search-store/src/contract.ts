import { describe } from 'vitest'
import { contractOfPut } from './contract-put.js'
import { contractOfFilters } from './contract-filters.js'
import { contractOfPages } from './contract-pages.js'
import { contractOfTrends } from './contract-trends.js'
import { contractOfWords } from './contract-words.js'
import type { SearchStoreUnderTest } from './contract-tools.js'

export { sampleDocument, type Sample } from './contract-samples.js'
export type { SearchStoreUnderTest } from './contract-tools.js'

/** The port's promises as tests; every adapter runs them. */
export function searchStoreContract(name: string, make: () => Promise<SearchStoreUnderTest>): void {
  describe(`search store contract: ${name}`, () => {
    contractOfPut(make)
    contractOfWords(make)
    contractOfFilters(make)
    contractOfPages(make)
    contractOfTrends(make)
  })
}
