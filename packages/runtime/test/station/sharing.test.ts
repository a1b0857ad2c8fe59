import { silentLogger } from '@guanlan/kernel'
import { outboxSlot, OUTBOX_SLOTS } from '@guanlan/record-store'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RunningService } from '../../src/index.js'
import { createMutex } from '../../src/station/mutex.js'
import { startOutboxRelay } from '../../src/station/outbox-relay.js'
import { takeSeat, type Fence } from '../../src/station/seat.js'
import { shareSlots } from '../../src/station/slots.js'
import { openRiver } from '../river.js'

let river: Awaited<ReturnType<typeof openRiver>>
beforeEach(async () => {
  river = await openRiver()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})
afterEach(async () => {
  vi.useRealTimers()
  await river.close()
})
/** Lets wall time pass, second by second, so that what each tick starts can end. */
const pass = async (seconds: number) => {
  for (let i = 0; i < seconds; i += 1) {
    await vi.advanceTimersByTimeAsync(1_000)
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
}

interface Worker {
  readonly seat: RunningService
  working: boolean
  begun: number
  fence: Fence | null
}
/** An instance that wants the seat; `dies` ends its timers without a good-bye, as kill -9 does. */
function instance(holder: string, begin: () => Promise<void> = async () => {}): Worker & { dies(): void } {
  let dead = false
  const recordStore = {
    ...river.recordStore,
    transaction: ((...args: Parameters<typeof river.recordStore.transaction>) =>
      dead ? new Promise(() => {}) : river.recordStore.transaction(...args)) as typeof river.recordStore.transaction,
  }
  const worker: Worker & { dies(): void } = {
    working: false,
    begun: 0,
    fence: null,
    seat: takeSeat({
      name: 'desk',
      holder,
      recordStore,
      logger: silentLogger,
      begin: async (fence) => {
        worker.fence = fence
        worker.begun += 1
        await begin()
        worker.working = true
        return {
          name: 'desk',
          health: async () => null,
          stop: async () => {
            worker.working = false
            return true
          },
        }
      },
    }),
    dies: () => (dead = true),
  }
  return worker
}

describe('the seat of a station that only one instance may work at', () => {
  it('is held by one; another takes it at once when it is given back', async () => {
    const [a, b] = [instance('a'), instance('b')]
    await pass(3)
    expect([a.working, b.working].filter(Boolean)).toHaveLength(1)
    const [first, second] = a.working ? [a, b] : [b, a]
    await pass(60)
    expect([first.working, second.working, second.begun]).toEqual([true, false, 0])
    await first.seat.stop(1_000)
    expect(first.working).toBe(false)
    await pass(3)
    expect(second.working).toBe(true)
    await second.seat.stop(1_000)
  })

  it('passes within 30 seconds when its holder dies without a word, whose late transactions then keep nothing', async () => {
    const lost = instance('lost')
    await pass(1)
    expect(lost.working).toBe(true)
    lost.dies()
    const next = instance('next')
    await pass(28)
    expect(next.working).toBe(true)
    const late = river.recordStore.transaction(async (records) => {
      await lost.fence?.(records)
      await records.facts.put('late', true)
    })
    await expect(late).rejects.toMatchObject({ code: 'shutting_down' })
    expect(await river.recordStore.records.facts.get('late')).toBeNull()
    await river.recordStore.transaction(async (records) => {
      await next.fence?.(records)
      await records.facts.put('in time', true)
    })
    expect(await river.recordStore.records.facts.get('in time')).toBe(true)
    await next.seat.stop(1_000)
  })

  it('is tried again by whoever could not start, and says why meanwhile', async () => {
    let broken = true
    const one = instance('one', async () => {
      if (broken) throw new Error('rows unreadable')
    })
    await pass(3)
    expect(await one.seat.health()).toBe('rows unreadable')
    broken = false
    await pass(4)
    expect(one.working).toBe(true)
    expect(await one.seat.health()).toBeNull()
    await one.seat.stop(1_000)
  })
})

describe('the outbox of several processes', () => {
  const share = (holder: string) =>
    shareSlots(river.recordStore, { holder, logger: silentLogger, exclusive: createMutex(), onGain: () => {} })

  it('is shared out whole and evenly, each slot to one relay, and again when one leaves', async () => {
    const relays = ['a', 'b', 'c'].map(share)
    await pass(10)
    const held = relays.map((relay) => relay.mine())
    expect(held.flat().sort()).toEqual(Array.from({ length: OUTBOX_SLOTS }, (_, slot) => slot))
    expect(Math.max(...held.map((slots) => slots.length))).toBeLessThanOrEqual(3)
    await relays[0]?.stop()
    await pass(7)
    expect(relays[0]?.mine()).toEqual([])
    expect([...(relays[1]?.mine() ?? []), ...(relays[2]?.mine() ?? [])].sort()).toEqual(held.flat().sort())
    for (const relay of relays.slice(1)) await relay.stop()
  })

  it('carries only what it holds, and all of it in the end', async () => {
    const keys = Array.from({ length: 40 }, (_, i) => `key ${i}`)
    await river.recordStore.transaction((records) =>
      records.outbox.add(keys.map((key) => ({ id: `of ${key}`, topic: 'topic.changed.v1', key, value: key }))),
    )
    const other = share('other')
    await pass(4)
    expect(other.mine()).toHaveLength(OUTBOX_SLOTS)
    const relay = startOutboxRelay(river.recordStore, river.eventLog, silentLogger, 'mine')
    await pass(5)
    const left = await river.recordStore.records.outbox.oldest(100)
    expect(left.length).toBeGreaterThan(0)
    expect(left.length).toBeLessThan(keys.length)
    expect(left.every(({ key }) => other.mine().includes(outboxSlot(key)))).toBe(true)
    await other.stop()
    await pass(8)
    expect(await river.recordStore.records.outbox.count()).toBe(0)
    await relay.stop()
  })
})
