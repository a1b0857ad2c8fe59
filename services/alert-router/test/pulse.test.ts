import { pulseTopic, type Office } from '@guanlan/contracts'
import { silentLogger } from '@guanlan/kernel'
import { pulseOf, startPulse } from '@guanlan/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import { minute, office, openHook, openRiver, until } from './river.js'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const MINUTE = 60_000
const T = 29_000_000 * MINUTE

/** A river whose channels live by a clock that is moved, and a webhook that wants beats. */
async function setUp() {
  const hook = await openHook()
  const channels = [{ id: 'hook', kind: 'webhook', url: hook.url, levels: ['red'], enabled: true, heartbeat: true }]
  let now = T
  const wall = { now: () => now }
  const river = await openRiver(office(hook.url, { channels: channels as unknown as Office['channels'] }), wall)
  closing.push(hook.close, river.close)
  const beat = () => {
    const pulse = startPulse({
      recordStore: river.store(),
      office: office(hook.url),
      logger: silentLogger,
      clock: wall,
      wall,
    })
    closing.push(() => pulse.stop())
    return pulse
  }
  const state = () => pulseOf(river.records(), T, now)
  return { hook, river, beat, state, pass: (ms: number) => void (now += ms) }
}

describe('the heartbeat of the chain', () => {
  it('comes through to its receipt and to a monitor outside, once though two processes send it, and raises nothing', async () => {
    const { hook, river, beat, state, pass } = await setUp()
    expect(await state()).toEqual({ at: null, ageSeconds: 0, late: false })
    beat()
    beat()
    await until(async () => (await state()).at)
    await until(() => hook.calls.length > 0)
    pass(32_000)
    expect(await state()).toEqual({ at: new Date(T).toISOString(), ageSeconds: 32, late: false })
    expect(hook.calls.map(({ body }) => body)).toMatchObject([{ type: 'chain.heartbeat' }])
    expect((await river.records().alerts.list({ limit: 9 })).items).toEqual([])
    expect(await river.records().feed.newest()).toBe(0)
  })

  it('is missed after two and a half minutes, also when none ever came', async () => {
    const { river, beat, state, pass } = await setUp()
    pass(2.5 * MINUTE)
    expect(await state()).toMatchObject({ at: null, late: false })
    pass(1)
    expect(await state()).toEqual({ at: null, ageSeconds: 150, late: true })
    beat()
    await until(async () => (await state()).at)
    expect(await state()).toMatchObject({ ageSeconds: 30, late: false })
    pass(2 * MINUTE + 1)
    expect(await state()).toMatchObject({ ageSeconds: 150, late: true })
    await river.tellMany([pulseTopic(T / MINUTE + 4, '330681', minute(4))], minute(4))
    await until(async () => !(await state()).late)
    // A beat from before that comes again takes nothing back.
    await river.tellMany([pulseTopic(T / MINUTE + 1, '330681', minute(5))], minute(5))
    await river.settled()
    await until(async () => (await river.records().calls.list({ state: 'waiting', limit: 1 })).length === 0)
    expect((await state()).at).toBe(new Date(T + 4 * MINUTE).toISOString())
  })
})
