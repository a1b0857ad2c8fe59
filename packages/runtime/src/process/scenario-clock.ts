import { toInstant, toMs, type Clock, type Instant } from '@guanlan/kernel'
import type { RecordStore } from '@guanlan/record-store'
import { repeat } from '../station/repeat.js'

const FACT = 'scenario-clock'
/** How often a process that follows looks where the clock stands. */
const FOLLOW_MS = 250
/** Part of the reserve that is taken to lie ahead: small enough that a follower is rather early than late, so that nothing is published after it was seen. */
const FOLLOWED_LEAD = 0.7
/** How much wall time is reserved ahead of a write. */
const RESERVE_MS = 1_000

/** What the record store keeps: never ahead of it is any time given out. */
interface Kept {
  readonly epoch: Instant
  readonly position: Instant
  readonly speed?: number
}

/** The sample's clock: runs `speed` times as fast as the wall, and stands still while the process is down. */
export interface ScenarioClock extends Clock {
  readonly speed: number
  readonly epoch: Instant
  stop(): Promise<void>
}

/**
 * Opens the scenario clock where it stood. `wall` is the process's steady clock: whoever sets the machine's clock moves no scenario.
 * The position that is kept lies always a little ahead of what was given out,
 * so that time never runs backwards after a crash: a start may skip up to a second of wall time, times `speed`.
 */
export async function openScenarioClock(
  recordStore: RecordStore,
  options: { epoch: Instant; speed: number; wall: Clock; onError: (error: unknown) => void },
): Promise<ScenarioClock> {
  const { speed, wall } = options
  const kept = await recordStore.records.facts.get<Kept>(FACT)
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
  const keep = (ms: number): Kept => ({ epoch, position: toInstant(ms), speed })
  const reserve = async () => {
    const ahead = advance() + RESERVE_MS * speed
    await recordStore.transaction((records) => records.facts.put(FACT, keep(ahead)), { isolation: 'read-committed' })
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
        .transaction((records) => records.facts.put(FACT, keep(last)), { isolation: 'read-committed' })
        .catch(options.onError)
    },
  }
}

/**
 * The scenario clock of another process, followed through the record store: it goes on by the wall between two looks and never
 * past what its owner has reserved; when the owner is down it stands still. Null while nobody has opened it.
 */
export async function followScenarioClock(
  recordStore: RecordStore,
  options: { wall: Clock; onError: (error: unknown) => void },
): Promise<ScenarioClock | null> {
  const { wall } = options
  const first = await recordStore.records.facts.get<Kept>(FACT)
  if (first?.speed === undefined) return null
  const { speed, epoch } = first
  let ceiling = toMs(first.position)
  /** Where the clock stood at `readAt`; before anything moves, at what was kept. */
  let base = ceiling
  let readAt = wall.now()
  let last = Number.NEGATIVE_INFINITY
  const now = () => {
    last = Math.max(last, Math.min(base + Math.max(0, wall.now() - readAt) * speed, ceiling))
    return last
  }
  const look = async () => {
    const kept = await recordStore.records.facts.get<Kept>(FACT)
    if (!kept || toMs(kept.position) === ceiling) return
    ceiling = toMs(kept.position)
    // The owner reserves a second ahead, four times a second: about three quarters of it are left when we read it.
    base = ceiling - RESERVE_MS * speed * FOLLOWED_LEAD
    readAt = wall.now()
  }
  const looking = repeat(FOLLOW_MS, look, options.onError)
  return { speed, epoch, now, stop: () => looking.stop() }
}
