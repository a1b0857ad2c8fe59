import type { DomainEvent } from '@guanlan/contracts'
import { toAppError, type Logger } from '@guanlan/kernel'
import { dead, defineStation, done, drop, later, type Outcome } from '@guanlan/runtime'
import { toSearchDocument, type PutOutcome, type SearchDocument, type SearchStore } from '@guanlan/search-store'

/** How long an input waits when the search store is away, wall time. */
const AGAIN_AFTER_MS = 10_000

/** One classified article on its way into the search store. */
interface Indexing {
  /** null when the input is of another kind: then there is nothing to write. */
  readonly document: SearchDocument | null
  /** What became of it, once its batch was written. */
  outcome?: PutOutcome | 'away'
}

export interface IndexerDeps {
  readonly searchStore: SearchStore
  readonly logger: Logger
}

/**
 * Writes every classified article into the search store, a batch in one go. Idempotent: what is there already is stale.
 * The store being away puts the inputs off, so that alerts and tickets, which do not need it, go on.
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
    const { code, message } = toAppError(thrown, 'search_unavailable')
    logger.warn({ code, reason: message, inputs: writing.length }, 'search store away, inputs put off')
    for (const work of writing) work.outcome = 'away'
  }
}

function outcomeOf(work: Indexing): Outcome<Indexing> {
  if (work.document === null) return drop('not-ours')
  if (work.outcome === undefined || work.outcome === 'away') return later('sink-unavailable', AGAIN_AFTER_MS)
  if (work.outcome.outcome === 'rejected') return dead('rejected_by_sink', work.outcome.reason)
  return work.outcome.outcome === 'stale' ? drop('stale') : done(work)
}
