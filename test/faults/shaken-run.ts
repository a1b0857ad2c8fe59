import type { GuanlanProcess } from '@guanlan/testkit'
import { expect } from 'vitest'
import { scenarioTime } from '../smoke/outcome.js'
import { END_HOURS, runThrough, type RunOptions } from '../smoke/run-through.js'
import { expectSameResult } from '../smoke/same-result.js'
import { calmRun } from './calm-run.js'
import type { Summary } from './summary.js'

/** Runs with a disturbance, holds the result to the calm run's, and the search index to the articles. */
export async function expectUnshaken(
  what: string,
  summary: Summary,
  disturb: (guanlan: GuanlanProcess) => Promise<GuanlanProcess>,
  options: RunOptions,
): Promise<void> {
  const from = Date.now()
  let searched = -1
  const atRest = async (guanlan: GuanlanProcess): Promise<void> => {
    const end = encodeURIComponent(scenarioTime(END_HOURS))
    searched = (await guanlan.get<{ total: number }>(`/api/v1/search?limit=1&to=${end}`)).total
    await options.atRest?.(guanlan)
  }
  const shaken = await runThrough(
    'shaken',
    (guanlan) => {
      // Side by side: the calm one sleeps most of the time. What goes wrong with it is told where it is awaited.
      calmRun(options.speed).catch(() => undefined)
      return disturb(guanlan)
    },
    { ...options, atRest },
  )
  expectSameResult(shaken, await calmRun(options.speed), scenarioTime(END_HOURS))
  expect(searched).toBe(shaken.outcome.articles.size)
  const { calls } = shaken.receiver
  summary.add(what, Date.now() - from, { all: calls.length, keys: new Set(calls.map(({ key }) => key)).size })
}
