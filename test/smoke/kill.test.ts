import { it } from 'vitest'
import { dice } from './dice.js'
import { scenarioTime } from './outcome.js'
import { END_HOURS, runThrough, runTime, SPEED } from './run-through.js'
import { expectSameResult } from './same-result.js'

/** With the ten of the split shape (test/faults/sample.test.ts) the sample of twenty; `npm run test:faults` kills far more often. */
const KILLS = Number(process.env['GUANLAN_KILLS'] ?? 10)
const SEED = Number(process.env['GUANLAN_KILL_SEED'] ?? 1)
/** Least time between two kills, ms: enough that something runs again when the next one comes. */
const LEAST_GAP_MS = 500

it(`ends like an undisturbed run after ${KILLS} kills at random moments`, async () => {
  const random = dice(SEED)
  const [calm, shaken] = await Promise.all([
    runThrough('calm'),
    runThrough('shaken', async (first) => {
      let guanlan = first
      for (let kill = 0; kill < KILLS; kill += 1) {
        await new Promise((resolve) => setTimeout(resolve, LEAST_GAP_MS + random() * ((runTime(SPEED) * 1.6) / KILLS)))
        const again = await guanlan.killAndRestart(random())
        console.log(`kill ${kill + 1} of ${KILLS}: ${again.killed}`)
        guanlan = again.guanlan
      }
      return guanlan
    }),
  ])
  expectSameResult(shaken, calm, scenarioTime(END_HOURS))
}, 900_000)
