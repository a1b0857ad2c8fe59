import { topicSchema, type DomainEvent, type Topic, type TopicAsk } from '@guanlan/contracts'
import { hashId } from '@guanlan/kernel'
import { topicDesk } from '@guanlan/runtime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { at, newest, openBench, sighted, type Bench } from './support.js'

const topicId = (article: string): string => hashId('topic', article)

// Two matters to whoever has read the first two posts; the report shows that they are one.
const wages = sighted('wages', '城北物流园欠木工七个月工钱', {
  body: '我们二十三个木工在城北物流园干了七个月，一分工钱没拿到。',
})
const firm = sighted('firm', '宏达劳务公司搬空，老板失联', {
  minute: 1,
  body: '宏达劳务公司办公室昨天搬空了，老板电话关机，欠薪找谁。',
})
const report = sighted('report', '城北物流园木工讨薪，宏达劳务公司人去楼空', {
  minute: 2,
  body: '城北物流园二十三个木工七个月工钱没拿到，包工的宏达劳务公司办公室搬空，老板电话关机。',
})
/** Anything, seen later: time goes on. */
const passing = (minute: number) => sighted(`passing-${minute}`, `第${minute}路公交改道绕行`, { minute })
const all = ['wages', 'firm', 'report']

let bench: Bench
beforeEach(async () => {
  bench = await openBench()
})
afterEach(() => bench.close())

const stored = async (topic: string): Promise<Topic | null> => bench.store.records.topics.get(topic)
const redirectsOf = (events: readonly DomainEvent<'topic.changed'>[]) =>
  events.flatMap(({ body: { topic, redirect } }) => (redirect === undefined ? [] : [[topic, redirect]]))

describe('the second look of the running detector', () => {
  it('is taken by the first input after its time, and leaves a redirect that is told', async () => {
    await bench.handle([wages, firm, report])
    expect(await bench.partition(all)).toHaveLength(2)
    await bench.handle([passing(9)])
    expect(await bench.partition(all)).toHaveLength(2)
    await bench.handle([passing(11)])
    expect(await bench.partition(all)).toEqual([all.toSorted()])
    const events = await bench.told()
    const [[from = '', into = ''] = []] = redirectsOf(events)
    expect(new Set([from, into])).toEqual(new Set([topicId('wages'), topicId('firm')]))
    expect(events.find(({ body }) => body.redirect !== undefined)).toMatchObject({ at: at(10), live: true, key: from })
    expect(await stored(into)).toMatchObject({ items: 3, absorbed: [from] })
    for (const { body } of events) expect(topicSchema.parse(body)).toEqual(body)
    const shown = await bench.store.records.topics.list({ limit: 10, order: 'newest' })
    expect(shown.items.map(({ topic }) => topic)).not.toContain(from)
  })

  it('is taken in silence, with the same words', async () => {
    await bench.handle([wages, firm, report])
    await bench.fireUntil(11)
    expect(await bench.partition(all)).toHaveLength(2)
    await bench.fireUntil(12)
    expect(await bench.partition(all)).toHaveLength(1)
    const other = await openBench()
    await other.handle([wages, firm, report])
    await other.handle([passing(11)])
    const words = async (each: Bench) =>
      (await each.told()).filter(({ body }) => !body.members.includes('passing-11')).map(({ id, body }) => [id, body])
    expect(await words(bench)).toEqual(await words(other))
    await other.close()
  })

  it('comes out the same in batches of every size, over kills and over failed transactions', async () => {
    const inputs = [wages, firm, report, passing(11), passing(12), passing(25)]
    for (const input of inputs) await bench.handle([input])
    const expected = { partition: await bench.partition(all), redirects: redirectsOf(await bench.told()) }
    expect(expected.redirects).toHaveLength(1)
    const once = await openBench()
    await once.handle(inputs)
    const killed = await openBench()
    for (const input of inputs) {
      await killed.handle([input], true)
      await killed.kill()
      await killed.handle([input])
    }
    expect(await killed.told()).toEqual(await bench.told())
    for (const each of [once, killed]) {
      expect(await each.partition(all)).toEqual(expected.partition)
      await each.close()
    }
  })

  it('comes after so many items, whatever the time', async () => {
    const hasty = await openBench({ lookAfter: 3 })
    await hasty.handle([wages, firm, report])
    expect(await hasty.partition(all)).toHaveLength(2)
    await hasty.handle([passing(3)])
    expect(await hasty.partition(all)).toHaveLength(1)
    await hasty.close()
  })

  it('moves the copies of what it moves', async () => {
    const copy = { ...firm, id: 'copy-event', body: { ...firm.body, article: 'copy', seen: at(3) } }
    await bench.handle([wages, firm, copy, report])
    await bench.handle([passing(11)])
    await bench.kill()
    expect(await bench.partition([...all, 'copy'])).toEqual([[...all, 'copy'].toSorted()])
  })
})

