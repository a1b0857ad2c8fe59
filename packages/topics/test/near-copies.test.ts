import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyProbe, createNearCopies } from '../src/index.js'
import { gramsOf, overlap } from '../src/copies/grams.js'
import { bandKeys } from '../src/copies/minhash.js'
import { canonicalUrl } from '../src/comparable.js'
import { copyCases, type Text } from './near-copy-cases.js'

let order = 0
const entry = (id: string, { title, body }: Text, url = '', places: string[] = []) =>
  copyProbe({ id, url, title, body, places, order: (order += 1) })

const story = copyCases[0]!.original

describe('near copies', () => {
  it('knows our labelled cases: nine copies in ten, and nothing that is none', () => {
    const index = createNearCopies()
    copyCases.forEach(({ original }, at) => index.add(entry(`original-${at}`, original)))
    const missed: string[] = []
    const wrong: string[] = []
    let copies = 0
    copyCases.forEach(({ copies: same, others }, at) => {
      for (const copy of same) {
        copies += 1
        if (index.find(entry('new', copy))?.copyOf !== `original-${at}`) missed.push(`${copy.title}: ${copy.what}`)
      }
      for (const other of others) if (index.find(entry('new', other))) wrong.push(`${other.title}: ${other.what}`)
    })
    expect(wrong).toEqual([])
    expect(missed.length / copies).toBeLessThanOrEqual(0.1)
  })

  it('says how it found a copy', () => {
    const index = createNearCopies()
    index.add(entry('a', story, 'https://www.example.test/p/1?utm_source=x'))
    expect(index.find(entry('b', story))).toEqual({ copyOf: 'a', kind: 'exact', similarity: 1 })
    expect(index.find(entry('b', { ...story, title: '另一个标题' }))).toMatchObject({ copyOf: 'a', kind: 'near' })
    expect(index.find(entry('b', { title: '', body: story.body.slice(0, 45) }))).toMatchObject({ kind: 'excerpt' })
    const corrected = {
      title: story.title,
      body: `${story.body.slice(0, 50)}更正：此前数字有误，以学校通报为准，孩子已经全部回家。`,
    }
    expect(index.find(entry('b', corrected, 'http://example.test/p/1'))).toMatchObject({ copyOf: 'a', kind: 'url' })
  })

  it('does not take one home page for one text', () => {
    const index = createNearCopies()
    index.add(entry('a', story, 'https://hotline.example.test/'))
    expect(index.find(entry('b', copyCases[1]!.original, 'https://hotline.example.test/'))).toBeNull()
  })

  it('leaves a report with a headline of before as news of its own', () => {
    const index = createNearCopies()
    index.add(entry('a', { title: story.title, body: '' }))
    expect(index.find(entry('b', story))).toBeNull()
  })

  it('keeps two towns with like complaints apart', () => {
    const index = createNearCopies()
    const complaint = {
      title: '路灯整条街都不亮',
      body: '镇上主街的路灯整条不亮已经一个多礼拜，晚上接孩子要打手电，请尽快派人来修。',
    }
    const like = { ...complaint, body: complaint.body.replace('一个多礼拜', '快十天').replace('打手电', '摸黑走') }
    index.add(entry('a', complaint, '', ['330681104']))
    expect(index.find(entry('b', like, '', ['330681104']))).toMatchObject({ copyOf: 'a' })
    expect(index.find(entry('b', like, '', ['330681111']))).toBeNull()
  })

  it('forgets what was removed', () => {
    const index = createNearCopies()
    index.add(entry('a', story))
    index.remove('a')
    expect(index.size).toBe(0)
    expect(index.find(entry('b', story))).toBeNull()
  })

  it('survives empty texts, lone surrogates and a title of 10,000 characters', () => {
    const index = createNearCopies()
    index.add(entry('a', { title: '', body: '' }))
    index.add(entry('b', { title: '\ud83d', body: '' }))
    index.add(entry('c', { title: '长'.repeat(10_000), body: '' }))
    expect(index.find(entry('d', { title: '', body: '' }))).toBeNull()
    expect(index.find(entry('d', { title: '长'.repeat(10_000), body: '' }))).toMatchObject({ copyOf: 'c' })
  })
})

describe('MinHash', () => {
  it('lets two texts of Jaccard 0.6 meet in a band nearly always', () => {
    const pool = Array.from({ length: 4_000 }, (_, at) => String.fromCharCode(0x4e00 + ((at * 7_919) % 20_000)))
    let met = 0
    const trials = 200
    for (let trial = 0; trial < trials; trial += 1) {
      const at = trial * 15
      const a = gramsOf(pool.slice(at, at + 160).join(''))
      const b = gramsOf(pool.slice(at + 40, at + 200).join(''))
      expect(overlap(a, b) / (a.length + b.length - overlap(a, b))).toBeCloseTo(0.595, 1)
      const keys = bandKeys(b)
      if (bandKeys(a).some((key, band) => key === keys[band])) met += 1
    }
    expect(met / trials).toBeGreaterThanOrEqual(0.98)
  })

  it('gives the same keys to the same set and none to an empty one', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3, maxLength: 200 }), (text) => {
        expect([...bandKeys(gramsOf(text))]).toEqual([...bandKeys(gramsOf(text))])
        expect(bandKeys(gramsOf(text))).toHaveLength(42)
      }),
      { numRuns: 50 },
    )
    expect(bandKeys(gramsOf('ab'))).toHaveLength(0)
  })
})

describe('canonical addresses', () => {
  it('drops what does not name another page and keeps the fragment', () => {
    expect(canonicalUrl('HTTPS://www.Example.test/a/?b=2&utm_source=w&a=1')).toBe('example.test/a?a=1&b=2')
    expect(canonicalUrl('http://example.test/thread/9#reply-3')).not.toBe(canonicalUrl('http://example.test/thread/9'))
    expect(canonicalUrl('')).toBe('')
    expect(canonicalUrl('http://[bad')).toBe('')
    expect(canonicalUrl('javascript:alert(1)')).toBe('')
  })
})
