import { unwrap } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { countOf, readHotlist } from '../src/index.js'

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const map = { items: 'data.list', title: 'word.text', url: 'link', reads: 'hot', time: 'at' }
const url = 'http://hot.example/api'

describe('readHotlist', () => {
  it('follows dotted paths and leaves out what has no title', () => {
    const bytes = json({
      data: {
        list: [{ word: { text: '<em>停水</em>' }, link: '/s?q=1', hot: '12.3万', at: 1795000000 }, { word: {} }],
      },
    })
    expect(unwrap(readHotlist(bytes, { url, map }))).toEqual([
      {
        id: undefined,
        title: '停水',
        url: 'http://hot.example/s?q=1',
        published: '2026-11-18T11:06:40.000Z',
        summary: undefined,
        reads: 123_000,
        comments: undefined,
      },
    ])
  })

  it.each([['{}'], ['<html>'], ['{"data":{"list":"x"}}']])('refuses %s and says why', (text) => {
    const result = readHotlist(new TextEncoder().encode(text), { url, map })
    expect(result).toMatchObject({ ok: false, error: { code: 'page_unreadable' } })
  })

  it('follows no path into the prototype', () => {
    expect(readHotlist(json({}), { url, map: { ...map, items: 'constructor' } }).ok).toBe(false)
  })

  it('reads counts as platforms write them', () => {
    expect(['1,234', '5万', '1.2亿热度', '无'].map(countOf)).toEqual([1_234, 50_000, 120_000_000, undefined])
  })
})
