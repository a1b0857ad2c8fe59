import type { SourceConfigInput } from '@guanlan/contracts'
import type { Clock, Instant, Logger } from '@guanlan/kernel'
import { startPusher } from './push/hotline-pusher.js'
import { loadScenario } from './scenario/load-scenario.js'
import { varyScenario } from './scenario/vary-scenario.js'
import { siteNames, type SiteId } from './site-ids.js'
import { brokenSite } from './sites/broken.js'
import { daily } from './sites/daily.js'
import { evening } from './sites/evening.js'
import { forumSite } from './sites/forum.js'
import { hotlistSite } from './sites/hotlist.js'
import { newspaperSite } from './sites/newspaper.js'
import { portalSite } from './sites/portal.js'
import { SAMPLE_PLACE, sampleSources, sourceIdOf } from './sources.js'
import { createTimeline } from './timeline.js'
import { reserveDeadPort, serveSite, type ServedSite, type SiteHandler } from './web/site-server.js'

/** First minute of the scenario: Monday, 16 November 2026, 08:00 in Beijing. A week of history lies before it. */
export const SCENARIO_EPOCH: Instant = '2026-11-16T00:00:00.000Z'

/** How to start the city. */
export interface SampleCityOptions {
  /** The scenario clock: decides what exists. */
  readonly clock: Clock
  readonly logger: Logger
  /** Default SCENARIO_EPOCH. */
  readonly epoch?: Instant
  /** Varies who posts what when; 0 = as written. */
  readonly seed?: number
  /** Ports of the last start; each is taken again when it is free. */
  readonly ports?: Partial<Record<SiteId, number>>
  /** Where the hotline pushes to; null while the api is not there. Without it the hotline is silent. */
  readonly apiUrl?: () => string | null
}

/** The city while it runs. */
export interface SampleCity {
  readonly sites: readonly { readonly id: SiteId; readonly name: string; readonly url: string; readonly port: number }[]
  /** What the office must configure to read this city. */
  readonly sources: readonly SourceConfigInput[]
  /** `127.0.0.1:port` of its own sites, nothing wider. */
  readonly allowPrivate: readonly string[]
  /** To be kept and handed in at the next start, so that addresses (and the ids made of them) stay. */
  readonly ports: Partial<Record<SiteId, number>>
  /** Ends the pushes, then closes every site. */
  stop(): Promise<void>
}

/** Starts every site on a loopback port of its own. Throws AppError: `config_invalid` (content), `port_taken`. */
export async function startSampleCity(options: SampleCityOptions): Promise<SampleCity> {
  const { clock, logger, ports: wanted = {} } = options
  const timeline = createTimeline(varyScenario(loadScenario(), options.seed), options.epoch ?? SCENARIO_EPOCH, clock)
  const handlers: [SiteId, SiteHandler][] = [
    ['portal', portalSite(timeline)],
    ['daily', newspaperSite(daily, timeline)],
    ['evening', newspaperSite(evening, timeline)],
    ['forum', forumSite(timeline)],
    ['hotlist', hotlistSite(timeline)],
    ['broken', brokenSite],
  ]
  const served: ServedSite[] = []
  const closeAll = async () => void (await Promise.all(served.map((site) => site.stop())))
  const ports: Partial<Record<SiteId, number>> = {}
  try {
    for (const [id, handler] of handlers) {
      const site = await serveSite(handler, wanted[id] ?? 0, logger.child({ site: id }))
      served.push(site)
      ports[id] = site.port
    }
    ports.dead = await reserveDeadPort(wanted.dead ?? 0)
  } catch (thrown) {
    await closeAll()
    throw thrown
  }
  const urlOf = (site: SiteId) => `http://127.0.0.1:${ports[site] ?? 0}`
  const pusher = startPusher({
    items: timeline.all('hotline'),
    clock,
    logger: logger.child({ site: 'hotline' }),
    apiUrl: options.apiUrl ?? (() => null),
    source: sourceIdOf('hotline'),
    place: SAMPLE_PLACE,
  })
  const open = Object.entries(ports) as [SiteId, number][]
  return {
    sites: open.map(([id, port]) => ({ id, name: siteNames[id], url: urlOf(id), port })),
    sources: sampleSources(urlOf),
    allowPrivate: open.map(([, port]) => `127.0.0.1:${port}`),
    ports,
    stop: async () => {
      await pusher.stop()
      await closeAll()
    },
  }
}
