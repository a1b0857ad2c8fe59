import { beforeAll, describe, expect, it } from 'vitest'
import { percentile, runStorm, type StormOutcome } from './storm-run.js'

describe('a storm of alerts', () => {
  let storm: StormOutcome
  beforeAll(async () => {
    storm = await runStorm({ raw: 360, topics: 110, red: 2, orange: 1, seconds: 300, tick: 60, leap: 20 })
  }, 60_000)

  it('tells people a tenth of what happened at most, and little enough to read', () => {
    expect(storm.hooked).toBeLessThan(storm.told * 0.5)
    for (const { got } of storm.robots) expect(got.length).toBeLessThan(storm.told * 0.1)
  })

  it('keeps each robot’s limit: none ever refuses', () => {
    expect(storm.refused).toBe(0)
    expect(storm.most).toBeLessThanOrEqual(20)
  })

  it('loses nothing red or orange, and folds none of it', () => {
    // Two red ones on four channels; the orange one on three: text messages are for red alone.
    expect(storm.urgent.length).toBeGreaterThanOrEqual(2 * 4 + 3)
    expect(new Set(storm.urgent.map(({ state }) => state))).toEqual(new Set(['sent']))
    for (const { kind, got } of storm.robots) {
      const heard = got.map(({ text }) => text)
      for (const { body, group } of storm.urgent.filter(({ channel }) => channel === kind))
        expect(heard).toContain(`${group}|${(body as { text: string }).text}`)
    }
  })

  it('folds what has no room into digests that name its alerts, and leaves nothing behind', () => {
    expect(storm.calls.filter(({ state }) => state === 'waiting' || state === 'failed')).toEqual([])
    const folded = storm.calls.filter(({ state }) => state === 'folded')
    const digests = storm.calls.filter(({ group }) => group.startsWith('digest:'))
    const bodies = digests.map(({ body }) => body as { calls: number; text: string; count: number })
    expect(folded.length).toBeGreaterThan(40)
    expect(bodies.reduce((sum, { calls }) => sum + calls, 0)).toBe(folded.length)
    expect(new Set(folded.map(({ channel }) => channel))).toEqual(new Set(['dingtalk', 'wecom']))
    expect(digests.length).toBeLessThanOrEqual(2 * 12)
    for (const { got } of storm.robots)
      expect(got.find(({ text }) => text.includes('【摘要】'))?.text).toMatch(
        /^【摘要】通知较多，\d+条合并为一条：.*较大\d+件\n/,
      )
  })

  it('has red and orange ones at the robots within five seconds of the change, ninety-five times of a hundred', () => {
    const told = storm.urgent.filter(({ channel }) => channel === 'dingtalk' || channel === 'wecom')
    expect(storm.waits.urgent.length).toBe(told.length)
    expect(percentile(storm.waits.urgent, 0.95)).toBeLessThan(5_000)
  })
})
