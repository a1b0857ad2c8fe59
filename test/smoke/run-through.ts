import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshFolder, startFakeReceiver, startGuanlan, type GuanlanProcess, type StartOptions } from '@guanlan/testkit'
import { expect } from 'vitest'
import { readOutcome, scenarioTime } from './outcome.js'
import { runUntil } from './run-scenario.js'
import type { Run } from './same-result.js'

/** Scenario hours that are compared: they hold the three storylines. */
export const END_HOURS = 10.5
/** Scenario seconds per wall second: a run takes about 70 s. */
export const SPEED = 600
/** Wall time of an undisturbed run, ms. */
export const RUN_MS = ((END_HOURS + 1) * 3_600_000) / SPEED

/**
 * Runs the sample city from its first minute until its storylines are told, with what `disturb` does meanwhile; then stops it in
 * order and reads what it came to. `disturb` resolves to what goes on running.
 */
export async function runThrough(
  name: string,
  disturb: (guanlan: GuanlanProcess) => Promise<GuanlanProcess> = async (guanlan) => guanlan,
  options: Pick<StartOptions, 'shape' | 'servers' | 'instances' | 'env'> & { readonly speed?: number } = {},
): Promise<Run> {
  const receiver = await startFakeReceiver()
  const folder = await freshFolder(name)
  const config = await freshFolder(`${name}-config`)
  writeFileSync(
    join(config.path, 'channels.yaml'),
    JSON.stringify({ id: 'hook', kind: 'webhook', url: receiver.url, levels: ['red', 'orange', 'yellow', 'blue'] }),
  )
  const { speed = SPEED, ...start } = options
  const args = ['--speed', String(speed), '--config', config.path]
  const guanlan = await disturb(await startGuanlan({ data: folder.path, args, ...start }))
  await runUntil(guanlan, scenarioTime(END_HOURS + 1), 300_000)
  expect(await guanlan.stop()).toBe(0)
  const outcome = await readOutcome(folder.path, scenarioTime(END_HOURS))
  await receiver.close()
  await folder.remove()
  await config.remove()
  return { outcome, receiver }
}
