import { topicStorySchema, type ClassifiedArticle } from '@guanlan/contracts'
import { DAY, HOUR, toInstant, toMs } from '@guanlan/kernel'
import type { TopicItemRow } from '@guanlan/record-store'
import { sampleDocument } from '@guanlan/search-store/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tellStory } from '../src/routes/topic-story.js'
import { openApi, topicOfMatter, type OpenApi } from './harness.js'

const start = toMs('2026-11-16T15:30:00.000Z')

interface Said {
  readonly id: string
  readonly hours: number
  readonly source?: string
  readonly official?: boolean
  readonly of?: string
}

const row = ({ id, hours, source = 'forum', official = false, of }: Said): TopicItemRow => {
  const at = toInstant(start + hours * HOUR)
  const { article } = sampleDocument({ id })
  return {
    article: id,
    topic: 't',
    revision: 1,
    copyOf: of ?? null,
    seen: at,
    published: at,
    live: true,
    body: { ...article, title: `题 ${id}`, source: { ...article.source, id: source, name: source, official } },
  }
}
/** Newest first, as the store gives them. */
const rows = (...said: Said[]) => said.map(row).toSorted((a, b) => b.published.localeCompare(a.published))

describe('the story of a topic', () => {
  it('names how the authorities spoke, and takes a headline of the media in which they deny for their word', () => {
    const answer = row({ id: 'r', hours: 1, official: true })
    const denial = row({ id: 'm', hours: 2 })
    const body = denial.body as ClassifiedArticle
    const quoted = {
      ...denial,
      body: { ...body, title: '网传停水三天？供水公司辟谣', source: { ...body.source, tier: 'media' as const } },
    }
    const replied = { ...answer, body: { ...(answer.body as ClassifiedArticle), replyTo: 'a' } }
    const { replies } = tellStory([quoted, replied, row({ id: 'a', hours: 0 })], true)
    expect(replies.map(({ article, word }) => [article, word])).toEqual([
      ['m', 'denial'],
      ['r', 'reply'],
    ])
  })

  it('tells the first post, the curve without gaps, the spread in its order, replies and copies', () => {
    const story = tellStory(
      rows(
        { id: 'a', hours: 0 },
        { id: 'b', hours: 2, source: 'paper' },
        { id: 'c', hours: 2.2, source: 'paper', of: 'b' },
        { id: 'd', hours: 3, source: 'office', official: true },
      ),
      true,
    )
    expect(topicStorySchema.parse(story)).toEqual(story)
    expect(story).toMatchObject({ posts: 4, complete: true, interval: 'hour', first: { article: 'a', title: '题 a' } })
    expect(story.curve).toEqual([
      { from: '2026-11-16T15:00:00.000Z', items: 1, copies: 0, official: 0 },
      { from: '2026-11-16T16:00:00.000Z', items: 0, copies: 0, official: 0 },
      { from: '2026-11-16T17:00:00.000Z', items: 1, copies: 1, official: 0 },
      { from: '2026-11-16T18:00:00.000Z', items: 0, copies: 0, official: 1 },
    ])
    expect(story.spread.map(({ source, items, copies }) => [source, items, copies])).toEqual([
      ['forum', 1, 0],
      ['paper', 1, 1],
      ['office', 1, 0],
    ])
    expect(story.replies.map(({ article }) => article)).toEqual(['d'])
    expect(story.copies).toMatchObject([{ article: 'c', of: 'b' }])
  })

  it('is told in days of Beijing when it is long, the newest of them when it is very long', () => {
    const weeks = tellStory(rows({ id: 'a', hours: 0 }, { id: 'b', hours: 0.5 }, { id: 'c', hours: 15 * 24 }), true)
    expect(weeks.interval).toBe('day')
    // 23:30 in Beijing, and midnight.
    expect(weeks.curve.slice(0, 2)).toMatchObject([
      { from: '2026-11-15T16:00:00.000Z', items: 1 },
      { from: '2026-11-16T16:00:00.000Z', items: 1 },
    ])
    const years = tellStory(rows({ id: 'a', hours: 0 }, { id: 'b', hours: 3 * 365 * 24 }), false)
    expect(years.curve).toHaveLength(400)
    expect(years.curve.at(-1)?.items).toBe(1)
    expect(years.first?.article).toBe('a')
  })

  it('counts every post once in the curve and once in the spread', () => {
    const said = fc.record({
      hours: fc.integer({ min: 0, max: 300 }),
      source: fc.constantFrom('forum', 'paper', 'office'),
      official: fc.boolean(),
      copy: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(said, { maxLength: 40 }), (all) => {
        const story = tellStory(
          rows(...all.map(({ copy, ...each }, i) => ({ ...each, id: `p${i}`, ...(copy ? { of: 'p0' } : {}) }))),
          true,
        )
        const inCurve = story.curve.reduce((sum, { items, copies, official }) => sum + items + copies + official, 0)
        const inSpread = story.spread.reduce((sum, { items, copies }) => sum + items + copies, 0)
        expect([inCurve, inSpread]).toEqual([all.length, all.length])
        const step = story.interval === 'hour' ? HOUR : DAY
        story.curve.forEach(({ from }, i) => expect(toMs(from) - toMs(story.curve[0]!.from)).toBe(i * step))
      }),
    )
  })
})

describe('GET /api/v1/topics/{id}/story', () => {
  let api: OpenApi
  beforeEach(async () => {
    api = await openApi()
  })
  afterEach(() => api.close())

  it('says when older posts are left out, and 404 of a topic that there is not', async () => {
    const many = Array.from({ length: 2_001 }, (_, i) => row({ id: `p${i}`, hours: i / 100 }))
    await api.deps.recordStore.transaction(async (records) => {
      await records.topics.put(topicOfMatter({ topic: 't' }))
      await records.topicItems.put(many)
    })
    const story = topicStorySchema.parse((await api.get('/api/v1/topics/t/story')).json())
    expect(story).toMatchObject({ posts: 2_000, complete: false, first: { article: 'p1' } })
    const missing = await api.get('/api/v1/topics/none/story')
    expect([missing.statusCode, missing.json().code]).toEqual([404, 'not_found'])
  })

  it('is empty for a topic without posts', async () => {
    await api.deps.recordStore.transaction((records) => records.topics.put(topicOfMatter({ topic: 't' })))
    const story = (await api.get('/api/v1/topics/t/story')).json()
    expect(story).toMatchObject({ posts: 0, complete: true, curve: [], spread: [], first: null, replies: [] })
  })
})
