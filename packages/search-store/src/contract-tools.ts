import { unwrap } from '@guanlan/kernel'
import { parseQuery } from '@guanlan/rules'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { sampleDocument, type Sample } from './contract-samples.js'
import type { SearchFilter, SearchQuery, SearchStore } from './port.js'

/** What an adapter hands the suite: a store on fresh storage, and the same storage again. */
export interface SearchStoreUnderTest {
  readonly store: SearchStore
  /** Resolves when everything that was put is found. */
  settle(): Promise<void>
  /** Leaves the store without a close, as a killed process does, and opens its storage again. */
  reopen(): Promise<SearchStore>
  cleanUp(): Promise<void>
}

/** Fresh stores for the tests of one `describe`, cleaned up after each. */
export function storesOf(make: () => Promise<SearchStoreUnderTest>) {
  const open: SearchStoreUnderTest[] = []
  afterEach(async () => {
    for (const under of open.splice(0)) await under.cleanUp()
  })
  /** A store that holds the samples. */
  return async (...samples: Sample[]): Promise<SearchStoreUnderTest> => {
    const under = await make()
    open.push(under)
    await put(under, ...samples)
    return under
  }
}

/** One store that holds the samples, for tests of a `describe` that only read. */
export function sharedStoreOf(
  make: () => Promise<SearchStoreUnderTest>,
  samples: readonly Sample[],
): () => SearchStore {
  let under: SearchStoreUnderTest | null = null
  beforeAll(async () => {
    under = await make()
    await put(under, ...samples)
  })
  afterAll(async () => under?.cleanUp())
  return () => {
    if (!under) throw new Error('the store was not opened')
    return under.store
  }
}

/** Puts the samples and waits until they are found. */
export async function put(under: SearchStoreUnderTest, ...samples: Sample[]): Promise<string[]> {
  const outcomes = await under.store.put(samples.map(sampleDocument))
  await under.settle()
  return outcomes.map((one) => one.outcome)
}

/** The search language as filters; '' = everything. */
export const words = (text: string): Pick<SearchFilter, 'text'> =>
  text === '' ? {} : { text: unwrap(parseQuery(text)) }

/** Ids of the first page, newest first unless asked otherwise. */
export async function idsOf(store: SearchStore, query: Partial<SearchQuery> = {}): Promise<string[]> {
  const { hits } = await store.search({ order: 'newest', limit: 200, ...query })
  return hits.map((hit) => hit.article.article)
}

/** Ids of every page; `between` runs after each page. */
export async function walk(
  store: SearchStore,
  query: Partial<SearchQuery> & Pick<SearchQuery, 'limit'>,
  between: () => Promise<unknown> = async () => {},
): Promise<string[]> {
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<SearchStore['search']>> = await store.search({
      order: 'newest',
      ...query,
      ...(cursor ? { cursor } : {}),
    })
    seen.push(...page.hits.map((hit) => hit.article.article))
    cursor = page.next
    await between()
  } while (cursor)
  return seen
}
