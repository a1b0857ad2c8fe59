import type { SourceState } from '@guanlan/contracts'
import { until, type GuanlanProcess } from '@guanlan/testkit'

interface Status {
  readonly clock: { readonly now: string }
}

/** What only the stores can tell is measured every two seconds at most. */
const MEASURED_MS = 2_500
/** Gauges of /metrics that are all 0 when nothing is on its way. */
const UNDER_WAY = /^guanlan_(?:lag|outbox_waiting|calls_waiting)(?:\{[^}]*\})? (\S+)$/gm

/**
 * Waits until the scenario clock has passed `instant`, every source that can be read was read since, and nothing is on its way any
 * more: so that all that was said by then has been heard and acted on, however slow the machine.
 */
export async function runUntil(guanlan: GuanlanProcess, instant: string, patienceMs: number): Promise<void> {
  await until(
    `scenario time ${instant}`,
    async () => (await guanlan.get<Status>('/api/v1/status')).clock.now > instant,
    patienceMs,
  )
  await until(
    `every source to be read after ${instant}`,
    async () => {
      const { items } = await guanlan.get<{ items: SourceState[] }>('/api/v1/sources?limit=200')
      const readable = items.filter(
        ({ kind, health }) => kind !== 'push' && (health === 'healthy' || health === 'slow'),
      )
      return readable.length > 0 && readable.every(({ lastFetchAt }) => (lastFetchAt ?? '') > instant)
    },
    patienceMs,
  )
  let restful = 0
  await until(
    'the river to come to rest',
    async () => {
      await new Promise((resolve) => setTimeout(resolve, MEASURED_MS))
      const metrics = await (await fetch(new URL('/metrics', guanlan.url))).text()
      const counts = [...metrics.matchAll(UNDER_WAY)].map((match) => Number(match[1]))
      restful = counts.length > 0 && counts.every((count) => count === 0) ? restful + 1 : 0
      return restful >= 2
    },
    patienceMs,
  )
}
