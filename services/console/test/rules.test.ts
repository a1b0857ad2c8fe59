import type { RuleMatter } from '@guanlan/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { complete, completionsAt } from '../src/model/completion.js'
import {
  changesBetween,
  countChanges,
  placeFromKey,
  placeToKey,
  withoutText,
  withText,
} from '../src/model/rule-draft.js'
import { countMatters, OUTSIDE, selectMatters } from '../src/model/rule-list.js'
import { rulesFromQuery, rulesToQuery, ruleShows } from '../src/model/url-state.js'
import { wilson } from '../src/model/wilson.js'

const matter = (code: string, caught: number | null, more: Partial<RuleMatter> = {}): RuleMatter => ({
  code,
  name: `事项 ${code}`,
  domain: 'wages',
  lead: 'rsj',
  leadName: '人社局',
  texts: { rules: ['欠薪 工地'], hints: [] },
  published: null,
  caught,
  ...more,
})

describe('the list of matters', () => {
  const published = { version: 1, by: '周衡', at: '2026-11-22T00:00:00.000Z' }
  const list = [
    matter('b', 0),
    matter('a', 7, { published }),
    matter('c', 0, { domain: null, texts: { rules: ['公交 晚点'], hints: ['骑手'] } }),
  ]
  const shown = (part: Partial<Parameters<typeof selectMatters>[1]>) =>
    selectMatters(list, { show: 'all', domain: '', q: '', ...part }).map(({ code }) => code)
  it('stands most caught first, then by name', () => expect(shown({})).toEqual(['a', 'b', 'c']))
  it('counts what each choice shows', () => {
    const counts = countMatters(list)
    expect(counts).toEqual({ all: 3, changed: 1, silent: 2 })
    for (const show of ruleShows) expect(shown({ show })).toHaveLength(counts[show])
    expect(countMatters([matter('x', null)]).silent).toBe(0)
  })
  it('finds all words in name, code, department, rules or hints, and narrows by domain', () => {
    expect(shown({ q: '骑手 晚点' })).toEqual(['c'])
    expect(shown({ q: '人社局 A' })).toEqual(['a'])
    expect(shown({ domain: OUTSIDE })).toEqual(['c'])
    expect(shown({ domain: 'wages', q: '公交' })).toEqual([])
  })
  it('keeps its state in the address', () => {
    const state = { show: 'silent', domain: 'wages', q: '欠薪', rule: 'a.r2' } as const
    expect(rulesFromQuery(rulesToQuery(state))).toEqual(state)
    expect(rulesToQuery({ show: 'all', domain: '', q: '', rule: '' })).toEqual({})
  })
})

describe('the draft of a matter’s rules', () => {
  const texts = { rules: ['甲', '乙'], hints: ['丙'] }
  it('is named by the place of its rules, and falls back to the first', () => {
    for (const place of [{ kind: 'rules', index: 1 } as const, { kind: 'hints', index: 0 } as const])
      expect(placeFromKey(placeToKey('wage-arrears', place), 'wage-arrears', texts)).toEqual(place)
    for (const key of ['', 'other.r2', 'wage-arrears.r9', 'wage-arrears.x'])
      expect(placeFromKey(key, 'wage-arrears', texts)).toEqual({ kind: 'rules', index: 0 })
  })
  it('is changed at one place, longer by one, or shorter by one', () => {
    expect(withText(texts, { kind: 'rules', index: 1 }, '丁')).toEqual({ rules: ['甲', '丁'], hints: ['丙'] })
    expect(withText(texts, { kind: 'hints', index: 1 }, '丁')).toEqual({ rules: ['甲', '乙'], hints: ['丙', '丁'] })
    expect(withoutText(texts, { kind: 'rules', index: 0 })).toEqual({ rules: ['乙'], hints: ['丙'] })
  })
  it('tells what it takes away and brings, and counts a rule that was changed once', () => {
    const changes = changesBetween(texts, { rules: ['乙', '丁'], hints: [] })
    expect(changes.map(({ kind, what, text }) => `${kind} ${what} ${text}`)).toEqual([
      'rules removed 甲',
      'rules added 丁',
      'hints removed 丙',
    ])
    expect(countChanges(changes)).toBe(2)
  })
  it('applied to what was there gives what is there, whatever was repeated', () => {
    const list = fc.array(fc.constantFrom('甲', '乙', '丙'), { maxLength: 6 })
    fc.assert(
      fc.property(list, list, (before, after) => {
        const rest: string[] = [...before]
        const changes = changesBetween({ rules: before, hints: [] }, { rules: after, hints: [] })
        for (const { what, text } of changes)
          if (what === 'removed') rest.splice(rest.indexOf(text), 1)
          else rest.push(text)
        expect(rest.sort()).toEqual([...after].sort())
      }),
    )
  })
})

describe('completion', () => {
  const words = (text: string) => completionsAt(text, text.length).map(({ word }) => word)
  it('offers fields and operators by their Latin or Chinese beginning', () => {
    expect(words('欠薪 or')).toEqual(['OR'])
    expect(words('欠薪 N')).toEqual(['NOT', 'NEAR/10'])
    expect(words('欠薪 或')).toEqual(['OR'])
    expect(words('(ti')).toEqual(['title:'])
    expect(words('-标')).toEqual(['title:'])
  })
  it('offers nothing inside a word, behind a field, or for what is written already', () => {
    for (const text of ['', '欠薪 ', '拖欠', '欠薪 OR', 'title:b', '-or', '工地a']) expect(words(text)).toEqual([])
  })
  it('puts the word in its place and leaves the caret where one goes on', () => {
    const [near] = completionsAt('工地 ne 欠薪', 5)
    expect(near && complete('工地 ne 欠薪', near)).toEqual({ text: '工地 NEAR/10 欠薪', caret: 11 })
    const [field] = completionsAt('欠薪 -ti', 6)
    expect(field && complete('欠薪 -ti', field)).toEqual({ text: '欠薪 -title:', caret: 10 })
    const [or] = completionsAt('欠薪 o', 4)
    expect(or && complete('欠薪 o', or)).toEqual({ text: '欠薪 OR ', caret: 6 })
  })
})

describe('the interval of a share', () => {
  it('is Wilson’s', () => {
    // Brown, Cai, DasGupta (2001): 95 % for 0 of 10 is [0, 0.278], and symmetric for 10 of 10.
    expect(wilson(0, 10).high).toBeCloseTo(0.2775, 4)
    expect(wilson(10, 10).low).toBeCloseTo(0.7225, 4)
    const { low, high } = wilson(6, 8)
    expect([low, high].map((n) => n.toFixed(3))).toEqual(['0.409', '0.929'])
  })
  it('holds the share, keeps within 0 and 1, and narrows as there are more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
        const right = Math.round(of * part)
        const { share, low, high } = wilson(right, of)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(share).toBeGreaterThanOrEqual(low - 1e-9)
        expect(share).toBeLessThanOrEqual(high + 1e-9)
        const more = wilson(right * 4, of * 4)
        expect(more.high - more.low).toBeLessThan(high - low)
      }),
    )
  })
})
