import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findMatters, matchRules, primaryDomains, type ReadableArticle } from '../src/index.js'
import { article, indexOf, shippedOffice, smallOffice } from './support.js'

const small = indexOf(smallOffice).matters
const found = (input: ReadableArticle) => findMatters(small)(input, matchRules(small, input))

describe('finding matters', () => {
  it('rests each matter on the words that its rules hit, with rule, field and offsets', () => {
    const [matter] = found(article('食堂的菜发霉', '还有异物，请管一管'))
    expect(matter).toMatchObject({ code: 'canteen', name: '食堂卫生', domain: 'food-drug' })
    expect(matter?.evidence).toEqual([
      { field: 'title', start: 0, end: 2, text: '食堂', by: 'rule:canteen/1' },
      { field: 'title', start: 4, end: 6, text: '发霉', by: 'rule:canteen/1' },
      { field: 'body', start: 2, end: 4, text: '异物', by: 'rule:canteen/2' },
      { field: 'title', start: 0, end: 2, text: '食堂', by: 'rule:canteen/3' },
    ])
  })

  it('lets a hint speak only where the text carries a grievance', () => {
    expect(found(article('食堂开到几点', ''))).toEqual([])
    expect(found(article('投诉食堂，领导请管一管', '')).map(({ code }) => code)).toEqual(['canteen'])
  })

  it('is surer of what stands in the headline', () => {
    const inTitle = found(article('食堂发霉', '今天看到'))[0]?.score ?? 0
    const inBody = found(article('今天看到', '食堂发霉'))[0]?.score ?? 0
    expect(inTitle).toBeGreaterThan(inBody)
  })

  it('takes the opening of a post without a title for its headline', () => {
    const opening = found(article('', '食堂发霉'))[0]?.score
    expect(opening).toBe(found(article('食堂发霉', ''))[0]?.score)
  })

  it('stays silent on recipes, novels, matches and court reports that hold the same words', () => {
    for (const aside of [
      '小说连载第三章：食堂的面包发霉了',
      '食堂大厨的菜谱：发霉的豆腐切片，少许盐，小火翻炒',
      '球队食堂面包发霉，主教练谈联赛决赛',
      '食堂面包发霉案一审宣判，被告人获刑',
    ])
      expect(found(article(aside))).toEqual([])
  })

  it('hears the hotline as a grievance and a hot list more coolly than a forum', () => {
    const score = (tier: ReadableArticle['source']['tier']) =>
      found(article('异物', '', tier ? { tier } : {}))[0]?.score ?? 0
    expect(score('hotline')).toBeGreaterThan(score('forum'))
    expect(score('forum')).toBeGreaterThan(score('hotlist'))
  })

  it('never says more because the words stand in a text that names no matter', () => {
    expect(found(article('天气晴好', '适合出游'))).toEqual([])
  })

  it('gives scores in order, within [0.5, 1], and evidence that is the text under it', () => {
    const { matters } = indexOf(shippedOffice)
    const words = [
      '学校',
      '食堂',
      '呕吐',
      '物业费',
      '噪音',
      '投诉',
      '，',
      '工地',
      '拖欠工资',
      '请领导',
      '电梯',
      '困人',
      '的',
    ]
    const text = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, (title, body) => {
        const input = article(title, body)
        const all = findMatters(matters)(input, matchRules(matters, input))
        for (const [i, { score, evidence }] of all.entries()) {
          expect(score).toBeGreaterThanOrEqual(0.5)
          expect(score).toBeLessThanOrEqual(all[i - 1]?.score ?? 1)
          expect(evidence.length).toBeGreaterThan(0)
          for (const { field, start, end, text: shown } of evidence)
            expect((field === 'title' ? title : body).slice(start, end)).toBe(shown)
        }
      }),
      { numRuns: 200 },
    )
  }, 30_000)
})

describe('primary domains', () => {
  const matter = (domain: string | null, score: number) => ({ code: 'm', name: 'm', domain, score, evidence: [] })

  it('puts the domain of the best matter first and adds one that is as sure', () => {
    expect(primaryDomains([matter('housing', 0.98), matter('safety', 0.97), matter('wages', 0.7)])).toEqual([
      'housing',
      'safety',
    ])
  })

  it('names none when the best matter lies outside the domains', () => {
    expect(primaryDomains([matter(null, 0.9), matter('housing', 0.9)])).toEqual([])
    expect(primaryDomains([])).toEqual([])
  })
})
