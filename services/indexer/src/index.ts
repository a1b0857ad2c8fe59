import { runStateless, type RunningService, type ServiceContext } from '@guanlan/runtime'
import type { SearchStore } from '@guanlan/search-store'
import { indexer } from './indexer.js'

export { indexer, type IndexerDeps } from './indexer.js'

/** Starts the indexer on the given ports. */
export const startIndexer = (searchStore: SearchStore, context: ServiceContext): Promise<RunningService> =>
  runStateless(indexer, { searchStore, logger: context.logger }, context)