describe('what a person asks of topics', () => {
  const by = { kind: 'person', role: 'analyst', name: '沈月' } as const
  /** As the api leaves it. */
  const ask = async (kind: 'merge' | 'split', topic: string, more: { into?: string; items?: string[] }, minute = 3) => {
    const result = await bench.store.transaction((records) => {
      const version = 1_000
      const command = { records, actor: by, now: at(minute) }
      const unversioned = {
        ...command,
        records: { ...records, topics: { ...records.topics, get: lastVersion(version) } },
      }
      return kind === 'merge'
        ? topicDesk.merge(unversioned, topic, { version, into: more.into ?? '', reason: '是一件事' })
        : topicDesk.split(unversioned, topic, { version, items: more.items ?? [], reason: '不是一件事' })
    })
    if (!result.ok) throw result.error
    return result.value as TopicAsk
  }
  const lastVersion = (version: number) => async (id: string) => {
    const topic = await stored(id)
    return topic && { ...topic, version }
  }
  const waiting = (topic: string) => topicDesk.waiting(bench.store.records, topic)

  it('is done once, told with who and why, and kept by every later look', async () => {
    await bench.handle([wages, firm])
    await bench.handle([passing(3)])
    const [from, into] = [topicId('wages'), topicId('passing-3')]
    await ask('merge', from, { into })
    await bench.kill()
    await bench.fireUntil(3)
    const act = { kind: 'merge', at: at(3), by, reason: '是一件事', from, into, items: ['wages'] }
    expect(await stored(from)).toMatchObject({ redirect: into, acts: [act] })
    expect(await stored(into)).toMatchObject({ items: 2, acts: [act], absorbed: [from] })
    expect(await waiting(from)).toBeNull()
    for (const event of newest(await bench.told())) expect(topicSchema.parse(event)).toEqual(event)
    // The report is like both that the person left apart; the look must not tear out what he put in.
    await bench.kill()
    await bench.handle([report, passing(21), passing(35)])
    await bench.fireUntil(60)
    const [, ...rest] = await bench.partition(['wages', 'passing-3'])
    expect(rest).toEqual([])
  })

  it('takes articles out of a topic for good, with an alert of their own where they are worth one', async () => {
    await bench.handle([wages, firm, report])
    await bench.handle([passing(11)])
    const [together] = redirectsOf(await bench.told()).map(([, to]) => to)
    const asked = await ask('split', together ?? '', { items: ['firm'] }, 12)
    await bench.fireUntil(12)
    const born = hashId('topic', asked.id)
    const act = { kind: 'split', from: together, into: born, items: ['firm'], by, reason: '不是一件事' }
    expect(await stored(born)).toMatchObject({ version: 1, items: 1, members: ['firm'], acts: [act] })
    expect(await stored(together ?? '')).toMatchObject({ items: 2, acts: [act] })
    await bench.kill()
    const again = sighted('again', '城北物流园木工讨薪，宏达劳务公司人去楼空，还没有说法', {
      minute: 13,
      body: report.body.body,
    })
    await bench.handle([again, passing(30), passing(45)])
    const groups = await bench.partition(all)
    expect(groups).toContainEqual(['firm'])
    expect(groups).toContainEqual(['report', 'wages'])
  })

  it('lets the level go on in the topic that takes another in', async () => {
    const titles = [
      '城北物流园木工讨薪无门',
      '反映城北物流园拖欠农民工工资',
      '替我爸问一句，城北物流园的工资什么时候发',
    ]
    const crowd = ['木工', '瓦工', '钢筋工'].flatMap((trade, at) =>
      titles.map((title, n) =>
        sighted(`${trade}${n}`, `${title}（${trade}班组）`, {
          minute: 2 + n,
          source: { id: `s${at}`, name: `s${at}`, tier: 'forum', official: false },
        }),
      ),
    )
    await bench.handle([wages, ...crowd])
    await bench.handle([passing(5)])
    const from = newest(await bench.told()).find(({ level }) => level !== 'blue')
    expect(from).toMatchObject({ level: 'yellow' })
    const into = topicId('passing-5')
    await ask('merge', from?.topic ?? '', { into }, 6)
    await bench.fireUntil(6)
    expect(await stored(into)).toMatchObject({ level: 'yellow', items: (from?.items ?? 0) + 1 })
    await bench.kill()
    await bench.fireUntil(14 * 24 * 60)
    expect(await stored(into)).toMatchObject({ level: 'blue' })
    expect(await bench.store.records.timers.next('topic-detector')).toBeNull()
  })

  it('finds topics that the machine merged in between, and changes nothing when there is nothing left to do', async () => {
    await bench.handle([wages, firm, report])
    await ask('merge', topicId('firm'), { into: topicId('wages') }, 11)
    await bench.handle([passing(11)])
    const before = await bench.partition(all)
    expect(before).toHaveLength(1)
    await bench.fireUntil(11)
    expect(await bench.partition(all)).toEqual(before)
    const [into] = redirectsOf(await bench.told()).map(([, to]) => to)
    expect((await stored(into ?? ''))?.acts).toHaveLength(1)
    await bench.handle([passing(40)])
    await bench.fireUntil(90)
    expect(await bench.partition(all)).toEqual(before)
  })
})
