import type { SourceState } from '@guanlan/contracts'
import { until, type GuanlanProcess, type Split, type SplitProcess } from '@guanlan/testkit'
import { expect } from 'vitest'
import type { Summary } from './summary.js'

/** A lost instance is taken over within this time, wall ms. */
const TAKEOVER_MS = 30_000
/** A source counts as read when its visit has ended, and a list of many pages takes its time: later than it was taken over. */
const VISITED_MS = 60_000

/** The processes of a run in the split shape. */
export function splitOf({ split }: GuanlanProcess): Split {
  if (!split) throw new Error('not in the split shape')
  return split
}

const instancesOf = (split: Split, service: string): SplitProcess[] =>
  split.processes.filter((one) => one.service === service)

/** Whether this instance leads its station, by its own account. */
async function leads(one: SplitProcess): Promise<boolean> {
  if (one.pid() === null) return false
  const text = await fetch(new URL('/metrics', one.url())).then(
    (response) => response.text(),
    () => '',
  )
  return /^guanlan_station_leader\{[^}]*\} 1$/m.test(text)
}

async function leaderOf(split: Split, service: string, patienceMs?: number): Promise<SplitProcess> {
  return until(
    `an instance of ${service} to lead`,
    async () => {
      const leading = await Promise.all(instancesOf(split, service).map(leads))
      // One that stalls may take itself for the leader for a moment: its transactions are refused by the fence.
      return leading.filter(Boolean).length === 1 && instancesOf(split, service)[leading.indexOf(true)]
    },
    patienceMs,
  )
}

/** Kills the instance that works, for good, and waits until the other has taken over; then starts it again. */
async function loseLeader(split: Split, service: string, summary: Summary): Promise<void> {
  const lost = await leaderOf(split, service, 60_000)
  const from = Date.now()
  await lost.kill({ forGood: true })
  summary.killed(lost.name)
  const next = await leaderOf(split, service, TAKEOVER_MS)
  summary.measured(`${service}: ${next.name} took over from ${lost.name}`, Date.now() - from)
  expect(next.name).not.toBe(lost.name)
  expect(Date.now() - from).toBeLessThan(TAKEOVER_MS)
  await lost.start()
}

/** Kills a crawler for good and waits until all sources, also those that it was at, are read by the other. */
async function loseCrawler(guanlan: GuanlanProcess, summary: Summary): Promise<void> {
  const [lost] = instancesOf(splitOf(guanlan), 'crawler')
  if (!lost) throw new Error('no crawler')
  const { clock } = await guanlan.get<{ clock: { now: string } }>('/api/v1/status')
  const from = Date.now()
  await lost.kill({ forGood: true })
  summary.killed(lost.name)
  let unread: string[] = []
  await until(
    'all sources to be read by the other crawler',
    async () => {
      const { items } = await guanlan.get<{ items: SourceState[] }>('/api/v1/sources?limit=200')
      // Those that fail are asked ever more seldom.
      const readable = items.filter(
        ({ kind, health }) => kind !== 'push' && (health === 'healthy' || health === 'slow'),
      )
      unread = readable.filter(({ lastFetchAt }) => (lastFetchAt ?? '') <= clock.now).map(({ source }) => source)
      return unread.length === 0 || Date.now() - from >= VISITED_MS
    },
    2 * VISITED_MS,
  )
  expect(unread).toEqual([])
  summary.measured(`crawler: the other read all sources of ${lost.name}`, Date.now() - from)
  await lost.start()
}

/** The active instance of each service that has one, and a crawler, are killed and do not come back before others have their work. */
export async function loseInstances(guanlan: GuanlanProcess, summary: Summary): Promise<void> {
  const split = splitOf(guanlan)
  await Promise.all([
    loseLeader(split, 'topic-detector', summary),
    loseLeader(split, 'alert-router', summary),
    loseCrawler(guanlan, summary),
  ])
}

/** Stops every process in order and starts it again, one after the other, as an upgrade would. */
export async function restartOneByOne(guanlan: GuanlanProcess, summary: Summary): Promise<void> {
  const from = Date.now()
  for (const one of splitOf(guanlan).processes) {
    expect([one.name, await one.stop()]).toEqual([one.name, 0])
    await one.start()
  }
  summary.measured('rolling restart of all processes', Date.now() - from)
}
