import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshFolder, until, type GuanlanProcess } from '@guanlan/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { dice } from './dice.js'
import { scenarioTime } from './outcome.js'
import { END_HOURS, runThrough, runTime, SPEED } from './run-through.js'
import { expectSameResult, type Run } from './same-result.js'

/** With the ten of the split shape (test/faults/sample.test.ts) the sample of twenty; `npm run test:faults` kills far more often. */
const KILLS = Number(process.env['GUANLAN_KILLS'] ?? 10)
const SEED = Number(process.env['GUANLAN_KILL_SEED'] ?? 1)
/** Least time between two kills, ms: enough that something runs again when the next one comes. */
const LEAST_GAP_MS = 500
const HOUR = 3_600_000
/** Calls up to here are compared after a set clock: later deadlines lie near the end of the run, where a second of ours is ten minutes of the city’s. */
const CALLS_HOURS = 9
/** Scenario hour, and how far the machine's clock is off from then on, ms: an hour ahead, an hour behind, right again. */
const jumps = [
  [2, HOUR],
  [5, -HOUR],
  [8, 0],
] as const

async function killed(first: GuanlanProcess): Promise<GuanlanProcess> {
  const random = dice(SEED)
  let guanlan = first
  for (let kill = 0; kill < KILLS; kill += 1) {
    await new Promise((resolve) => setTimeout(resolve, LEAST_GAP_MS + random() * ((runTime(SPEED) * 1.6) / KILLS)))
    const again = await guanlan.killAndRestart(random())
    console.log(`kill ${kill + 1} of ${KILLS}: ${again.killed}`)
    guanlan = again.guanlan
  }
  return guanlan
}

const scenarioNow = async (guanlan: GuanlanProcess): Promise<number> =>
  Date.parse((await guanlan.get<{ clock: { now: string } }>('/api/v1/status')).clock.now)

/** A run whose machine's clock is set again and again. */
async function runWithJumps() {
  const folder = await freshFolder('clock')
  const file = join(folder.path, 'offset')
  writeFileSync(file, '0')
  const preload = `--import ${new URL('./movable-clock.mjs', import.meta.url).href}`
  /** How far the city's clock went on in the second after each jump, ms. */
  const moved: number[] = []
  const jump = async (guanlan: GuanlanProcess): Promise<GuanlanProcess> => {
    for (const [hours, offset] of jumps) {
      const jumpAt = Date.parse(scenarioTime(hours))
      await until(`scenario hour ${hours}`, async () => (await scenarioNow(guanlan)) > jumpAt, 240_000)
      const before = await scenarioNow(guanlan)
      writeFileSync(file, String(offset))
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      moved.push((await scenarioNow(guanlan)) - before)
    }
    return guanlan
  }
  const env = { CLOCK_OFFSET_FILE: file, NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} ${preload}`.trim() }
  const run = await runThrough('clock-jumps', jump, { env })
  const told = readFileSync(`${file}.told`, 'utf8').trim().split('\n').map(Number)
  await folder.remove()
  return { run, moved, told }
}

describe('a disturbed run ends like an undisturbed one', () => {
  let calm: Run
  let shaken: Run
  let jumped: Awaited<ReturnType<typeof runWithJumps>>
  // Beside one another: the city takes its time, whoever waits.
  beforeAll(async () => {
    ;[calm, shaken, jumped] = await Promise.all([runThrough('calm'), runThrough('shaken', killed), runWithJumps()])
  }, 900_000)

  it(`after ${KILLS} kills at random moments`, () => {
    expectSameResult(shaken, calm, scenarioTime(END_HOURS))
  })

  it('when somebody sets the machine’s clock by hours: nothing lost, doubled or early', () => {
    // The product lived by the clock that was set.
    for (const [, offset] of jumps) expect(jumped.told.some((ms) => Math.abs(ms - offset) <= 1_000)).toBe(true)
    // The city's day went on at its pace: a second of ours is ten minutes of it, and a slow machine has some more of them.
    for (const ms of jumped.moved) {
      expect(ms).toBeGreaterThan(0)
      expect(ms).toBeLessThan(2 * HOUR)
    }
    expectSameResult(jumped.run, calm, scenarioTime(CALLS_HOURS))
    const { calls } = jumped.run.receiver
    expect(calls.length).toBe(new Set(calls.map(({ key }) => key)).size)
  })
})
