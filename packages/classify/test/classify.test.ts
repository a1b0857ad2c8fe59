import { labelsSchema } from '@guanlan/contracts'
import { describe, expect, it } from 'vitest'
import { checkCatalogue, classify, compileClassifier } from '../src/index.js'
import { article, boundaries, indexOf, segmenter, shippedOffice, smallOffice } from './support.js'

const index = indexOf(shippedOffice)

describe('classify', () => {
  it('reads a letter like a duty officer: matter, place, department with its reason, urgency and signals', () => {
    const labels = classify(
      article('店口镇一小学食堂饭菜变质', '十几名学生午餐后呕吐腹泻，家长很气愤，请领导查处'),
      index,
    )
    expect(labelsSchema.parse(labels)).toEqual(labels)
    expect(labels.matters[0]).toMatchObject({ code: 'canteen-hygiene', domain: 'food-drug' })
    expect(labels.domains[0]).toBe('food-drug')
    expect(labels.places.map(({ name }) => name)).toEqual(['店口镇'])
    expect(labels.candidates[0]?.department).toBe('scjg')
    expect(labels.candidates[0]?.why).toMatch(/^事项“学校食堂卫生”由市场监督管理局牵头（依据.+），文中“.+”/)
    expect(labels.candidates).toHaveLength(3)
    expect(labels.urgency).toBe(3)
    expect(labels.signals.map(({ kind }) => kind)).toEqual(['poisoning'])
    expect(labels.sentiment).toBeLessThan(0)
  })

  it('has nothing to say of a match, a share price and the weather', () => {
    for (const title of [
      '压哨绝杀！村篮球联赛决赛落幕',
      '概念股烂尾式下跌，股价创新低',
      '明天多云转阴，最高气温十二度',
    ]) {
      const { matters, domains, candidates, signals, urgency } = classify(article(title), index)
      expect({ matters, domains, candidates, signals, urgency }).toEqual({
        matters: [],
        domains: [],
        candidates: [],
        signals: [],
        urgency: 0,
      })
    }
  })

  it('names the town where the towns lead', () => {
    const { candidates, places } = classify(
      article('次坞镇某村村务不公开', '村集体卖地的账目从来不公开，请领导过问'),
      index,
    )
    expect(places[0]?.name).toBe('次坞镇')
    expect(candidates[0]?.department).toBe('zj')
    expect(candidates[0]?.why).toContain('镇乡街道（次坞镇）')
  })

  it('takes a source of the whole country for our business only where its own words name a place of ours', () => {
    const read = (title: string, scope?: 'any') => {
      const one = article(title)
      return classify({ ...one, source: { ...one.source, ...(scope ? { scope } : {}) } }, index)
    }
    const nowhere = '小区电梯一个月困人四次，物业不管'
    expect(read(nowhere).matters).not.toEqual([])
    const { matters, domains, candidates, signals, urgency } = read(nowhere, 'any')
    expect({ matters, domains, candidates, signals, urgency }).toEqual({
      matters: [],
      domains: [],
      candidates: [],
      signals: [],
      urgency: 0,
    })
    const ours = `店口镇${nowhere}`
    expect(read(ours, 'any')).toEqual(read(ours))
  })

  it('attaches a text without a place to the home of its source, and says so', () => {
    const { places } = classify(article('小区电梯一个月困人四次，物业不管'), index)
    expect(places).toEqual([
      {
        code: '330681',
        name: '诸暨市',
        evidence: [{ field: 'source', start: 0, end: 4, text: '暨阳论坛', by: 'words:place-home' }],
      },
    ])
  })

  it('attaches nothing to us that speaks of another province, or comes from a source without a home', () => {
    expect(classify(article('湖南一小区电梯困人四次，物业不管'), index).places).toEqual([])
    const { places, matters } = classify(
      { title: '小区电梯困人', body: '', source: { name: '热榜', tier: 'hotlist' } },
      index,
    )
    expect(places).toEqual([])
    expect(matters[0]?.code).toBe('elevator')
  })

  it('does not count as casualties what says that there were none', () => {
    const kinds = (body: string) => classify(article('车间起火', body), index).signals.map(({ kind }) => kind)
    expect(kinds('火灾已扑灭，无人员伤亡')).toEqual([])
    expect(kinds('火灾致两人死亡')).toEqual(['casualties'])
  })

  it('raises urgency by the urgent rules of the matter', () => {
    const small = indexOf({ ...smallOffice, signals: [] })
    expect(classify(article('食堂发霉', '请管一管'), small).urgency).toBe(0)
    expect(classify(article('食堂发霉', '两人送医'), small).urgency).toBe(2)
    expect(classify(article('天气', '两人送医'), small).urgency).toBe(0)
  })

  it('refuses a catalogue with broken rules and names each of them', () => {
    const [matter] = smallOffice.matters
    const broken = { ...smallOffice, matters: [{ ...matter!, rules: ['(食堂', 'NOT 食堂'] }] }
    const compiled = compileClassifier(broken, boundaries, segmenter)
    expect(compiled.ok).toBe(false)
    if (!compiled.ok) {
      expect(compiled.error.code).toBe('config_invalid')
      expect(compiled.error.message).toMatch(/matter:canteen\/1：[\s\S]*matter:canteen\/2：/)
    }
  })
})

