import type { Silence } from '@guanlan/contracts'
import { describe, expect, it } from 'vitest'
import { isMatched, silenceOf } from '../src/index.js'
import { minute, raised } from './sample.js'

const silence = (change: Partial<Silence> = {}): Silence => ({
  id: 's1',
  by: '王值班',
  reason: '演练',
  from: minute(0),
  until: minute(60),
  match: { matter: 'school-canteen' },
  held: 0,
  ...change,
})

describe('a silence', () => {
  const alert = raised()

  it('is about what all of its matchers name; a place takes in what lies in it', () => {
    expect(isMatched(alert, { matter: 'school-canteen', domain: 'food-drug', place: '330681' })).toBe(true)
    expect(isMatched(alert, { place: '330681002' })).toBe(true)
    expect(isMatched(alert, { place: '330682' })).toBe(false)
    expect(isMatched(alert, { matter: 'school-canteen', domain: 'ecology' })).toBe(false)
    expect(isMatched(alert, { alert: 'another' })).toBe(false)
  })

  it('lets red through unless it names red', () => {
    const red = { ...alert, level: 'red' as const }
    expect(isMatched(red, { matter: 'school-canteen' })).toBe(false)
    expect(isMatched(red, { matter: 'school-canteen', levels: ['red'] })).toBe(true)
  })

  it('holds from its beginning to its end, and not once somebody ended it', () => {
    expect(silenceOf(alert, [silence()], minute(0))?.id).toBe('s1')
    expect(silenceOf(alert, [silence()], minute(60))).toBeNull()
    expect(silenceOf(alert, [silence({ from: minute(5) })], minute(4))).toBeNull()
    expect(silenceOf(alert, [silence({ ended: { by: '李', at: minute(2) } })], minute(3))).toBeNull()
  })

  it('of several is the one that lasts longest', () => {
    expect(silenceOf(alert, [silence(), silence({ id: 's2', until: minute(90) })], minute(3))?.id).toBe('s2')
  })
})
