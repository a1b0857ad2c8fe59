import { unwrap } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { bodySchemas, decode, eventVersions, type Article, type EventName, type Labels } from '../src/index.js'
import { fixtures } from './fixtures.js'
import { optionalPaths, pathsOf } from './optional-fields.js'

const names = Object.keys(eventVersions) as EventName[]
const bodyPaths = (text: string) => pathsOf((JSON.parse(text) as { body: unknown }).body)

describe('the frozen fixtures', () => {
  it('hold a full and a minimal event of every version that was ever written', () => {
    const wanted = names.flatMap((event) =>
      Array.from({ length: eventVersions[event] }, (_, i) => [
        `${event}.v${i + 1}.json`,
        `${event}.v${i + 1}.minimal.json`,
      ]),
    )
    expect(fixtures.map(({ file }) => file)).toEqual(expect.arrayContaining(wanted.flat()))
  })

  it('are of events that flow.ts knows', () => {
    expect(fixtures.filter(({ event }) => !Object.hasOwn(eventVersions, event))).toEqual([])
  })

  it.each(fixtures)('$file still decodes, with nothing lost', ({ event, version, text }) => {
    const decoded = unwrap(decode(text))
    expect(decoded).toMatchObject({ type: event, v: eventVersions[event as EventName] })
    if (version === decoded.v) expect(decoded).toEqual(JSON.parse(text))
  })

  it.each(names)('show every optional field of %s, and the minimal one none', (event) => {
    const current = fixtures.filter((each) => each.event === event && each.version === eventVersions[event])
    const optional = optionalPaths(bodySchemas[event])
    const shown = new Set(current.flatMap(({ text }) => [...bodyPaths(text)]))
    expect(optional.filter((path) => !shown.has(path))).toEqual([])
    const minimal = bodyPaths(current.find(({ what }) => what === 'minimal')?.text ?? '')
    expect(optional.filter((path) => minimal.has(path))).toEqual([])
  })

  it('point their evidence at the very words, counted in UTF-16 units', () => {
    const bodies = fixtures
      .filter(({ event }) => event === 'article.classified' || event === 'matter.sighted')
      .map(({ text }) => (JSON.parse(text) as { body: Article & { labels: Labels } }).body)
    const evidence = bodies.flatMap((article) =>
      [...article.labels.matters, ...article.labels.places, ...article.labels.signals]
        .flatMap((label) => label.evidence)
        .map(({ field, start, end, text }) => ({
          text,
          found: (field === 'title' ? article.title : article.body).slice(start, end),
        })),
    )
    expect(evidence.length).toBeGreaterThan(5)
    expect(evidence.filter(({ text, found }) => text !== found)).toEqual([])
  })
})
