import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { freshFolder, startFakeReceiver, startGuanlan, type GuanlanProcess, type StartOptions } from '@guanlan/testkit'
import { expect } from 'vitest'
import { readOutcome, scenarioTime } from './outcome.js'
import { runUntil } from './run-scenario.js'
import type { Run } from './same-result.js'

/** Scenario hours that are compared: they hold the three storylines. */
export const END_HOURS = 10.5
/** Scenario seconds per wall second: a run takes about 70 s. */
export const SPEED = 600
/** How long a disturbed run may take to come to rest, ms: each restart on a busy machine costs it some ten seconds. */
const PATIENCE_MS = 480_000
/** Wall time of an undisturbed run, ms. */
export const runTime = (speed: number): number => ((END_HOURS + 1) * 3_600_000) / speed

export interface RunOptions extends Pick<StartOptions, 'shape' | 'servers' | 'instances' | 'env' | 'patienceMs'> {
  /** Scenario seconds per wall second. */
  readonly speed?: number
  /** Further files of the office's configuration, as values. */
  readonly files?: Readonly<Record<string, unknown>>
  /** Looks at the product when all is told and nothing is on its way any more, before it is stopped. */
  readonly atRest?: (guanlan: GuanlanProcess) => Promise<void>
}

/**
 * Runs the sample city from its first minute until its storylines are told, with what `disturb` does meanwhile; then stops it in
 * order and reads what it came to. `disturb` resolves to what goes on running.
 */
export async function runThrough(
  name: string,
  disturb: (guanlan: GuanlanProcess) => Promise<GuanlanProcess> = async (guanlan) => guanlan,
  options: RunOptions = {},
): Promise<Run> {
  const receiver = await startFakeReceiver()
  const folder = await freshFolder(name)
  const config = await freshFolder(`${name}-config`)
  const { speed = SPEED, files = {}, atRest, ...start } = options
  const hook = { id: 'hook', kind: 'webhook', url: receiver.url, levels: ['red', 'orange', 'yellow', 'blue'] }
  for (const [name, content] of Object.entries({ 'channels.yaml': hook, ...files })) {
    mkdirSync(dirname(join(config.path, name)), { recursive: true })
    writeFileSync(join(config.path, name), JSON.stringify(content))
  }
  const args = ['--speed', String(speed), '--config', config.path]
  let running: GuanlanProcess | null = null
  try {
    running = await startGuanlan({ data: folder.path, args, ...start })
    running = await disturb(running)
    await runUntil(running, scenarioTime(END_HOURS + 1), PATIENCE_MS)
    await atRest?.(running)
    expect(await running.stop()).toBe(0)
    return { outcome: await readOutcome(folder.path, scenarioTime(END_HOURS)), receiver }
  } finally {
    // Of what failed nothing may run on beside the next test; what has stopped is not there to be killed.
    await running?.kill()
    await receiver.close()
    await folder.remove()
    await config.remove()
  }
}
