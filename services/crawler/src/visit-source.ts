import { toAppError, err, type Result } from '@guanlan/kernel'
import type { FetchedSourceConfig } from '@guanlan/contracts'
import { visitFeed } from './visit-feed.js'
import { visitForum } from './visit-forum.js'
import { visitHotlist } from './visit-hotlist.js'
import { visitJcms } from './visit-jcms.js'
import { visitList } from './visit-list.js'
import { visitSitemap } from './visit-sitemap.js'
import type { Visit, VisitOutcome } from './visit.js'

/** Visits a source by its kind. A surprise in one reader is that source's problem and nobody else's. */
export async function visitSource(visit: Visit): Promise<Result<VisitOutcome>> {
  try {
    return await byKind(visit, visit.source)
  } catch (thrown) {
    return err(toAppError(thrown))
  }
}

function byKind(visit: Visit, source: FetchedSourceConfig): Promise<Result<VisitOutcome>> {
  switch (source.kind) {
    case 'feed':
      return visitFeed({ ...visit, source })
    case 'list':
      return visitList({ ...visit, source })
    case 'forum':
      return visitForum({ ...visit, source })
    case 'sitemap':
      return visitSitemap({ ...visit, source })
    case 'jcms':
      return visitJcms({ ...visit, source })
    case 'hotlist':
      return visitHotlist({ ...visit, source })
  }
}
