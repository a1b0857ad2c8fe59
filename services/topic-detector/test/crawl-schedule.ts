import { MINUTE } from '@guanlan/kernel'
import { end, start, type Sighting } from './sample-sightings.js'

/** How often each site of the sample is asked, ms of scenario time; the hotline pushes. */
const every: Readonly<Record<string, number>> = {
  portal: 4 * MINUTE,
  daily: 3 * MINUTE,
  evening: 3 * MINUTE,
  forum: 2 * MINUTE,
  hotlist: 2 * MINUTE,
  hotline: MINUTE / 4,
}
/** Outages of all sites and of each: many, each of ten to twenty minutes, one of them near the beginning of each story. */
const outages = 6
const stories = [2, 40, 70]

export type Random = () => number

/** Park–Miller: the same seed gives the same schedule. */
export function dice(seed: number): Random {
  let state = (seed % 2_147_483_646) + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** A sighting with the moment at which a crawler came upon it, epoch ms. */
export interface Arrival {
  readonly sighting: Sighting
  readonly seen: number
}

/** Everything at the moment it is published: the undisturbed run. */
export const undisturbed = (sightings: readonly Sighting[]): Arrival[] =>
  sightings
    .map((sighting) => ({ sighting, seen: Math.max(start, sighting.published) }))
    .toSorted((a, b) => a.seen - b.seen || a.sighting.published - b.sighting.published)

/** A crawl with its own intervals, phases and outages; what one visit finds comes in any order. */
export function randomCrawl(sightings: readonly Sighting[], random: Random): Arrival[] {
  const outage = (from: number) => ({ from, to: from + (10 + 10 * random()) * MINUTE })
  const anywhere = () => outage(start + random() * (end - start))
  const common = [
    ...Array.from({ length: outages }, anywhere),
    ...stories.map((minute) => outage(start + (minute + (random() - 0.3) * 30) * MINUTE)),
  ]
  const visits: { site: string; at: number }[] = []
  for (const [site, interval] of Object.entries(every)) {
    const away = [...common, ...Array.from({ length: outages }, anywhere)]
    const own = interval * (0.5 + 1.5 * random())
    for (let at = start + random() * own; at <= end + 30 * MINUTE; at += own * (0.8 + 0.4 * random())) {
      const gap = away.find(({ from, to }) => at >= from && at < to)
      visits.push({ site, at: gap ? gap.to + random() * MINUTE : at })
    }
  }
  const known = new Set<string>()
  return visits
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ site, at }) => {
      const found = sightings.filter((one) => one.site === site && one.published <= at && !known.has(one.id))
      for (const { id } of found) known.add(id)
      return shuffled(found, random).map((sighting) => ({ sighting, seen: Math.floor(at) }))
    })
}

function shuffled<T>(values: readonly T[], random: Random): T[] {
  return values
    .map((value) => ({ value, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ value }) => value)
}

/** Arrivals in batches as a reader would cut them: what came within three minutes, 1 to 40 at a time. */
export function randomBatches(arrivals: readonly Arrival[], random: Random): Arrival[][] {
  const batches: Arrival[][] = []
  for (const arrival of arrivals) {
    const batch = batches.at(-1)
    const first = batch?.[0]
    const joins = first && arrival.seen - first.seen < 3 * MINUTE && batch.length < 40 && random() < 0.8
    if (batch && joins) batch.push(arrival)
    else batches.push([arrival])
  }
  return batches
}
