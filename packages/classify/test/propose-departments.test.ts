import { describe, expect, it } from 'vitest'
import { proposeDepartments } from '../src/propose-departments.js'
import { shippedOffice } from './support.js'

const propose = proposeDepartments(shippedOffice)
const canteen = { code: 'canteen-hygiene', behind: 0, share: 0.7 }
const campus = { code: 'campus-safety', behind: 2, share: 0.3 }

describe('proposing departments', () => {
  it('scores each by how likely it is the right one, over all matters that the text may be about', () => {
    const [first, second, third, ...more] = propose({ matters: [], contenders: [canteen, campus], score: 0.8 }, [])
    expect(more).toEqual([])
    // 0.8 × (0.7 + 0.3 × 0.15 × 0.6): leads the one, second to assist the other. 0.8 × (0.3 + 0.7 × 0.15).
    expect(first).toMatchObject({ department: 'scjg', score: 0.582 })
    expect(second).toMatchObject({ department: 'jyj', score: 0.324 })
    expect(third?.score).toBeLessThan(second?.score ?? 0)
  })

  it('says of a matter that was not found that the text may be about it, and rests on no words', () => {
    const [first] = propose({ matters: [], contenders: [canteen], score: 0.3 }, [])
    expect(first?.score).toBeLessThan(0.5)
    expect(first?.why).toMatch(/^可能涉及事项“学校食堂卫生”，由市场监督管理局牵头（依据.+）$/)
  })

  it('puts the lead of the likeliest matter first, whatever the others add up to', () => {
    const others = [
      { code: 'school-fees', behind: 0.1, share: 0.3 },
      { code: 'teacher-conduct', behind: 0.1, share: 0.3 },
    ]
    const [first] = propose({ matters: [], contenders: [{ ...canteen, share: 0.4 }, ...others], score: 1 }, [])
    expect(first?.department).toBe('scjg')
  })

  it('has nobody for what is nobody’s business', () => {
    expect(propose({ matters: [], contenders: [], score: 0 }, [])).toEqual([])
  })
})
