import { expect } from 'vitest'
import type { GuanlanProcess } from '@guanlan/testkit'
import { splitOf } from './instance-faults.js'
import type { FaultServers } from './servers.js'
import { expectUnshaken } from './shaken-run.js'
import { SPEED_OF_CITY } from './speeds.js'
import type { Summary } from './summary.js'
import { watchSources } from './watched-sources.js'
import { watchStream } from './watch-stream.js'

/**
 * Two instances of each service and what is done to them. Besides the same result: every api's followers were told everything once,
 * in order; every source was asked for by one crawler at a time.
 */
export async function expectTwoInstancesUnshaken(
  what: string,
  summary: Summary,
  servers: FaultServers,
  disturb: (guanlan: GuanlanProcess) => Promise<void>,
): Promise<void> {
  const sources = await watchSources(4)
  /** Wall times at which a crawler ended. */
  const moments: number[] = []
  let streams: ReturnType<typeof watchStream>[] = []
  let looking: NodeJS.Timeout | undefined
  try {
    await expectUnshaken(
      what,
      summary,
      async (guanlan) => {
        const { processes } = splitOf(guanlan)
        streams = processes.filter(({ service }) => service === 'api').map((api) => watchStream(() => api.url()))
        const crawlers = processes.filter(({ service }) => service === 'crawler')
        const pids = new Map(crawlers.map((one) => [one, one.pid()]))
        looking = setInterval(() => {
          for (const one of crawlers)
            if (one.pid() !== pids.get(one)) {
              pids.set(one, one.pid())
              moments.push(Date.now())
            }
        }, 20)
        await disturb(guanlan)
        return guanlan
      },
      {
        shape: 'split',
        servers: servers.addresses,
        instances: 2,
        speed: SPEED_OF_CITY,
        files: sources.files,
        atRest: (guanlan) => expectEverythingStreamed(guanlan, streams),
      },
    )
    const visits = sources.visits().map((list) => list.length)
    expect(Math.min(...visits)).toBeGreaterThan(5)
    expect(sources.doubled(moments)).toEqual([])
  } finally {
    clearInterval(looking)
    await Promise.all(streams.map((stream) => stream.close()))
    await sources.close()
  }
}

/** Each api has told its follower what the store has, from the first line to the last, each once. */
async function expectEverythingStreamed(
  guanlan: GuanlanProcess,
  streams: readonly ReturnType<typeof watchStream>[],
): Promise<void> {
  const { lastEventId } = await guanlan.get<{ lastEventId: number }>('/api/v1/status')
  const fresh = watchStream(() => guanlan.url)
  try {
    const all = [fresh, ...streams]
    for (let waited = 0; all.some((one) => one.newest() < lastEventId) && waited < 300; waited += 1)
      await new Promise((resolve) => setTimeout(resolve, 100))
    const told = (one: (typeof all)[number]) =>
      one.lines.filter(({ id }) => id <= lastEventId).map(({ id, kind }) => `${id} ${kind}`)
    const kept = told(fresh)
    expect(kept.filter((line) => line.includes('alert')).length).toBeGreaterThan(3)
    expect(new Set(kept).size).toBe(kept.length)
    for (const stream of streams) {
      expect(stream.resets()).toBe(0)
      expect(told(stream)).toEqual(kept)
    }
  } finally {
    await fresh.close()
  }
}
