import { text, startFakeWeb, type Page } from '@guanlan/testkit'
import { SPEED_OF_CITY } from './speeds.js'

/** Scenario minutes between two visits. */
const EVERY_MINUTES = 20
/** Wall time between two visits, ms. */
const EVERY_MS = (EVERY_MINUTES * 60_000) / SPEED_OF_CITY
/** How long the site takes to answer: two crawlers that both ask would overlap. */
const ANSWER_MS = 300

interface Visit {
  readonly from: number
  /** Wall time of the answer's end; of a visit that was broken off: when. */
  to: number
  whole: boolean
}

/** Sites of one empty feed each, which write down when they were asked. */
export interface WatchedSources {
  /** Files of an office's configuration that name them. */
  readonly files: Readonly<Record<string, unknown>>
  /** Visits by site. */
  visits(): readonly (readonly Visit[])[]
  /**
   * What two crawlers at once would leave behind: visits that overlap, and visits that follow a whole one too soon. A crawler that ended at one
   * of the `moments` (wall) may have had no time to save its last visit: then another repeats it.
   */
  doubled(moments: readonly number[]): string[]
  close(): Promise<void>
}

export async function watchSources(count: number): Promise<WatchedSources> {
  const visits: Visit[][] = Array.from({ length: count }, () => [])
  const sites = await Promise.all(visits.map((list) => startFakeWeb({ '/feed.xml': slowly(list) })))
  const files = {
    'fetcher.yaml': { allow_private: sites.map((site) => site.host) },
    ...Object.fromEntries(
      sites.map((site, i) => [
        `sources/watched-${i}.yaml`,
        {
          id: `watched-${i}`,
          name: `空站${i}`,
          kind: 'feed',
          url: `${site.origin}/feed.xml`,
          every: `${EVERY_MINUTES}m`,
          hostDelay: '5ms',
        },
      ]),
    ),
  }
  return {
    files,
    visits: () => visits,
    doubled: (moments) =>
      visits.flatMap((list, site) =>
        list.slice(1).flatMap((visit, i) => {
          const before = list[i] as Visit
          const told = `site ${site}: asked at ${visit.from}, before at ${before.from}–${before.to}`
          if (visit.from < before.to) return [`${told}: at once`]
          const excused = !before.whole || moments.some((at) => at > before.from - 1_000 && at < visit.from)
          return visit.from - before.from < EVERY_MS / 2 && !excused ? [`${told}: too soon`] : []
        }),
      ),
    async close() {
      await Promise.all(sites.map((site) => site.close()))
    },
  }
}

const empty = text(
  '<?xml version="1.0"?><rss version="2.0"><channel><title>空</title><link>/</link><description>无</description></channel></rss>',
  { 'content-type': 'application/rss+xml; charset=utf-8' },
)

const slowly =
  (visits: Visit[]): Page =>
  (request, response) => {
    const visit: Visit = { from: Date.now(), to: Number.POSITIVE_INFINITY, whole: false }
    visits.push(visit)
    const timer = setTimeout(() => empty(request, response), ANSWER_MS)
    response.on('close', () => {
      clearTimeout(timer)
      visit.to = Date.now()
      visit.whole = response.writableFinished
    })
  }
