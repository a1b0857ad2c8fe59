import { AppError } from '@guanlan/kernel'
import { runService } from '@guanlan/runtime'
import { startIndexer } from './index.js'

await runService({
  name: 'indexer',
  searches: true,
  start({ searchStore, context }) {
    if (!searchStore) throw new AppError('internal', 'no search store')
    return startIndexer(searchStore, context)
  },
})
