import { runThrough } from '../smoke/run-through.js'
import type { Run } from '../smoke/same-result.js'

/** How long its console's line may take, ms: others are at work beside it. */
const PATIENCE_MS = 300_000

let run: Promise<Run> | undefined

/**
 * The undisturbed run that all others are held to, in one process: the scenario ends the same in every shape, and this one costs
 * least. Made once, beside whatever else runs.
 */
export const calmRun = (): Promise<Run> =>
  (run ??= runThrough('calm', undefined, { shape: 'one', patienceMs: PATIENCE_MS }))
