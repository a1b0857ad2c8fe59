import { alertsConfigSchema, levels, type Alert, type Level } from '@guanlan/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followInhibitor, inhibitorOf, mutingLevels, unmutedEffects } from '../src/index.js'
import { minute, raised } from './sample.js'

const { inhibit } = alertsConfigSchema.parse({
  inhibit: [
    { id: 'parent', when: 'parent', equal: ['matter'] },
    { id: 'higher', when: 'higher', equal: ['domain', 'town'], source: ['red', 'orange', 'yellow'] },
  ],
})
const leads = new Map([['school-canteen', 'jyj']])
const county = [{ code: '330681', name: '诸暨市' }]
const town = [{ code: '330681002', name: '示例街道' }]
const village = [{ code: '330681002005', name: '示例村' }]
const alert = (id: string, change: Partial<Alert> = {}): Alert => ({ ...raised(), alert: id, places: town, ...change })
const by = (target: Alert, ...others: Alert[]) => {
  const found = inhibitorOf(target, others, inhibit, leads)
  return found && `${found.rule} ${found.alert.alert}`
}

describe('what mutes an alert', () => {
  it('is a higher one that agrees in the labels, while it is not closed', () => {
    const orange = alert('o', { level: 'orange', matter: 'another' })
    expect(by(alert('y'), orange)).toBe('higher o')
    expect(by(alert('y', { places: village }), orange)).toBe('higher o')
    expect(by(alert('y'), { ...orange, state: 'acknowledged' })).toBe('higher o')
    expect(by(alert('y'), { ...orange, state: 'closed' })).toBeNull()
    expect(by(alert('y'), { ...orange, domain: 'housing' })).toBeNull()
    expect(by(alert('y', { level: 'orange' }), orange)).toBeNull()
    expect(by(alert('y', { domain: null }), { ...orange, domain: null })).toBeNull()
  })

  it('is one of the same matter for a wider place, of no lower level', () => {
    const wide = alert('w', { level: 'orange', places: county })
    expect(by(alert('y'), wide)).toBe('parent w')
    expect(by(alert('y', { level: 'orange' }), wide)).toBe('parent w')
    expect(by(alert('y', { places: county }), wide)).toBeNull()
    expect(by(alert('y', { places: [] }), wide)).toBeNull()
    expect(by(alert('y', { matter: 'other' }), wide)).toBeNull()
    expect(by(alert('y'), alert('w', { places: county }))).toBeNull()
  })

  it('of several is the gravest, then the oldest; red is muted by nothing', () => {
    const orange = alert('b', { level: 'orange' })
    const older = alert('c', { level: 'orange', raisedAt: minute(0) })
    expect(by(alert('y'), orange, older)).toBe('higher c')
    expect(by(alert('y'), orange, older, alert('a', { level: 'red' }))).toBe('higher a')
    expect(by(alert('y', { level: 'red' }), alert('a', { level: 'red', places: county }))).toBeNull()
  })

  it('never goes round in a circle, and is found among the levels that are looked at', () => {
    const any = fc.record({
      level: fc.constantFrom(...levels),
      places: fc.constantFrom(county, town, village, []),
      state: fc.constantFrom('open' as const, 'closed' as const),
      domain: fc.constantFrom('food-drug', null),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), (drawn) => {
        const all = drawn.map((change, n) => alert(`a${n}`, change))
        const muted = new Map(all.map((one) => [one.alert, inhibitorOf(one, all, inhibit, leads)]))
        for (const one of all) {
          const source = muted.get(one.alert)?.alert
          if (source) expect(mutingLevels(one, inhibit)).toContain(source.level)
          let hops = 0
          for (let at = source; at; at = muted.get(at.alert)?.alert) expect((hops += 1)).toBeLessThan(all.length)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a muted alert', () => {
  it('keeps who mutes it until that changes, and then may speak', () => {
    const source = { alert: alert('s', { level: 'orange', title: '全镇停水' }), rule: 'higher' }
    const muted = followInhibitor(alert('y'), source, minute(5))
    expect(muted?.mutedBy).toEqual({ alert: 's', title: '全镇停水', rule: 'higher', since: minute(5) })
    if (!muted) return
    expect(followInhibitor(muted, source, minute(6))).toBeNull()
    const free = followInhibitor(muted, null, minute(7))
    expect(free).not.toHaveProperty('mutedBy')
    expect(free?.history.map(({ what }) => what)).toEqual(['raised', 'muted', 'unmuted'])
    const speaks = (change: Partial<Alert>) => unmutedEffects({ ...alert('y'), ...change }).length > 0
    expect([speaks({}), speaks({ state: 'acknowledged' }), speaks({ level: 'blue' as Level })]).toEqual([
      true,
      false,
      false,
    ])
  })
})
