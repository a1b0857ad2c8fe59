import { describe } from 'vitest'
import { contractOfPut } from './contract-put.js'
import { contractOfFilters } from './contract-filters.js'
import { contractOfPages } from './contract-pages.js'
import { contractOfTrends } from './contract-trends.js'
import { contractOfWords } from './contract-words.js'
import type { SearchStore } from './port.js'

export { sampleDocument, type Sample } from './contract-samples.js'

/** What an adapter hands the suite: a store on fresh storage, and the same storage again. */
export interface SearchStoreUnderTest {
  readonly store: SearchStore
  /** Resolves when everything that was put is found. */
  settle(): Promise<void>
  /** Leaves the store without a close, as a killed process does, and opens its storage again. */
  reopen(): Promise<SearchStore>
  cleanUp(): Promise<void>
}

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
