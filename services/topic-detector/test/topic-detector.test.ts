import { levelRank, topicSchema, type DomainEvent } from '@guanlan/contracts'
import { hashId } from '@guanlan/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callsFor } from './calls.js'
import { at, newest, openBench, sighted, type Bench } from './support.js'

const hotline = { id: 'hotline', name: '热线', tier: 'hotline', official: false } as const
const daily = { id: 'daily', name: '日报', tier: 'media', official: false } as const
const titles = [
  '城北物流园项目欠我们木工七个月工钱',
  '反映城北物流园拖欠农民工工资',
  '城北物流园的劳务公司搬空了，欠薪找谁',
  '城北物流园木工讨薪无门',
  '二十三名木工的七个月：城北物流园欠薪调查',
  '城北物流园工人再次来电讨薪',
  '替我爸问一句，城北物流园的工资什么时候发',
  '城北物流园欠薪，总包说钱早给劳务了',
  '城北物流园项目欠薪求助',
]
const story = titles.map((title, n) =>
  sighted(`w${n}`, title, {
    minute: n * 10,
    ...(n % 3 === 1 ? { source: hotline } : n % 3 === 2 ? { source: daily } : {}),
  }),
)
const stray = sighted('stray', '陶家村自来水发黄三天了', {
  minute: 33,
  labels: {
    ...(story[0] as (typeof story)[number]).body.labels,
    matters: [{ code: 'tap-water', name: '自来水水质', domain: null, score: 0.8, evidence: [] }],
  },
})
const inputs: DomainEvent[] = [...story.slice(0, 4), stray, ...story.slice(4)]
const articles = [...titles.map((_, n) => `w${n}`), 'stray']

let bench: Bench
beforeEach(async () => {
  bench = await openBench()
})
afterEach(() => bench.close())

describe('the topic detector', () => {
  it('tells a topic at the end of a batch, and within it where its level changes or it doubles', async () => {
    await bench.handle(inputs.slice(0, 6))
    await bench.handle(inputs.slice(6))
    const events = await bench.told()
    const told = events.map(({ body }) => [body.topic, body.version, body.items, body.level])
    const w0 = hashId('topic', 'w0')
    expect(told).toEqual([
      [w0, 1, 2, 'blue'],
      [w0, 2, 3, 'yellow'],
      [w0, 3, 4, 'yellow'],
      [w0, 4, 5, 'yellow'],
      [hashId('topic', 'stray'), 1, 1, 'blue'],
      [w0, 5, 8, 'orange'],
      [w0, 6, 9, 'orange'],
    ])
    expect(events.at(-1)).toMatchObject({ key: w0, at: at(80), live: true })
    for (const { body } of events) expect(topicSchema.parse(body)).toEqual(body)
    expect(events.at(-1)?.body).toMatchObject({ items: 9, matter: 'unpaid' })
    expect(events[4]?.body).toMatchObject({ domain: null })
  })

  it('makes the desk call for the same in batches of every size', async () => {
    const callsOf = async (cuts: readonly number[]) => {
      const each = await openBench()
      let from = 0
      for (const size of cuts) {
        await each.handle(inputs.slice(from, from + size))
        from += size
      }
      const calls = callsFor(await each.told())
      await each.close()
      return calls
    }
    const alone = await callsOf(inputs.map(() => 1))
    expect(alone).toEqual(['w0 raised yellow at 3', 'w0 rose orange at 8', 'w0 grew 8 at 8'])
    for (const cuts of [[10], [3, 7], [9, 1], [1, 8, 1], [5, 5]]) expect(await callsOf(cuts)).toEqual(alone)
  })

  it('stores the topic it tells, and feeds the consoles what is yellow or above', async () => {
    await bench.handle(inputs)
    const stored = await bench.store.records.topics.get(hashId('topic', 'w0'))
    expect(stored).toEqual(newest(await bench.told()).find(({ topic }) => topic === stored?.topic))
    const feed = await bench.store.records.feed.after(0, 10)
    expect(feed.map(({ kind, id }) => [kind, id])).toEqual([['topic', hashId('topic', 'w0')]])
  })

  it('changes nothing when the same batch comes twice, in one event or in others', async () => {
    await bench.handle(inputs)
    const before = await bench.told()
    await bench.handle(inputs)
    // The same revision sighted anew: another event, no news.
    const again = story.map((event) => ({ ...event, id: `again-${event.id}`.slice(0, 60) }))
    await bench.handle(again)
    expect(await bench.told()).toEqual(before)
  })

  it('ends with the same topics and the same telling after kills between batches', async () => {
    const whole = await openBench()
    for (const input of inputs) await whole.handle([input])
    for (const input of inputs) {
      await bench.handle([input], true)
      await bench.kill()
      await bench.handle([input])
    }
    expect(await bench.partition(articles)).toEqual(await whole.partition(articles))
    expect(await bench.told()).toEqual(await whole.told())
    await whole.close()
  })

  it('groups alike in batches of every size', async () => {
    const alone = await openBench()
    for (const input of inputs) await alone.handle([input])
    await bench.handle(inputs)
    expect(await bench.partition(articles)).toEqual(await alone.partition(articles))
    const [levels, batched] = [newest(await alone.told()), newest(await bench.told())].map((topics) =>
      topics.map(({ topic, level, points, items }) => ({ topic, level, points, items })),
    )
    expect(batched).toEqual(levels)
    await alone.close()
  })

  it('takes a newer revision in place and ignores an older one', async () => {
    await bench.handle(inputs)
    const corrected = sighted('w0', '城北物流园项目欠木工七个月工钱（更正）', { revision: 3, minute: 0 })
    const older = sighted('w0', '城北物流园项目欠木工七个月工钱（旧）', { revision: 2, minute: 0 })
    await bench.handle([corrected])
    const count = (await bench.told()).length
    await bench.handle([older])
    expect((await bench.told()).length).toBe(count)
    expect(await bench.partition(articles)).toEqual([['stray'], titles.map((_, n) => `w${n}`)])
    const rows = await bench.store.records.topicItems.ofTopic(hashId('topic', 'w0'), { canonical: true, limit: 50 })
    const row = rows.find(({ article }) => article === 'w0')
    expect(row).toMatchObject({ revision: 3, seen: at(0), body: { title: corrected.body.title } })
  })

  it('lets a level fall in silence, at the due time of its timers, and comes to rest', async () => {
    await bench.handle(inputs)
    const raised = newest(await bench.told()).find(({ items }) => items === 9)
    expect(raised?.level).toBe('orange')
    await bench.kill()
    const fired = await bench.fireUntil(14 * 24 * 60)
    expect(fired).toBeGreaterThan(0)
    const events = await bench.told()
    const fallen = newest(events).find(({ items }) => items === 9)
    expect(fallen).toMatchObject({ level: 'blue' })
    expect(fallen?.heat).toBeLessThan(5)
    expect(await bench.store.records.timers.next('topic-detector')).toBeNull()
    const ranks = events.filter(({ body }) => body.items === 9).map(({ body }) => levelRank(body.level))
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a))
  })

  it('raises nothing from back-fill and from what was old when first seen', async () => {
    await bench.handle(story.map((event) => ({ ...event, live: false })))
    await bench.handle([sighted('old', '城北物流园欠薪旧帖', { minute: 100, published: at(-4 * 24 * 60) })])
    for (const { body } of await bench.told()) expect(body).toMatchObject({ level: 'blue', liveItems: 0, points: 0 })
    expect((await bench.told())[0]?.live).toBe(false)
  })

  it('tells the height that a topic had within one long batch', async () => {
    const late = sighted('late', '城北物流园欠薪还有人记得吗', { minute: 26 * 60, published: at(26 * 60) })
    const later = sighted('later', '城北物流园木工的工资发了没有', { minute: 27 * 60, published: at(27 * 60) })
    await bench.handle([...story, late, later])
    const told = (await bench.told()).map(({ body }) => body.level)
    expect(told).toContain('orange')
    expect(told.at(-1)).not.toBe('orange')
    // Silence lowered it before the late ones came, as timers would have.
    expect(told.indexOf('orange')).toBeLessThan(told.lastIndexOf('yellow'))
  })
})

