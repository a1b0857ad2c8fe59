import type { Stores } from '@guanlan/runtime'

/** What is read; the search store may be away. */
export type TraceStores = Pick<Stores, 'eventLog' | 'recordStore'> & {
  readonly searchStore: Pick<Stores['searchStore'], 'get'> | null
}
