import { describe, expect, it } from 'vitest'
import { bagsOf, namesIn, readHead } from '../src/cluster/bags.js'
import { createComparer } from '../src/cluster/comparison.js'
import { createDocumentFrequency } from '../src/cluster/document-frequency.js'
import { featuresOf, type ItemFeatures } from '../src/cluster/features.js'
import { comparable, comparableWord } from '../src/comparable.js'
import { readableBody, type TopicItem } from '../src/index.js'
import { storyItems, storyNames } from './stories.js'
import { words } from './support.js'

const items = storyNames.flatMap((name) => storyItems(name))

function compared(count = items.length) {
  const frequency = createDocumentFrequency()
  const features = items.slice(0, count).map((item) => featuresOf(item, frequency))
  for (const each of features) frequency.add(each)
  return { frequency, features }
}

/** Pairs of characters that stand side by side in title or body. */
const pairsIn = ({ title, body }: TopicItem): Set<string> =>
  new Set(
    [title, body]
      .map(comparable)
      .flatMap((text) => Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2))),
  )

describe('the comparison of two items', () => {
  it('says how much of one title the other text covers, by the rarity of its pairs', () => {
    const { frequency, features } = compared()
    const comparer = createComparer(frequency)
    // How many texts know a pair of characters: the stories', and the background that every table begins with.
    const empty = createDocumentFrequency()
    const rarity = (pair: string) => {
      const source = { title: pair, body: '', titleWords: [], bodyWords: [] }
      const slots = empty.acquire(bagsOf(source, [], readHead(source)))
      const background = empty.pairs.frequencies[slots[0] as number] as number
      const known = items.filter((item) => pairsIn(item).has(pair))
      return frequency.rarityOf(background + known.length)
    }
    const covered = (a: TopicItem, b: TopicItem) => {
      const pairs = [...pairsIn({ ...a, body: '' })]
      const sum = (some: readonly string[]) => some.reduce((mass, pair) => mass + rarity(pair), 0)
      return sum(pairs.filter((pair) => pairsIn(b).has(pair))) / sum(pairs)
    }
    for (const [a, b] of [
      [0, 1],
      [0, 4],
      [3, 6],
    ] as const) {
      comparer.lay(features[a] as ItemFeatures)
      const { coverLeast, coverMost } = comparer.evidence(features[b] as ItemFeatures)
      const [left, right] = [items[a] as TopicItem, items[b] as TopicItem]
      const both = [covered(left, right), covered(right, left)].toSorted((x, y) => x - y)
      expect([coverLeast, coverMost]).toEqual([expect.closeTo(both[0] ?? NaN, 10), expect.closeTo(both[1] ?? NaN, 10)])
      expect(coverMost).toBeGreaterThan(0)
    }
  })

  it('says the same either way and knows an item as itself', () => {
    const { frequency, features } = compared()
    const comparer = createComparer(frequency)
    for (const [a, b] of [
      [0, 3],
      [5, 9],
      [13, 17],
    ] as const) {
      comparer.lay(features[a] as ItemFeatures)
      const there = comparer.score(features[b] as ItemFeatures)
      comparer.lay(features[b] as ItemFeatures)
      expect(comparer.score(features[a] as ItemFeatures)).toBeCloseTo(there, 12)
      expect(comparer.evidence(features[b] as ItemFeatures)).toMatchObject({ daysApart: 0, otherIssues: 0 })
      expect(comparer.evidence(features[b] as ItemFeatures).words).toBeCloseTo(1, 12)
    }
  })

  it('leaves no trace of items that have gone', () => {
    const { frequency, features } = compared()
    const before = createComparer(compared(10).frequency)
    for (const gone of features.slice(10)) {
      frequency.remove(gone)
      frequency.release(gone)
    }
    const after = createComparer(frequency)
    const kept = compared(10).features
    expect(frequency.whole).toBe(compared(10).frequency.whole)
    after.lay(features[0] as ItemFeatures)
    before.lay(kept[0] as ItemFeatures)
    for (let at = 1; at < 10; at += 1)
      expect(after.score(features[at] as ItemFeatures)).toBe(before.score(kept[at] as ItemFeatures))
  })
})

describe('what is read of a text', () => {
  it('takes a word as the text it stands in', () => {
    for (const word of ['小区', 'KTV', '３号楼', '々', '①', 'ﾊﾟ', '，', '😀', 'a1', '㐂'])
      expect(comparableWord(word)).toBe(comparable(word))
  })

  it('ends a long body at the end of a clause, where the words before stay as they were cut', () => {
    const body = '学校食堂的鸡腿带血丝，家长要求公布留样检测结果。'.repeat(120)
    const read = readableBody(body)
    expect(read.length).toBeGreaterThan(1_500)
    expect(read.length).toBeLessThanOrEqual(1_800)
    const whole = { title: '', body, titleWords: [], bodyWords: words(body) }
    const part = { ...whole, bodyWords: words(read) }
    const bags = (source: Pick<TopicItem, 'title' | 'body' | 'titleWords' | 'bodyWords'>) =>
      bagsOf(source, namesIn(source), readHead(source))
    expect(bags(part)).toEqual(bags(whole))
    expect(readableBody('长'.repeat(9_000))).toHaveLength(1_800)
    expect(readableBody('短')).toBe('短')
  })
})