describe('checking a catalogue', () => {
  const check = (change: object, options = {}) => {
    const [matter] = smallOffice.matters
    const office = { ...smallOffice, matters: [{ ...matter!, ...change }] }
    const leading = { assistOnly: office.departments.map(({ code }) => code) }
    return checkCatalogue(indexOf(office), { ...leading, ...options }).map(({ kind, message }) => `${kind} ${message}`)
  }

  it('finds nothing wrong with a sound one', () => {
    expect(check({})).toEqual([])
  })

  it('reports examples that are missed, near misses that are caught and unknown codes, with their place', () => {
    const problems = check(
      { lead: 'nobody', domain: 'nowhere', examples: ['路灯坏了'], nearMisses: ['食堂的菜变质了'] },
      { whereOf: () => 'matters/food.yaml:3' },
    )
    expect(problems).toEqual([
      'unknown-department matters/food.yaml:3 食堂卫生：没有部门 nobody',
      'unknown-domain matters/food.yaml:3 食堂卫生：没有领域 nowhere',
      'example-missed matters/food.yaml:3 食堂卫生：例句没有命中：路灯坏了',
      'near-miss-caught matters/food.yaml:3 食堂卫生：反例被误中：食堂的菜变质了',
    ])
  })

  it('asks for as many examples and near misses as it is told to', () => {
    expect(check({}, { atLeast: { examples: 2, nearMisses: 2 } })).toEqual([
      'too-few-examples 食堂卫生：例句只有 1 条，至少须有 2 条',
      'too-few-near-misses 食堂卫生：反例只有 1 条，至少须有 2 条',
    ])
  })

  it('reports a rule that another of the same matter contains, and of two equal ones the later', () => {
    const shadowed = check({ rules: ['食堂 OR 发霉', '发霉', '食堂 NEAR/20 变质', '(食堂) NEAR/20 (变质)'] })
    expect(shadowed).toEqual([
      'rule-shadowed 食堂卫生：规则 2 的每一种写法都已包含在规则 1 中',
      'rule-shadowed 食堂卫生：规则 4 的每一种写法都已包含在规则 3 中',
    ])
  })

  it('reports a matter that no example of its own puts first', () => {
    const [matter] = smallOffice.matters
    const other = { ...matter!, code: 'a-canteen', name: '另一个' }
    const office = { ...smallOffice, matters: [matter!, other] }
    const assistOnly = office.departments.map(({ code }) => code)
    expect(checkCatalogue(indexOf(office), { assistOnly }).map(({ kind, code }) => [kind, code])).toEqual([
      ['never-first', 'canteen'],
    ])
  })

  it('reports a department that leads no matter', () => {
    expect(check({}, { assistOnly: [] })).toContain('department-without-matter 教育体育局（jyj）没有牵头的事项')
  })
})
