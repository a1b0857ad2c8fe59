import { whySchema } from '@guanlan/contracts'
import { unwrap } from '@guanlan/kernel'
import { readModelFiles } from '@guanlan/runtime'
import { describe, expect, it } from 'vitest'
import { classify, compileClassifier, explainMatter, readModel } from '../src/index.js'
import { article, boundaries, indexOf, segmenter, shippedOffice } from './support.js'

const byRules = indexOf(shippedOffice)
const withModel = unwrap(compileClassifier(shippedOffice, boundaries, segmenter, unwrap(readModel(readModelFiles()))))
const canteen = article('店口镇一小学食堂饭菜变质', '十几名学生午餐后呕吐腹泻，家长很气愤，请领导查处')

describe.each([
  ['by rules alone', byRules],
  ['by rules and model', withModel],
])('why, %s,', (_how, index) => {
  it('says of a matter that is given how sure it is, and in which words its rules hold', () => {
    const why = explainMatter(canteen, 'canteen-hygiene', index)
    expect(whySchema.parse(why)).toEqual(why)
    expect(why?.given).toBe(true)
    expect(why?.verdict.join()).toMatch(/^归入本事项，把握 \d+%。$/)
    const holding = why?.rules.filter(({ holds }) => holds) ?? []
    expect(holding.flatMap(({ words }) => words)).toContain('食堂')
    for (const { holds, miss } of why?.rules ?? []) expect(holds).toBe(miss === undefined)
  })

  it('says of a matter that is not given which instead, and of each of its rules the clause that failed', () => {
    const why = explainMatter(canteen, 'construction-wages', index)
    expect(why?.given).toBe(false)
    expect(why?.verdict.join('')).toContain('学校食堂卫生')
    expect(why?.rules.length).toBeGreaterThan(3)
    for (const { holds, miss } of why?.rules ?? []) expect([holds, miss?.includes('没有')]).toEqual([false, true])
  })

  it('says of a text that is nobody’s business what it sounds like', () => {
    const why = explainMatter(article('食堂大锅菜的家常做法：五花肉焯水，加料酒小火慢炖'), 'construction-wages', index)
    expect(why?.given).toBe(false)
    expect(why?.verdict[0]).toContain('不像要办的事')
    expect(why?.contexts.some(({ weight }) => weight < 0)).toBe(true)
  })

  it('agrees with what is classified, for every matter', () => {
    const given = new Set(classify(canteen, index).matters.map((one) => one.code))
    for (const { code } of shippedOffice.matters.slice(0, 40))
      expect(explainMatter(canteen, code, index)?.given).toBe(given.has(code))
  })

  it('says of a source of the whole country that no place of ours is named', () => {
    const there = article('小区电梯一个月困人四次，物业不管')
    const [given] = classify(there, index).matters
    const why = explainMatter({ ...there, source: { ...there.source, scope: 'any' } }, given?.code ?? '', index)
    expect(why?.verdict.join()).toContain('没有本地的地名')
    expect(explainMatter(there, 'no-such-matter', index)).toBeNull()
  })
})
