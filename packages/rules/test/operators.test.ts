import { describe, expect, it } from 'vitest'
import { printRule } from '../src/index.js'
import { hitsOf, matches, rule } from './support.js'

describe('operators', () => {
  it('reads side by side as AND, which binds tighter than OR', () => {
    expect(printRule(rule('A B OR C AND D'))).toBe('A B OR C D')
    expect(rule('A B OR C')).toMatchObject({ kind: 'or', of: [{ kind: 'and' }, { text: 'C' }] })
    expect(matches('欠薪 (工地 OR 楼盘)', { title: '工地', body: '欠薪' })).toBe(true)
    expect(matches('欠薪 (工地 OR 楼盘)', '欠薪')).toBe(false)
  })

  it('takes NOT and - as the same, before a near, a bracket or a field', () => {
    for (const text of ['欠薪 NOT 演习', '欠薪 -演习', '欠薪 AND NOT 演习', '欠薪 排除 演习']) {
      expect(printRule(rule(text))).toBe('欠薪 -演习')
    }
    expect(matches('欠薪 -演习', '欠薪')).toBe(true)
    expect(matches('欠薪 -演习', '欠薪演习')).toBe(false)
    expect(printRule(rule('A NOT B NEAR/2 C'))).toBe('A -(B NEAR/2 C)')
    expect(matches('欠薪 -title:演习', { title: '演习', body: '欠薪' })).toBe(false)
    expect(matches('欠薪 -title:演习', { body: '欠薪演习' })).toBe(true)
  })

  it('takes a hyphen inside a word as part of the word', () => {
    expect(rule('COVID-19')).toEqual({ kind: 'term', text: 'COVID-19', anywhere: false, prefix: false })
  })

  it('takes Chinese operators only where they stand alone', () => {
    expect(printRule(rule('欠薪 并且 (工地 或者 楼盘) 排除 演习'))).toBe('欠薪 (工地 OR 楼盘) -演习')
    expect(printRule(rule('(欠薪)或者(讨薪)'))).toBe('欠薪 OR 讨薪')
    expect(rule('并且欠薪')).toMatchObject({ kind: 'term', text: '并且欠薪' })
    expect(rule('排除法')).toMatchObject({ kind: 'term', text: '排除法' })
    expect(matches('title:排除 欠薪', { title: '排除险情', body: '欠薪' })).toBe(true)
  })

  it('accepts full-width brackets, quotes, colons and signs', () => {
    expect(printRule(rule('（欠薪 OR “拖欠 工资”） title：工地｛２，３｝ －演习 ～口交'))).toBe(
      '(欠薪 OR "拖欠 工资") title:工地{2,3} -演习 ~口交',
    )
  })

  it('looks into title and body without a field, and into one place with it', () => {
    expect(hitsOf('欠薪', { title: '欠薪', body: '欠薪', source: '欠薪', place: '欠薪' })).toEqual([
      'title:欠薪',
      'body:欠薪',
    ])
    expect(hitsOf('source:论坛', { body: '论坛', source: '本地论坛' })).toEqual(['source:论坛'])
    expect(matches('place:店口', { place: '店口', body: '' })).toBe(true)
    expect(matches('place:店口', { body: '店口' })).toBe(false)
  })

  it('gives a bracket its field, and prints it so', () => {
    expect(printRule(rule('title:欠薪 OR title:讨薪'))).toBe('title:(欠薪 OR 讨薪)')
    expect(matches('title:(欠薪 OR 讨薪)', { body: '欠薪' })).toBe(false)
  })

  it('takes a colon after digits as part of the term', () => {
    expect(hitsOf('12:30', '中午12:30停水')).toEqual(['body:12:30'])
  })
})

