import { AppError, toMs } from '@guanlan/kernel'
import type { RecordStore } from '@guanlan/record-store'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { followScenarioClock, openScenarioClock, type ScenarioClock } from '../../src/index.js'
import { openRiver, until } from '../river.js'

const EPOCH = '2026-11-16T00:00:00.000Z'
const SPEED = 60
/** How often the clock renews its reserve, wall ms. */
const TICK = 250

let river: Awaited<ReturnType<typeof openRiver>>
let wall: { now(): number; ms: number }
let opened: ScenarioClock[]
let problems: unknown[]
beforeEach(async () => {
  river = await openRiver()
  wall = { ms: Date.UTC(2026, 5, 1), now: () => wall.ms }
  opened = []
  problems = []
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(async () => {
  for (const clock of opened) await clock.stop()
  vi.useRealTimers()
  await river.close()
})

async function open(recordStore: RecordStore = river.recordStore, epoch = EPOCH): Promise<ScenarioClock> {
  const clock = await openScenarioClock(recordStore, {
    epoch,
    speed: SPEED,
    wall,
    onError: (error) => problems.push(error),
  })
  opened.push(clock)
  return clock
}
/** The process is gone: nothing of this clock runs any more, and nothing was said. */
function crash(): void {
  vi.clearAllTimers()
  opened = []
}
const kept = async () =>
  toMs((await river.recordStore.records.facts.get<{ position: string }>('scenario-clock'))?.position ?? EPOCH)
/** Wall time (more than none) passes and the clock's own timer runs, until what it reserves is kept. */
async function pass(ms: number): Promise<void> {
  const before = await kept()
  wall.ms += ms
  await vi.advanceTimersByTimeAsync(TICK)
  await until(async () => (await kept()) > before)
  await new Promise((resolve) => setImmediate(resolve))
}
const sinceEpoch = (clock: ScenarioClock) => clock.now() - toMs(EPOCH)

describe('the scenario clock', () => {
  it('starts at its epoch and runs as many times as fast as the wall as it was told', async () => {
    const clock = await open()
    expect(clock).toMatchObject({ speed: SPEED, epoch: EPOCH })
    expect(sinceEpoch(clock)).toBe(0)
    wall.ms += 500
    expect(sinceEpoch(clock)).toBe(500 * SPEED)
    await pass(1_500)
    expect(sinceEpoch(clock)).toBe(2_000 * SPEED)
  })

  it('stands still between a stop and the next start, however long that is', async () => {
    const first = await open()
    wall.ms += 400
    const last = first.now()
    await first.stop()
    wall.ms += 3 * 86_400_000
    const second = await open(river.recordStore, '2027-01-01T00:00:00.000Z')
    expect(second.now()).toBe(last)
    expect(second.epoch).toBe(EPOCH)
    wall.ms += 100
    expect(second.now()).toBe(last + 100 * SPEED)
  })

  it('never runs backwards after a crash, and skips no more than it had reserved', async () => {
    const first = await open()
    wall.ms += 700
    const last = first.now()
    crash()
    wall.ms += 3_600_000
    const second = await open()
    expect(second.now()).toBeGreaterThanOrEqual(last)
    expect(second.now() - last).toBeLessThanOrEqual(1_000 * SPEED)
  })

  it('goes on at once when the wall clock is set back', async () => {
    const clock = await open()
    wall.ms += 500
    const last = clock.now()
    wall.ms -= 3_600_000
    expect(clock.now()).toBe(last)
    wall.ms += 100
    expect(clock.now()).toBe(last + 100 * SPEED)
  })

  it('never runs backwards, whatever becomes of process and wall clock', async () => {
    const act = fc.oneof(
      fc.record({ what: fc.constant('pass' as const), ms: fc.nat(2_000) }),
      fc.record({ what: fc.constantFrom('read', 'stop', 'crash'), ms: fc.constant(0) }),
      fc.record({ what: fc.constant('wall set back' as const), ms: fc.nat(60_000) }),
    )
    let clock = await open()
    let last = clock.now()
    const look = () => {
      const now = clock.now()
      expect(now).toBeGreaterThanOrEqual(last)
      last = now
    }
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
        for (const { what, ms } of acts) {
          if (what === 'pass') {
            wall.ms += ms
            look()
            await vi.advanceTimersByTimeAsync(TICK)
          }
          if (what === 'wall set back') wall.ms -= ms
          if (what === 'stop') await clock.stop()
          if (what === 'crash') crash()
          if (what === 'stop' || what === 'crash') clock = await open()
          look()
        }
      }),
      { numRuns: 30 },
    )
    expect(problems).toEqual([])
  })
})

describe('when the store fails', () => {
  const full = new AppError('store_full', 'disk is full')
  let broken: boolean
  const shaky = (): RecordStore => ({
    ...river.recordStore,
    transaction: (work) => (broken ? Promise.reject(full) : river.recordStore.transaction(work)),
  })

  it('the clock waits at its reserve instead of running ahead of what is kept, and goes on when the store is well', async () => {
    broken = false
    const clock = await open(shaky())
    broken = true
    for (let i = 0; i < 8; i += 1) {
      wall.ms += TICK
      await vi.advanceTimersByTimeAsync(TICK)
    }
    expect(sinceEpoch(clock)).toBe(1_000 * SPEED)
    expect(clock.now()).toBe(await kept())
    expect(problems).toHaveLength(8)
    expect(new Set(problems)).toEqual(new Set([full]))
    broken = false
    await pass(TICK)
    expect(sinceEpoch(clock)).toBe(9 * TICK * SPEED)
  })

  it('the clock does not start, for it could give out what it cannot keep', async () => {
    broken = true
    await expect(open(shaky())).rejects.toBe(full)
  })

  it('a stop says so and ends all the same', async () => {
    broken = false
    const clock = await open(shaky())
    broken = true
    await clock.stop()
    expect(problems).toEqual([full])
  })
})

describe('a clock that another process follows', () => {
  const follow = () => followScenarioClock(river.recordStore, { wall, onError: (error) => problems.push(error) })
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }

  it('is nowhere before its owner has opened it', async () => {
    expect(await follow()).toBeNull()
  })

  it('goes with the owner, within its reserve, never back and never past what is kept', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })
    const owner = await open()
    const follower = await follow()
    if (!follower) throw new Error('no clock')
    opened.push(follower)
    expect([follower.epoch, follower.speed]).toEqual([EPOCH, SPEED])
    let before = follower.now()
    for (let tick = 0; tick < 40; tick += 1) {
      wall.ms += TICK
      await vi.advanceTimersByTimeAsync(TICK)
      await settle()
      const now = follower.now()
      expect(now).toBeGreaterThanOrEqual(before)
      expect(Math.abs(now - owner.now())).toBeLessThanOrEqual(1_000 * SPEED)
      before = now
    }
    // The owner is gone: time stands still at what it had kept, where the next owner starts.
    crash()
    wall.ms += 3_600_000
    expect(follower.now()).toBe(await kept())
    const stood = follower.now()
    wall.ms += 3_600_000
    expect(follower.now()).toBe(stood)
  })
})
