import type { Article } from '@guanlan/contracts'
import { SECOND, toMs, type Logger } from '@guanlan/kernel'
import type { Metrics } from './metrics.js'

/** An article that was taken in: its event was saved. */
export interface TakenIn {
  /** Id of its `article.collected`. */
  readonly event: string
  readonly article: Article
  readonly live: boolean
}

/** Counts an article that was taken in, how late it was heard (domain clock), and says where its trace begins. */
export function countArticle({ metrics, logger }: { metrics: Metrics; logger: Logger }, taken: TakenIn): void {
  const { event, live, article } = taken
  const { revision, seen, published, source } = article
  metrics.articles.inc({ tier: source.tier, news: revision === 1 ? 'first' : 'revision' })
  // Back-fill was published long ago by intent, and a later revision was heard before.
  if (live && revision === 1 && published !== undefined)
    metrics.hearingSeconds.observe({ tier: source.tier }, Math.max(0, toMs(seen) - toMs(published)) / SECOND)
  logger.debug({ event, trace: article.article, revision, source: source.id }, 'article collected')
}
