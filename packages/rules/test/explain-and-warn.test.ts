import { describe, expect, it } from 'vitest'
import { compileRules, explainMiss, warnings } from '../src/index.js'
import { boundaries, rule } from './support.js'

const explain = (text: string, body: string, title?: string): string | undefined =>
  explainMiss(rule(text), { body, title }, { boundaries: boundaries() })

describe('why a rule did not hit', () => {
  it.each([
    ['欠薪 工地 演习', '欠薪的工地', '标题和正文里没有 “演习”'],
    ['欠薪 (工地 OR 楼盘)', '欠薪了', '“工地 OR 楼盘” 中没有一项成立'],
    ['title:欠薪', '欠薪', '标题里没有 “title:欠薪”'],
    ['口交', '路口交通', '不在词的边界上，“口交” 不算命中；要在任何位置命中请写 ~口交'],
    ['欠薪 -演习', '演习里的欠薪', '出现了要排除的 “演习”'],
    ['欠薪{2}', '欠薪', '要求出现至少 2 次，实际 1 次'],
    ['欠薪{1,2}', '欠薪。欠薪。欠薪', '要求出现1 到 2 次，实际 3 次'],
    ['欠薪 NEAR/2 工地', '欠薪的事在工地', '最近也隔着 3 个字，要求不超过 2 个字'],
    ['工地 BEFORE/5 欠薪', '欠薪的工地', '先后次序相反'],
    ['欠薪 NEAR/2 工地', '欠薪', '标题和正文里没有 “工地”'],
  ])('%s on %s names the first clause that failed', (text, body, part) => {
    expect(explain(text, body)).toContain(part)
  })

  it('says so when the sides of NEAR stand in different fields', () => {
    expect(explain('欠薪 NEAR/2 工地', '欠薪', '工地')).toContain('不在同一个字段')
  })

  it('is undefined when the rule holds', () => {
    expect(explain('欠薪 -演习', '欠薪')).toBeUndefined()
  })
})

describe('warnings', () => {
  it('name a term that is no word and never bounded in the words that contain it, and offer ~', () => {
    expect(warnings(rule('title:欠工资 OR 食堂'), boundaries())).toEqual([
      expect.objectContaining({ term: 'title:欠工资', suggestion: 'title:~欠工资', words: ['拖欠工资'] }),
    ])
  })

  it('leave alone words, what falls on cuts, ~ and *', () => {
    for (const text of ['工资', '店口', '路口交通', '~欠工资', '欠工资*', '"欠工资"', 'AI']) {
      expect(warnings(rule(text), boundaries())).toEqual([])
    }
  })
})

describe('a set of rules', () => {
  it('reports every rule that holds, in the order given, each span once', () => {
    const named = ['讨薪 OR 欠薪', '欠薪 欠薪', 'title:欠薪', '~薪'].map((text, i) => ({
      id: `r${i}`,
      rule: rule(text),
    }))
    const set = compileRules(named, { boundaries: boundaries() })
    expect(set.size).toBe(4)
    expect(set.match({ body: '欠薪' })).toEqual([
      { rule: 'r0', spans: [{ field: 'body', start: 0, end: 2 }] },
      { rule: 'r1', spans: [{ field: 'body', start: 0, end: 2 }] },
      { rule: 'r3', spans: [{ field: 'body', start: 1, end: 2 }] },
    ])
    expect(set.match({})).toEqual([])
  })

  it('looks for no spans of rules of which only a yes or no is wanted, and finds the same rules', () => {
    const named = ['欠薪', '店 NEAR/3 欠薪', '欠薪 NOT 店'].map((text, i) => ({ id: `r${i}`, rule: rule(text) }))
    const set = compileRules(named, { boundaries: boundaries() })
    expect(set.match({ body: '店，欠薪' }, undefined, new Set(['r1', 'r2']))).toEqual([
      { rule: 'r0', spans: [{ field: 'body', start: 2, end: 4 }] },
      { rule: 'r1', spans: [] },
    ])
  })

  it('can be empty', () => {
    expect(compileRules([], { boundaries: boundaries() }).match({ body: '欠薪' })).toEqual([])
  })

  it('refuses a rule that would hold for an empty document', () => {
    const named = [{ id: 'r', rule: { kind: 'not' as const, of: rule('演习') } }]
    expect(() => compileRules(named, { boundaries: boundaries() })).toThrow(RangeError)
  })

  it('finds a rule whose only necessary term stands under a double NOT', () => {
    const set = compileRules([{ id: 'r', rule: rule('-(-欠薪 OR 演习)') }], { boundaries: boundaries() })
    expect(set.match({ body: '欠薪' })).toEqual([{ rule: 'r', spans: [] }])
    expect(set.match({ body: '欠薪演习' })).toEqual([])
  })

  it('stays quick on hostile repetition', { timeout: 5_000 }, () => {
    const texts = ['哈 NEAR/5 嘻', '~哈哈哈哈哈哈', '"哈 嘻"', '哈{100000}', '(哈 OR ~哈哈) NEAR/999999 (嘻 OR 哈)']
    const set = compileRules(
      texts.map((text) => ({ id: text, rule: rule(text) })),
      { boundaries: boundaries() },
    )
    expect(set.match({ body: '哈'.repeat(100_000) }).map((hit) => hit.rule)).toContain('~哈哈哈哈哈哈')
  })
})
