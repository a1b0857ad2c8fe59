import type { SourceState, SourceVisit } from '@guanlan/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasNewLoss, knownLoss, stillLost, type Blind } from '../src/model/blindness.js'
import { countSources, kindOf, newestSources, selectSources } from '../src/model/source-list.js'
import { failuresOf, formatBytes, formatMs, outcomeOf } from '../src/model/visits.js'

const counts = { fetches: 1, failures: 0, unchanged: 0, items: 0, changed: 0, duplicates: 0, refused: 0 }
const source = (id: string, health: SourceState['health'], more: Partial<SourceState> = {}): SourceState => ({
  source: id,
  version: 1,
  name: `来源 ${id}`,
  kind: 'feed',
  tier: 'media',
  url: `https://${id}.example/`,
  health,
  counts,
  ...more,
})

describe('the list of sources', () => {
  const list = [source('b', 'healthy'), source('a', 'healthy'), source('c', 'off'), source('d', 'slow')]
  it('stands worst first, then by name', () => {
    expect(selectSources(list, { show: 'all', q: '' }).map((each) => each.source)).toEqual(['d', 'a', 'b', 'c'])
  })
  it('counts what each choice shows', () => {
    const shown = countSources(list)
    expect(shown).toEqual({ all: 4, unwell: 1, off: 1 })
    for (const show of ['all', 'unwell', 'off'] as const)
      expect(selectSources(list, { show, q: '' })).toHaveLength(shown[show])
  })
  it('finds all words anywhere in name, id, address or problem', () => {
    const problem = { code: 'dns_failed', message: '域名解析失败', since: '2026-11-22T00:00:00.000Z' }
    const lost = source('lost', 'failing', { problem })
    const found = (q: string) => selectSources([...list, lost], { show: 'all', q }).map((each) => each.source)
    expect(found('域名  LOST')).toEqual(['lost'])
    expect(found('域名 a')).toEqual(['lost'])
    expect(found(' ')).toHaveLength(5)
  })
  it('keeps the newest of what was loaded and what came live, and nothing that is not loaded', () => {
    const live = new Map([
      ['a', source('a', 'failing', { version: 3 })],
      ['b', source('b', 'failing')],
      ['z', source('z', 'failing')],
    ])
    const newest = newestSources(list, live)
    expect([...newest.keys()]).toEqual(['b', 'a', 'c', 'd'])
    expect(newest.get('a')?.health).toBe('failing')
    expect(newest.get('b')?.health).toBe('healthy')
  })
})

describe('the kind of a source', () => {
  it('is said once where reading and voice have one name', () => {
    expect(kindOf(source('a', 'healthy'))).toBe('订阅 · 媒体')
    expect(kindOf(source('a', 'healthy', { kind: 'forum', tier: 'forum' }))).toBe('论坛')
    expect(kindOf(source('a', 'healthy', { kind: 'later', tier: 'forum' }))).toBe('later · 论坛')
  })
})

describe('a new loss', () => {
  const MOST_NAMED = 20
  const blindOf = (lost: readonly string[]): Blind => ({
    count: lost.length,
    sources: lost
      .slice(0, MOST_NAMED)
      .map((id) => ({ source: id, name: id, health: 'failing', message: '', since: '' })),
  })
  it('is a source that was heard when one looked last, however many there are', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: MOST_NAMED })
    fc.assert(
      fc.property(ids, ids, (before, now) => {
        const expected = now.some((id) => !before.includes(id))
        expect(hasNewLoss(knownLoss(blindOf(before)), blindOf(now))).toBe(expected)
        const known = stillLost(knownLoss(blindOf(before)), blindOf(now))
        expect(known.sources).toEqual(before.filter((id) => now.includes(id)))
      }),
    )
  })
  it('is not one that is named only since others are heard again', () => {
    const many = Array.from({ length: 25 }, (_, n) => `s${n}`)
    const known = knownLoss(blindOf(many))
    expect(hasNewLoss(known, blindOf(many.slice(3)))).toBe(false)
    expect(hasNewLoss(known, blindOf(many.slice(20)))).toBe(false)
    expect(hasNewLoss(known, blindOf([...many, 'one more']))).toBe(true)
    expect(hasNewLoss(stillLost(known, blindOf(many.slice(20))), blindOf(many.slice(20)))).toBe(false)
  })
})

describe('a visit', () => {
  const visit: SourceVisit = {
    at: '2026-11-22T00:00:00.000Z',
    outcome: 'ok',
    requests: 1,
    slowestMs: 1,
    bytes: 1,
    items: 0,
    changed: 0,
    duplicates: 0,
    refused: 0,
    warnings: [],
  }
  const failed = (outcome: string, message?: string) => ({ ...visit, outcome, ...(message && { message }) })
  it('is told in words', () => {
    expect(outcomeOf({ ...visit, changed: 1 })).toEqual({ kind: 'news', text: '有新内容' })
    expect(outcomeOf(visit)).toEqual({ kind: 'same', text: '没有新内容' })
    expect(outcomeOf(failed('unchanged'))).toEqual({ kind: 'same', text: '没有变化' })
    expect(outcomeOf(failed('http_status', '对方返回错误状态（HTTP 503）')).text).toContain('503')
    expect(outcomeOf(failed('rate_limited')).text).toBe('请求过于频繁')
    expect(outcomeOf(failed('from_later_versions')).text).toBe('from_later_versions')
  })
  it('that failed is counted by its reason', () => {
    const visits = [visit, failed('dns_failed', '甲'), failed('tls_failed', '乙'), failed('dns_failed', '甲')]
    expect(failuresOf(visits).map(({ text, times }) => [text, times])).toEqual([
      ['甲', 2],
      ['乙', 1],
    ])
  })
  it('shows its amounts short', () => {
    expect([formatMs(819.6), formatMs(3_249), formatBytes(640), formatBytes(48_310), formatBytes(1_500_000)]).toEqual([
      '820 毫秒',
      '3.2 秒',
      '640 B',
      '47 KB',
      '1.4 MB',
    ])
  })
})
