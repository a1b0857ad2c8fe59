import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshFolder, until, type GuanlanProcess } from '@guanlan/testkit'
import { expect, it } from 'vitest'
import { scenarioTime } from './outcome.js'
import { runThrough } from './run-through.js'
import { expectSameResult } from './same-result.js'

const HOUR = 3_600_000
/** Calls up to here are compared: later deadlines lie near the end of the run, where a second of ours is ten minutes of the city’s. */
const CALLS_HOURS = 9
/** Scenario hour, and how far the machine's clock is off from then on, ms: an hour ahead, an hour behind, right again. */
const jumps = [
  [2, HOUR],
  [5, -HOUR],
  [8, 0],
] as const

const scenarioNow = async (guanlan: GuanlanProcess): Promise<number> =>
  Date.parse((await guanlan.get<{ clock: { now: string } }>('/api/v1/status')).clock.now)

it('goes on as if nothing had happened when somebody sets the machine’s clock by hours', async () => {
  const folder = await freshFolder('clock')
  const file = join(folder.path, 'offset')
  writeFileSync(file, '0')
  const preload = `--import ${new URL('./movable-clock.mjs', import.meta.url).href}`
  const moved: number[] = []
  const [calm, shaken] = await Promise.all([
    runThrough('clock-calm'),
    runThrough(
      'clock-jumps',
      async (guanlan) => {
        for (const [hours, offset] of jumps) {
          const jumpAt = Date.parse(scenarioTime(hours))
          await until(`scenario hour ${hours}`, async () => (await scenarioNow(guanlan)) > jumpAt, 120_000)
          const before = await scenarioNow(guanlan)
          writeFileSync(file, String(offset))
          await new Promise((resolve) => setTimeout(resolve, 1_000))
          moved.push((await scenarioNow(guanlan)) - before)
        }
        return guanlan
      },
      { env: { CLOCK_OFFSET_FILE: file, NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} ${preload}`.trim() } },
    ),
  ])
  const told = readFileSync(`${file}.told`, 'utf8').trim().split('\n').map(Number)
  await folder.remove()
  // The product lived by the clock that was set, in each of its processes.
  for (const [, offset] of jumps) expect(told.some((ms) => Math.abs(ms - offset) <= 1_000)).toBe(true)
  // The city's day went on at its pace: a second of ours is ten minutes of it, and a slow machine has some more of them.
  for (const ms of moved) {
    expect(ms).toBeGreaterThan(0)
    expect(ms).toBeLessThan(2 * HOUR)
  }
  expectSameResult(shaken, calm, scenarioTime(CALLS_HOURS))
  const { calls } = shaken.receiver
  expect(calls.length).toBe(new Set(calls.map(({ key }) => key)).size)
}, 480_000)