describe('an answer that comes before its question', () => {
  const question = sighted('question', '桥栏杆断了一截用竹竿绑着，几百个学生骑车挤过去', { minute: 3 })
  const portal = { id: 'forum', name: '论坛', tier: 'forum', official: true } as const
  const answer = sighted('answer', '', {
    minute: 3,
    body: '您反映的问题已转有关部门处理。',
    replyTo: 'question',
    source: portal,
  })

  it('waits and goes where its question is', async () => {
    await bench.handle([answer])
    expect(await bench.told()).toEqual([])
    await bench.kill()
    await bench.handle([question])
    expect(await bench.partition(['question', 'answer'])).toEqual([['answer', 'question']])
    expect(newest(await bench.told())).toMatchObject([{ items: 2, officialItems: 1 }])
    await bench.handle([answer])
    expect(await bench.fireUntil(4)).toBe(0)
    expect(newest(await bench.told())).toMatchObject([{ items: 2 }])
  })

  it('goes its own way when nobody asks, soon when live, later when back-fill', async () => {
    await bench.handle([answer])
    expect(await bench.fireUntil(5)).toBe(0)
    expect(await bench.fireUntil(6)).toBe(1)
    expect(await bench.told()).toMatchObject([{ at: at(3), live: true, body: { items: 1 } }])
    const old = sighted('old', '栏杆还没有修', { minute: 3, live: false, replyTo: 'nobody' })
    await bench.handle([old])
    await bench.fireUntil(60)
    expect(await bench.partition(['old'])).toEqual([])
    await bench.fireUntil(123)
    expect(await bench.partition(['old'])).toEqual([['old']])
    expect((await bench.told()).at(-1)).toMatchObject({ live: false, body: { liveItems: 0 } })
  })

  it('is taken at once when its question is known', async () => {
    await bench.handle([question, answer])
    expect(await bench.partition(['question', 'answer'])).toEqual([['answer', 'question']])
  })
})
