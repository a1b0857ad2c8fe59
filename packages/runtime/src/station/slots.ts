import { SECOND, type Logger } from '@guanlan/kernel'
import { OUTBOX_SLOTS, type RecordStore } from '@guanlan/record-store'
import { repeat } from './repeat.js'

const LEASE_MS = 12 * SECOND
const TICK_MS = 3 * SECOND
const MEMBER = 'outbox-relay:'
const SLOT = 'outbox-slot:'
const nameOf = (slot: number): string => `${SLOT}${slot}`

/** Which slots of the outbox this relay carries right now. */
export interface Slots {
  /** Slots held by lease, wall time. */
  mine(): readonly number[]
  /** Gives all of them back. */
  stop(): Promise<void>
}

/** Every slot, for the only relay there is. */
export const allSlots: Slots = {
  mine: () => Array.from({ length: OUTBOX_SLOTS }, (_, slot) => slot),
  stop: async () => {},
}

/**
 * Shares the outbox among the relays of several processes: each slot (hash of the key) is carried by one of them, so that a
 * key's events keep their order. A relay takes its fair share of the living ones' and what a lost one leaves when its lease
 * ran out.
 */
export function shareSlots(
  recordStore: RecordStore,
  options: {
    readonly holder: string
    readonly logger: Logger
    /** Between two batches of the relay: a slot is never given away while its events are on their way. */
    readonly exclusive: (work: () => Promise<void>) => Promise<void>
    readonly onGain: () => void
  },
): Slots {
  const { holder, logger, exclusive, onGain } = options
  let held: readonly number[] = []
  /** Wall time, epoch ms. */
  let heldUntil = 0
  const slots = allSlots.mine()

  async function look(): Promise<void> {
    const now = Date.now()
    const until = now + LEASE_MS
    const before = held.length
    const kept = await recordStore.transaction(
      async (records) => {
        await records.leases.acquire(`${MEMBER}${holder}`, holder, now, until)
        const living = (await records.leases.holders(MEMBER)).filter((lease) => lease.until > now).length
        const share = Math.ceil(OUTBOX_SLOTS / Math.max(1, living))
        const taken = (await records.leases.holders(SLOT)).filter((lease) => lease.until > now)
        const ours = taken.filter((lease) => lease.holder === holder).map(({ name }) => name)
        const free = slots.map(nameOf).filter((name) => !taken.some((lease) => lease.name === name))
        for (const name of ours.slice(share)) await records.leases.release(name, holder)
        return records.leases.acquireMany([...ours, ...free].slice(0, share), holder, now, until)
      },
      { isolation: 'read-committed' },
    )
    held = slots.filter((slot) => kept.includes(nameOf(slot)))
    heldUntil = until
    if (held.length > before) onGain()
  }

  const looking = repeat(
    TICK_MS,
    () => exclusive(look),
    (error) => logger.warn({ err: error }, 'outbox slots not renewed, trying again'),
  )
  return {
    mine: () => (heldUntil > Date.now() ? held : []),
    async stop() {
      await looking.stop()
      const names = held.map(nameOf)
      held = []
      await recordStore
        .transaction(
          async (records) => {
            for (const name of [...names, `${MEMBER}${holder}`]) await records.leases.release(name, holder)
          },
          { isolation: 'read-committed' },
        )
        .catch((error: unknown) => logger.warn({ err: error }, 'outbox slots not given back; they run out'))
    },
  }
}
