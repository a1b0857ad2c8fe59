import { toMs, silentLogger, type Clock } from '@guanlan/kernel'
import { SCENARIO_EPOCH, startSampleCity, type SampleCity, type SampleCityOptions, type SiteId } from '../src/index.js'

/** A scenario clock that stands where the test puts it, in ms from the scenario's first minute. */
export interface StandingClock extends Clock {
  set(offset: number): void
}

export function standingClock(offset = 0): StandingClock {
  let now = toMs(SCENARIO_EPOCH) + offset
  return { now: () => now, set: (to) => void (now = toMs(SCENARIO_EPOCH) + to) }
}

/** Starts a city and gives it with a way to ask it. */
export async function openCity(clock: Clock, options: Partial<SampleCityOptions> = {}) {
  const city = await startSampleCity({ clock, logger: silentLogger, ...options })
  const get = (site: SiteId, path: string, headers: Record<string, string> = {}) =>
    fetch(`${urlOf(city, site)}${path}`, { headers })
  const text = async (site: SiteId, path: string) => (await get(site, path)).text()
  const forum = async (path: string) =>
    new TextDecoder('gb18030', { fatal: true }).decode(await (await get('forum', path)).arrayBuffer())
  return { city, get, text, forum }
}

export function urlOf(city: SampleCity, site: SiteId): string {
  const found = city.sites.find(({ id }) => id === site)
  if (!found) throw new Error(`no site ${site}`)
  return found.url
}
