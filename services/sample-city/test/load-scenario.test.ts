import { describe, expect, it } from 'vitest'
import { parseOffset } from '../src/scenario/offset.js'
import { parseContent } from '../src/scenario/parse-content.js'
import { resolveItems } from '../src/scenario/resolve.js'

const item = (fields: string) => `- id: a-1\n    site: forum\n    at: +5m\n    title: 题\n    body: 文\n    ${fields}`
const file = (...entries: string[]) =>
  `defaults:\n  expect: { domain: null, civic: true }\nitems:\n  ${entries.join('\n  ')}\n`

describe('reading a content file', () => {
  it('fills in what the file says for all its items', () => {
    const { items, problems } = parseContent('x.yaml', file(item('expect: { matter: 路灯 }')))
    expect(problems).toEqual([])
    expect(items[0]?.item).toMatchObject({
      id: 'a-1',
      at: 300_000,
      expect: { domain: null, civic: true, matter: '路灯' },
    })
  })

  it('names file, line and item of everything that is wrong, all at once', () => {
    const bad = [
      '- id: a-1\n    site: radio\n    at: soon\n    title: 题',
      '- id: B_2\n    site: forum\n    at: +1m',
      item('colour: red'),
    ]
    expect(parseContent('x.yaml', file(...bad)).problems).toEqual([
      expect.stringMatching(/^x\.yaml:4 条目 a-1: site: /),
      'x.yaml:4 条目 a-1: at: 应为相对时间，例如 +35m、-3d4h20m',
      'x.yaml:8 条目 B_2: id: 应为小写字母、数字和连字符',
      expect.stringMatching(/^x\.yaml:11 条目 a-1: .*colour/),
    ])
  })

  it('says where YAML itself is broken', () => {
    expect(parseContent('x.yaml', 'items:\n  - id: [a\n').problems[0]).toMatch(/^x\.yaml:\d+ /)
  })

  it('reports what the expectation lacks', () => {
    const text = 'items:\n  - { id: a-1, site: forum, at: +1m, title: 题, body: 文 }\n'
    expect(parseContent('x.yaml', text).problems.join('\n')).toMatch(/x\.yaml:2 条目 a-1: expect: domain/)
  })
})

describe('references between items', () => {
  const resolve = (...entries: string[]) => resolveItems(parseContent('x.yaml', file(...entries)).items)

  it('writes out the body of a copy: whole, framed, or its first paragraphs', () => {
    const original = '- { id: o-1, site: daily, at: +1m, title: 原, body: "甲\\n乙\\n丙" }'
    const { items, problems } = resolve(
      original,
      '- { id: c-1, site: evening, at: +2m, title: 转, copyOf: o-1 }',
      '- { id: c-2, site: forum, at: +3m, title: 转, copyOf: o-1, body: "看：{{original}}" }',
      '- { id: c-3, site: forum, at: +4m, title: 转, copyOf: o-1, body: "{{original 2}}" }',
    )
    expect(problems).toEqual([])
    expect(items.map(({ body }) => body)).toEqual(['甲\n乙\n丙', '甲\n乙\n丙', '看：甲\n乙\n丙', '甲\n乙'])
  })

  it.each([
    ['a copy of nothing', 'copyOf: nobody', 'copyOf 指向不存在的条目 nobody'],
    ['a reply to nothing', 'replyTo: nobody', 'replyTo 指向不存在的条目 nobody'],
    ['a reply before its post', 'replyTo: late', '回复须晚于所回复的条目'],
    ['a copy before its original', 'copyOf: late', '转载须晚于原件'],
  ])('refuses %s', (_, field, message) => {
    const { problems } = resolve('- { id: late, site: forum, at: +9h, title: 题, body: 文 }', item(field))
    expect(problems).toEqual([`x.yaml 条目 a-1: ${message}`])
  })

  it('refuses an id used twice, and an item without a title or a text', () => {
    const { problems } = resolve(item(''), item(''), '- { id: b-1, site: daily, at: +1m }')
    expect(problems).toEqual([
      'x.yaml 条目 a-1: id 已在 x.yaml 中用过',
      'x.yaml 条目 b-1: 缺少 title',
      'x.yaml 条目 b-1: 缺少 body',
    ])
  })
})

it.each([
  ['+35m', 2_100_000],
  ['-3d4h20m', -274_800_000],
  ['+0m', 0],
  ['+1d', 86_400_000],
  ['35m', null],
  ['-', null],
  ['+', null],
  ['+1h30', null],
])('reads the relative time %s as %s', (text, expected) => {
  expect(parseOffset(text)).toBe(expected)
})
