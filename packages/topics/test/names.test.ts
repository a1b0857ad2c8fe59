import { describe, expect, it } from 'vitest'
import { namesOf } from '../src/cluster/names.js'
import { placesDisjoint } from '../src/places.js'
import { words } from './support.js'

const names = (text: string): string[] => namesOf(words(text)).map(({ full }) => full)

describe('names in a text', () => {
  it('are found by their endings, with what stands before', () => {
    expect(names('我家住在锦绣花园三号楼')).toContain('锦绣花园')
    expect(names('柳溪小学的食堂')).toContain('柳溪小学')
    expect(names('位于滨江大道的店铺')).toContain('滨江大道')
  })

  it('are not the bare kinds of things', () => {
    expect(names('我们小区的物业公司')).toEqual([])
    expect(names('投诉学校和医院')).toEqual([])
  })

  it('stop at function words and at punctuation', () => {
    expect(names('请问关于，云栖花园')).toEqual(['云栖花园'])
  })

  it('are what stands in quotation marks', () => {
    expect(names('办了“悦动坊”的卡')).toContain('悦动坊')
  })
})

describe('places', () => {
  it('disagree only below the county, and a village agrees with its town', () => {
    expect(placesDisjoint(['330681104'], ['330681111'])).toBe(true)
    expect(placesDisjoint(['330681104'], ['330681104201'])).toBe(false)
    expect(placesDisjoint(['330681104', '330681001'], ['330681001'])).toBe(false)
    expect(placesDisjoint(['330681'], ['330681111'])).toBe(false)
    expect(placesDisjoint([], ['330681111'])).toBe(false)
  })
})
