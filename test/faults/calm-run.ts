import { runThrough, SPEED } from '../smoke/run-through.js'
import type { Run } from '../smoke/same-result.js'

/** How long its console's line may take, ms: others are at work beside it. */
const PATIENCE_MS = 300_000

const runs = new Map<number, Promise<Run>>()

/**
 * The undisturbed run that others at the same speed of the city are held to, in one process: the scenario ends the same in every shape,
 * and this one costs least. At another speed items are first seen at other moments of the city, which may lie across a cut. Made once,
 * beside whatever else runs.
 */
export function calmRun(speed: number = SPEED): Promise<Run> {
  const known = runs.get(speed)
  if (known) return known
  const run = runThrough(`calm-${speed}`, undefined, { shape: 'one', speed, patienceMs: PATIENCE_MS })
  runs.set(speed, run)
  return run
}
