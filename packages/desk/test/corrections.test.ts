import { describe, expect, it } from 'vitest'
import { correctionOf } from '../src/index.js'
import { after, dispatch, duty, jyj, opened, sign, type Step } from './sample.js'

const toOther: Step = [{ action: 'dispatch', department: 'wjj' }, duty]
const giveBack: Step = [{ action: 'return', department: 'scjg', reason: '校外配餐，属食品经营' }, jyj]
const reassign: Step = [{ action: 'reassign', department: 'scjg', reason: '属食品经营' }, duty]

describe('a correction', () => {
  it('is none while nobody has spoken, and where the person followed the machine', () => {
    expect(correctionOf(opened())).toBeNull()
    expect(correctionOf(after(opened(), dispatch, sign))).toBeNull()
    const bySystem: Step = [
      { action: 'dispatch', department: 'wjj' },
      { kind: 'system', role: 'system', name: '自动' },
    ]
    expect(correctionOf(after(opened(), bySystem))).toBeNull()
  })

  it.each([
    ['派发 to another department', [toOther], { action: 'dispatch', department: 'wjj', reason: null }],
    ['退回 with a suggestion', [dispatch, giveBack], { action: 'return', department: 'scjg' }],
    ['改派', [dispatch, reassign], { action: 'reassign', department: 'scjg', reason: '属食品经营' }],
  ])('is %s', (_, steps, person) => {
    const correction = correctionOf(after(opened(), ...steps))
    expect(correction).toMatchObject({ machine: { matter: 'school-canteen', department: 'jyj' }, person })
  })

  it('is gone once the last word is the machine’s own', () => {
    const again: Step = [{ action: 'dispatch', department: 'jyj', reason: '仍由教育部门牵头' }, duty]
    expect(correctionOf(after(opened(), dispatch, giveBack, again))).toBeNull()
  })
})
