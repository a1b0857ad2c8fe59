import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs'
import type { Place, ServerKind } from './kind.js'
import { allGone, descendantsOf, isAlive, refOf, signalAll, type ProcessRef } from './processes.js'
import { tailOf } from './tools.js'

const LOOK_EVERY = 100
/** How long a server may take to end in order, ms. */
const STOP_PATIENCE = 45_000

/** Starts a server as a process that outlives us, and waits until it answers. `born` hears of it at once, so that nothing is lost if we are killed. */
export async function launch(
  kind: ServerKind,
  place: Place,
  born: (ref: ProcessRef) => void,
): Promise<{ process: ProcessRef; family: ProcessRef[] }> {
  const { command, args, env } = await kind.prepare(place)
  if (existsSync(place.log)) renameSync(place.log, `${place.log}.previous`)
  const log = openSync(place.log, 'a')
  const child = spawn(command, args, {
    cwd: place.folder,
    env,
    detached: true,
    stdio: ['ignore', log, log],
    ...place.user,
  })
  closeSync(log)
  child.unref()
  const failed = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(`ended with ${signal ?? `exit code ${code}`}`))
  })
  let end = child.pid === undefined ? await failed : ''
  if (child.pid === undefined) throw new Error(`${kind.name} did not start: ${end}`)
  void failed.then((why) => (end = why))
  const ref = refOf(child.pid)
  born(ref)
  for (const deadline = Date.now() + kind.patienceMs; ; await pause(LOOK_EVERY)) {
    if (end === '' && (await kind.isReady(place))) return { process: ref, family: descendantsOf(ref.pid) }
    if (end === '' && Date.now() < deadline) continue
    const why = end || `gave no answer within ${kind.patienceMs / 1_000} s`
    await slay(ref, [])
    throw new Error(
      `${kind.name} did not start: it ${why}. The end of ${place.log}:\n${tailOf(readFileSync(place.log, 'utf8'))}`,
    )
  }
}

/**
 * Waits until a server that runs already answers: the command that started it may have been interrupted. It is left running.
 * @throws Error when it ends, or does not answer in time
 */
export async function awaitAnswer(kind: ServerKind, place: Place, ref: ProcessRef): Promise<ProcessRef[]> {
  for (const deadline = Date.now() + kind.patienceMs; isAlive(ref) && Date.now() < deadline; await pause(LOOK_EVERY))
    if (await kind.isReady(place)) return descendantsOf(ref.pid)
  const what = isAlive(ref) ? `runs as process ${ref.pid}, but gives no answer` : 'ended before it answered'
  throw new Error(`${kind.name} ${what}. The end of ${place.log}:\n${tailOf(readFileSync(place.log, 'utf8'))}`)
}

/** Ends it in order, and by force when that takes too long. Resolves when nothing of it runs any more. */
export async function halt(
  kind: ServerKind,
  ref: ProcessRef,
  family: readonly ProcessRef[],
): Promise<'ended' | 'forced'> {
  const all = [ref, ...family, ...(isAlive(ref) ? descendantsOf(ref.pid) : [])]
  // A stopped process (SIGSTOP) hears nothing else.
  signalAll(all, 'SIGCONT')
  signalAll([ref], kind.stopSignal)
  if (await allGone(all, STOP_PATIENCE)) return 'ended'
  await slay(ref, family)
  return 'forced'
}

/** SIGKILL to it and everything below it, at once. Resolves when nothing of it runs any more. */
export async function slay(ref: ProcessRef, family: readonly ProcessRef[]): Promise<void> {
  const all = [...(isAlive(ref) ? descendantsOf(ref.pid) : []), ...family, ref]
  signalAll(all, 'SIGKILL')
  if (!(await allGone(all, 15_000))) throw new Error(`process ${ref.pid} does not end, not even by SIGKILL`)
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
