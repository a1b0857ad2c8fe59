import { AppError, SECOND, toAppError, type Logger } from '@guanlan/kernel'
import type { Records, RecordStore } from '@guanlan/record-store'
import type { RunningService } from './context.js'
import { repeat } from './repeat.js'

/** A seat that is not renewed for this long (wall time) is free: with the log's own session, a lost instance is replaced within 30 s. */
const LEASE_MS = 15 * SECOND
const TICK_MS = 2 * SECOND
/** How long work may take to end when the seat was lost: others have taken over, so not long. */
const LEAVE_MS = 5 * SECOND

/** Throws `shutting_down` inside a transaction when the seat is somebody else's by now: then nothing of it is kept. */
export type Fence = (records: Records) => Promise<void>

/** For the only instance there is. */
export const noFence: Fence = async () => {}

/**
 * Lets one of several instances work and keeps the others ready. The seat is a lease in the record store, in wall time. Whoever
 * stalls and comes back late finds out in its own transactions: each begins with the fence.
 */
export function takeSeat(parts: {
  readonly name: string
  /** Of this life of this instance, unlike any other's. */
  readonly holder: string
  readonly recordStore: RecordStore
  readonly logger: Logger
  /** Starts the work; called again each time the seat was lost and won. */
  readonly begin: (fence: Fence) => Promise<RunningService>
  /** Told when the seat is won or lost. */
  readonly onChange?: (seated: boolean) => void
}): RunningService {
  const { name, holder, recordStore, logger, begin, onChange } = parts
  const lease = `seat:${name}`
  let heldUntil = 0
  let work: Promise<RunningService> | null = null
  let trouble: string | null = null

  const fence: Fence = async (records) => {
    if (await records.leases.holds(lease, holder, Date.now())) return
    throw new AppError('shutting_down', `${name}: another instance has taken over`)
  }

  async function renew(): Promise<void> {
    const now = Date.now()
    const until = now + LEASE_MS
    const held = await recordStore.transaction((records) => records.leases.acquire(lease, holder, now, until), {
      isolation: 'read-committed',
    })
    heldUntil = held ? until : 0
  }

  async function leave(deadlineMs: number): Promise<boolean> {
    const leaving = work
    work = null
    if (!leaving) return true
    onChange?.(false)
    const service = await leaving.catch(() => null)
    return service ? service.stop(deadlineMs) : true
  }

  function start(): void {
    onChange?.(true)
    logger.info({ station: name, holder }, 'takes the seat')
    const starting = begin(fence)
    work = starting
    starting.then(
      () => (trouble = null),
      (thrown: unknown) => {
        trouble = toAppError(thrown).message
        logger.error({ station: name, err: thrown }, 'could not start, trying again')
        if (work === starting) work = null
      },
    )
  }

  const ticking = repeat(
    TICK_MS,
    async () => {
      try {
        await renew()
      } finally {
        // Also when the store is away: past its time the seat may be somebody else's.
        const seated = heldUntil > Date.now()
        if (seated && !work) start()
        if (!seated && work) {
          logger.warn({ station: name, holder }, 'lost the seat')
          await leave(LEAVE_MS)
        }
      }
    },
    (error) => logger.warn({ station: name, err: error }, 'seat not renewed, trying again'),
  )

  return {
    name,
    async health() {
      if (trouble !== null) return trouble
      const service = await work?.catch(() => null)
      return service ? service.health() : null
    },
    async stop(deadlineMs) {
      await ticking.stop()
      const ended = await leave(deadlineMs)
      await recordStore
        .transaction((records) => records.leases.release(lease, holder), { isolation: 'read-committed' })
        .catch((error: unknown) => logger.warn({ station: name, err: error }, 'seat not given back; it runs out'))
      return ended
    },
  }
}
