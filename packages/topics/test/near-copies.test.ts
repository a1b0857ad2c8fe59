import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyProbe, createNearCopies } from '../src/index.js'
import { gramsOf, overlap } from '../src/copies/grams.js'
import { bandKeys } from '../src/copies/minhash.js'
import { canonicalUrl, comparable } from '../src/comparable.js'
import { copyCases, type Text } from './near-copy-cases.js'
import { labelledPairs } from './near-copy-pairs.js'

let order = 0
const entry = (id: string, { title, body }: Text, url = '', places: string[] = []) =>
  copyProbe({ id, url, title, body, places, order: (order += 1) })

const story = copyCases[0]!.original

describe('near copies', () => {
  it('finds copies of texts from 40 characters on and of headlines, and takes nothing else for one', () => {
    const counts = { text: { found: 0, all: 0 }, headline: { found: 0, all: 0 }, wrong: [] as string[] }
    const probes = labelledPairs.map(({ original }, at) => entry(`original-${at}`, original))
    labelledPairs.forEach(({ original, later, copies, what }, at) => {
      const index = createNearCopies()
      // Among the others: whatever else it is taken for a copy of is wrong, too.
      probes.forEach((probe, n) => {
        const { title } = labelledPairs[n]?.original ?? {}
        if (n === at || (title !== original.title && title !== later.title)) index.add(probe)
      })
      const match = index.find(entry('new', later))
      const isFound = match?.copyOf === `original-${at}`
      if (match && !(copies && isFound)) counts.wrong.push(`${what}: ${later.title}`)
      if (!copies) return
      const kind = comparable(later.title + later.body).length >= 40 ? counts.text : counts.headline
      kind.all += 1
      if (isFound) kind.found += 1
    })
    expect(labelledPairs.length).toBeGreaterThanOrEqual(200)
    expect(counts.wrong.length / (counts.text.found + counts.headline.found + counts.wrong.length)).toBeLessThanOrEqual(
      0.01,
    )
    expect(counts.text.found / counts.text.all).toBeGreaterThanOrEqual(0.95)
    expect(counts.headline.found / counts.headline.all).toBeGreaterThanOrEqual(0.9)
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

  it('finds the copy, and of equal ones the earliest, among hundreds that share its set phrases', () => {
    const index = createNearCopies()
    const frame = (own: string) => ({
      title: `关于${own}的情况反映`,
      body: `尊敬的领导您好，我是本市的一名普通市民，现反映如下问题：${own}。此事已经多次打电话反映，一直没有人管，希望有关部门尽快处理，谢谢。`,
    })
    const own = (n: number) =>
      Array.from({ length: 40 }, (_, i) => String.fromCharCode(0x4e00 + ((n * 977 + i * 131) % 5_000))).join('')
    for (let n = 0; n < 400; n += 1) index.add(entry(`text-${n}`, frame(own(n))))
    index.add(entry('twin', frame(own(300))))
    for (const n of [0, 123, 300, 399])
      expect(index.find(entry('new', frame(`${own(n)}至今`)))).toMatchObject({ copyOf: `text-${n}`, kind: 'near' })
    index.remove('text-300')
    expect(index.find(entry('new', frame(own(300))))).toMatchObject({ copyOf: 'twin' })
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
