import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fields,
  necessaryQuery,
  paintRule,
  parseQuery,
  parseRule,
  printRule,
  readRule,
  type Rule,
} from '../src/index.js'
import { naiveMatch } from './naive-match.js'
import { documentArbitrary, ruleArbitrary } from './random-rules.js'
import { boundaries } from './support.js'

const rule = (text: string): Rule => {
  const read = readRule(text)
  if (!read.rule) throw new Error(read.fault.problem)
  return read.rule
}

describe('a rule in the editor', () => {
  it('is painted by what its parts are', () => {
    const text = 'title:（欠薪 OR "拖欠 工资"）NEAR/5 ~老板{2} -演习'
    const seen = paintRule(text).map(({ start, end, kind }) => `${kind} ${text.slice(start, end)}`)
    expect(seen).toEqual([
      'field title:',
      'bracket （',
      'term 欠薪',
      'operator OR',
      'phrase "拖欠 工资"',
      'bracket ）',
      'operator NEAR/5',
      'term ~老板',
      'count {2}',
      'operator -',
      'term 演习',
    ])
  })
  it('is painted on behind what cannot be cut', () => {
    const text = '欠薪 标题:工资 OR "没写完'
    expect(paintRule(text).map(({ start, end, kind }) => `${kind} ${text.slice(start, end)}`)).toEqual([
      'term 欠薪',
      'broken 标题:工资',
      'operator OR',
      'broken "没写完',
    ])
  })
  it('is painted in order, without overlaps, whatever was typed', () => {
    const piece = fc.constantFrom(
      '欠薪',
      ' ',
      '（',
      ')',
      '"',
      '{',
      '2}',
      '~',
      '*',
      '-',
      ':',
      'title:',
      ' OR ',
      'NEAR/',
      '😀',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        let at = 0
        for (const { start, end } of paintRule(text)) {
          expect(text.slice(at, start).trim()).toBe('')
          expect(end).toBeGreaterThan(start)
          at = end
        }
        expect(text.slice(at).trim()).toBe('')
      }),
    )
  })
  it('is told where it is wrong, as the parser says it', () => {
    const { fault } = readRule('欠薪 NEAR/0 工地')
    expect(fault).toMatchObject({ offset: 3, found: 'NEAR/0', problem: '距离不能是 0' })
    const parsed = parseRule('欠薪 NEAR/0 工地')
    expect(parsed.ok ? '' : parsed.error.message).toContain('距离不能是 0')
    expect(fields).toEqual(['title', 'body', 'source', 'place'])
  })
})

describe('what an index can be asked for before a rule is tried', () => {
  const asked = (text: string): string | null => {
    const query = necessaryQuery(rule(text))
    return query && printRule(query)
  }
  it.each([
    ['(工地 OR 楼盘) NEAR/5 欠薪', '(工地 OR 楼盘) 欠薪'],
    ['欠薪{3} -演习', '欠薪'],
    ['title:欠薪 source:晚报', 'title:欠薪'],
    ['(欠薪 工地) OR (讨薪 -演习)', '欠薪 工地 OR 讨薪'],
    ['欠薪 (~老板 OR 工地)', '欠薪'],
  ])('of %s it is %s', (text, expected) => expect(asked(text)).toBe(expected))
  it.each(['~欠薪', '欠薪 OR ~老板', 'place:大唐', 'ofo*'])('of %s it is nothing', (text) => {
    expect(asked(text)).toBeNull()
  })
  it('holds for every text that the rule holds for, and the search box can say it', () => {
    fc.assert(
      fc.property(ruleArbitrary, documentArbitrary, (one, document) => {
        const query = necessaryQuery(one)
        if (!query) return
        expect(parseQuery(printRule(query))).toEqual({ ok: true, value: query })
        if (naiveMatch(one, document, boundaries())) expect(naiveMatch(query, document, boundaries())).toBeDefined()
      }),
      { numRuns: 600, seed: 20_261_123 },
    )
  })
})
