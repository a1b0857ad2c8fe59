import { toInstant, toMs, type Clock, type Instant } from '@guanlan/kernel'
import type { RecordStore } from '@guanlan/record-store'

const FACT = 'scenario-clock'
/** How much wall time is reserved ahead of a write. */
const RESERVE_MS = 1_000

/** The sample's clock: runs `speed` times as fast as the wall, and stands still while the process is down. */
export interface ScenarioClock extends Clock {
  readonly speed: number
  readonly epoch: Instant
  stop(): Promise<void>
}

/**
 * Opens the scenario clock where it stood. The position that is kept lies always a little ahead of what was given out,
 * so that time never runs backwards after a crash: a start may skip up to a second of wall time, times `speed`.
 */
export async function openScenarioClock(
  recordStore: RecordStore,
  options: { epoch: Instant; speed: number; wall: Clock; onError: (error: unknown) => void },
): Promise<ScenarioClock> {
  const { speed, wall } = options
  const kept = await recordStore.records.facts.get<{ epoch: Instant; position: Instant }>(FACT)
  const epoch = kept?.epoch ?? options.epoch
  const base = kept ? toMs(kept.position) : toMs(epoch)
  let position = base
  let wallBefore = wall.now()
  let ceiling = base
  let last = base
  /** A wall clock that is set back costs no scenario time and gives none. */
  const advance = () => {
    const wallNow = wall.now()
    position += Math.max(0, wallNow - wallBefore) * speed
    wallBefore = wallNow
    return position
  }
  const reserve = async () => {
    const ahead = advance() + RESERVE_MS * speed
    await recordStore.transaction((records) => records.facts.put(FACT, { epoch, position: toInstant(ahead) }))
    ceiling = ahead
  }
  await reserve()
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = reserve().catch(options.onError)
  }, RESERVE_MS / 4)
  return {
    speed,
    epoch,
    now() {
      // Past the reserve (a busy or full store) time waits instead of running ahead of what is kept.
      last = Math.max(last, Math.min(advance(), ceiling))
      return last
    },
    async stop() {
      clearInterval(timer)
      await running
      await recordStore
        .transaction((records) => records.facts.put(FACT, { epoch, position: toInstant(last) }))
        .catch(options.onError)
    },
  }
}
