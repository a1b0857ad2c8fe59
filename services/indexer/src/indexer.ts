import type { DomainEvent } from '@guanlan/contracts'
import { AppError, toAppError, type Logger } from '@guanlan/kernel'
import { dead, defineStation, done, drop, type Outcome } from '@guanlan/runtime'
import { toSearchDocument, type PutOutcome, type SearchDocument, type SearchStore } from '@guanlan/search-store'

/** One classified article on its way into the search store. */
interface Indexing {
  /** null when the input is of another kind: then there is nothing to write. */
  readonly document: SearchDocument | null
  /** What became of it, once its batch was written. */
  outcome?: PutOutcome
}

export interface IndexerDeps {
  readonly searchStore: SearchStore
  readonly logger: Logger
}

/**
 * Writes every classified article into the search store, a batch in one go. Idempotent: what is there already is stale.
 * While the store is away the batch stays uncommitted and comes again: the log keeps it, and no other station waits for it.
 */
export const indexer = defineStation<'indexer', IndexerDeps, Indexing>({
  name: 'indexer',
  start: (input: DomainEvent) => ({
    document: input.type === 'article.classified' ? toSearchDocument(input.body) : null,
  }),
  prepare: writeAll,
  steps: (deps) => [
    {
      name: 'index',
      // Only an input that is tried again comes here unwritten.
      async run(work) {
        if (!work.outcome) await writeAll([work], deps)
        return outcomeOf(work)
      },
    },
  ],
})

async function writeAll(works: readonly Indexing[], { searchStore, logger }: IndexerDeps): Promise<void> {
  const writing = works.filter((work) => work.document !== null)
  try {
    const outcomes = await searchStore.put(writing.flatMap((work) => work.document ?? []))
    for (const [i, work] of writing.entries()) {
      const outcome = outcomes[i]
      if (outcome) work.outcome = outcome
    }
  } catch (thrown) {
    const error = toAppError(thrown, 'search_unavailable')
    // Whatever it was, no single document is to blame: those that are refused come back as outcomes.
    const away =
      error.code === 'store_full' || error.code === 'search_unavailable'
        ? error
        : new AppError('search_unavailable', error.message, { code: error.code }, { cause: thrown })
    logger.warn({ err: away, inputs: writing.length }, 'search store away, inputs wait')
    throw away
  }
}

function outcomeOf(work: Indexing): Outcome<Indexing> {
  if (work.document === null) return drop('not-ours')
  if (work.outcome === undefined) throw new AppError('search_unavailable', 'the search store did not answer for it')
  if (work.outcome.outcome === 'rejected') return dead('rejected_by_sink', work.outcome.reason)
  return work.outcome.outcome === 'stale' ? drop('stale') : done(work)
}
