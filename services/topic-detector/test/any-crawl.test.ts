import { levelRank, makeEvent, type DomainEvent } from '@guanlan/contracts'
import { HOUR, toInstant } from '@guanlan/kernel'
import type { Turn } from '@guanlan/runtime'
import { beforeAll, describe, expect, it } from 'vitest'
import { topicDetector } from '../src/index.js'
import { callsFor } from './calls.js'
import { dice, randomBatches, randomCrawl, undisturbed, type Arrival } from './crawl-schedule.js'
import { openMemoryRecords } from './memory-records.js'
import { end, sampleSightings, shippedDeps, sightedAt, type Sighting } from './sample-sightings.js'

/** Crawls compared with the undisturbed run; GUANLAN_CRAWLS=200 is the long run. */
const CRAWLS = Number(process.env['GUANLAN_CRAWLS'] ?? 20)

interface Outcome {
  /** What the desk was called for: `<storyline> <what> <step>`, sorted. */
  readonly calls: string[]
  /** Highest level by storyline. */
  readonly highest: Record<string, string>
  /** Ids of items that share a topic, near copies among them. */
  readonly partition: string[]
}

let sightings: Sighting[]
let deps: ReturnType<typeof shippedDeps>
beforeAll(() => {
  sightings = sampleSightings()
  deps = shippedDeps()
}, 30_000)

/** Drives the station over these batches, timers at their due time between them. */
async function run(batches: readonly (readonly Arrival[])[]): Promise<Outcome> {
  const memory = openMemoryRecords()
  const detector = await topicDetector.open(deps, memory.records)
  const told: DomainEvent<'topic.changed'>[] = []
  const turn: Turn<'topic-detector'> = {
    records: memory.records,
    emit(input, event) {
      const isTimer = 'due' in input
      const [at, live] = isTimer ? [input.due, true] : [input.at, input.live]
      const cause = { station: 'topic-detector', cause: input.id, trace: input.id, at, live }
      told.push(makeEvent({ ...event, ...cause }) as DomainEvent<'topic.changed'>)
    },
    later: () => undefined,
    dead: () => undefined,
    onCommit: (tell) => tell(),
  }
  const fireUntil = async (now: number) => {
    for (let timer = memory.nextTimer(toInstant(now)); timer; timer = memory.nextTimer(toInstant(now)))
      await detector.fire?.(timer, turn)
  }
  for (const batch of batches) {
    await fireUntil(Math.max(...batch.map(({ seen }) => seen)))
    await detector.handle(
      batch.map(({ sighting, seen }) => sightedAt(sighting, seen)),
      turn,
    )
  }
  await fireUntil(end + HOUR)

  const byArticle = new Map(sightings.map((sighting) => [sighting.article.article, sighting]))
  const storyOf = (members: readonly string[]) =>
    members.map((article) => byArticle.get(article)?.storyline).find((storyline) => storyline) ?? 'none of the three'
  const highest: Record<string, string> = {}
  for (const { body } of told) {
    const story = storyOf(body.members)
    if (levelRank(body.level) >= levelRank((highest[story] ?? 'blue') as 'blue')) highest[story] = body.level
  }
  const groups = new Map<string, string[]>()
  for (const row of memory.rows.values())
    groups.set(row.topic, [...(groups.get(row.topic) ?? []), byArticle.get(row.article)?.id ?? ''])
  return {
    calls: callsFor(told, storyOf)
      .map((call) => call.replace(/ at \d+$/, ''))
      .toSorted(),
    highest,
    partition: [...groups.values()].map((group) => group.toSorted().join(' ')).toSorted(),
  }
}

describe('the sample city, heard by any crawler', () => {
  it('calls the desk for each story once at each level and each doubling', async () => {
    const { calls, highest } = await run(undisturbed(sightings).map((arrival) => [arrival]))
    expect(calls).toEqual([
      'canteen grew 16',
      'canteen grew 8',
      'canteen raised orange',
      'stopped-site grew 8',
      'stopped-site raised yellow',
      'stopped-site rose orange',
      'unpaid-wages grew 8',
      'unpaid-wages raised yellow',
      'unpaid-wages rose orange',
    ])
    expect(highest).toMatchObject({ canteen: 'orange', 'stopped-site': 'orange', 'unpaid-wages': 'orange' })
  })

  it('comes to the same calls, levels and topics whatever the intervals, outages, orders and batches', async () => {
    const expected = await run(undisturbed(sightings).map((arrival) => [arrival]))
    for (let seed = 1; seed <= CRAWLS; seed += 1) {
      const random = dice(seed * 7_919)
      const outcome = await run(randomBatches(randomCrawl(sightings, random), random))
      expect({ seed, ...outcome }).toEqual({ seed, ...expected })
    }
  }, 120_000)
})