describe('a phrase', () => {
  it('has its parts in order with nothing but spaces and punctuation between', () => {
    expect(hitsOf('"拖欠 工资"', '拖欠工资；拖欠，工资；拖欠  “工资”')).toEqual([
      'body:拖欠工资',
      'body:拖欠，工资',
      'body:拖欠  “工资',
    ])
    expect(matches('"拖欠 工资"', '拖欠了工资')).toBe(false)
    expect(matches('"拖欠 工资"', '工资拖欠')).toBe(false)
  })

  it('has only its outer ends bounded', () => {
    expect(matches('"路 口交 通"', '路口交通')).toBe(true)
    expect(matches('"口 交"', '路口交通')).toBe(false)
  })

  it('never reaches from one field into the other', () => {
    expect(matches('"拖欠 工资"', { title: '拖欠', body: '工资' })).toBe(false)
  })

  it('takes \\" as a quote inside it', () => {
    expect(rule('"a\\"b\\\\c"')).toEqual({ kind: 'phrase', parts: ['a"b\\c'] })
    expect(matches('"所谓\\" 安全"', '所谓"安全')).toBe(true)
  })

  it('makes an operator a word', () => {
    expect(matches('"OR"', 'this or that')).toBe(true)
  })
})

describe('a count', () => {
  it('runs over title and body together, unless a field is named', () => {
    const document = { title: '欠薪', body: '又欠薪' }
    expect(matches('欠薪{2}', document)).toBe(true)
    expect(matches('欠薪{3}', document)).toBe(false)
    expect(matches('body:欠薪{2}', document)).toBe(false)
    expect(matches('欠薪{2,4}', '欠薪。欠薪。欠薪。欠薪。')).toBe(true)
    expect(matches('欠薪{2,3}', '欠薪。欠薪。欠薪。欠薪。')).toBe(false)
  })

  it('counts overlapping hits of one term once', () => {
    expect(hitsOf('~哈哈{2}', '哈哈哈')).toBeUndefined()
    expect(hitsOf('~哈哈{2}', '哈哈哈哈')).toHaveLength(2)
    expect(matches('(欠薪 OR 欠薪){2}', '欠薪')).toBe(false)
  })

  it('adds up the terms of a bracket', () => {
    expect(matches('(欠薪 OR 讨薪){2}', '欠薪讨薪')).toBe(true)
    expect(matches('(欠薪 OR 讨薪){2}', '欠薪')).toBe(false)
  })
})

describe('NEAR and BEFORE', () => {
  it('allow at most n characters between the two', () => {
    expect(hitsOf('欠薪 NEAR/3 工地', '工地老板又欠薪')).toEqual(['body:工地', 'body:欠薪'])
    expect(matches('欠薪 NEAR/2 工地', '工地老板又欠薪')).toBe(false)
  })

  it('keep the order with BEFORE, and not with NEAR', () => {
    expect(matches('欠薪 BEFORE/3 工地', '工地欠薪')).toBe(false)
    expect(matches('工地 BEFORE/3 欠薪', '工地欠薪')).toBe(true)
    expect(matches('欠薪 NEAR/3 工地', '工地欠薪')).toBe(true)
  })

  it('look for both in the same field', () => {
    expect(matches('欠薪 NEAR/9 工地', { title: '工地', body: '欠薪' })).toBe(false)
    expect(matches('title:(欠薪 NEAR/9 工地)', { title: '工地欠薪' })).toBe(true)
    expect(matches('title:(欠薪 NEAR/9 工地)', { body: '工地欠薪' })).toBe(false)
  })

  it('need two hits that do not overlap', () => {
    expect(matches('拖欠工资 NEAR/5 工资', '拖欠工资')).toBe(false)
    expect(matches('欠薪 NEAR/5 欠薪', '欠薪')).toBe(false)
    expect(matches('欠薪 NEAR/5 欠薪', '欠薪又欠薪')).toBe(true)
  })

  it('take brackets of terms and phrases joined by OR, and report only the hits that have a partner', () => {
    const text = '欠薪。拖欠的工资没有着落，工地已经停了，讨薪'
    expect(hitsOf('(讨薪 OR "拖欠 工资" OR 欠薪) NEAR/4 (工地 OR 停)', text)).toEqual(['body:停', 'body:讨薪'])
  })
})
