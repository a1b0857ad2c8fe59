import { describe, expect, it } from 'vitest'
import { replay } from '../src/commands/batch/replay.js'
import { topics } from '../src/commands/batch/topics.js'
import { runBatchCommand } from './batch.js'

const at = (minute: number): string => new Date(Date.parse('2026-11-16T00:00:00Z') + minute * 60_000).toISOString()

const wages = '我们二十多个工人在城北工地干了半年，包工头一直拖欠工资，项目部说没有钱，劳动监察让我们等通知。'
const smoke = '楼下烧烤店的油烟每天晚上直接往楼上排，睡觉不敢开窗，向城管投诉过几次都没有人来处理。'

/** Workers of one site who complain, one after the other, each in words of his own. */
const complaints = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    id: `w${n}`,
    title: `城北工地拖欠工资，${'甲乙丙丁戊己庚辛壬癸'[n % 10]}班工人讨薪`,
    body: `${wages}我是${n}组的，${['孩子要交学费', '老人在住院', '房租欠了三个月', '家里等钱过年', '饭都吃不上了', '借钱买的车票'][n % 6]}，已经${n + 3}次上门了。`,
    published: at(4 * n),
    platform: ['weibo', 'tieba', 'forum'][n % 3],
  }))

describe('topics', () => {
  it('answers every line in order after the last one, and names what an item repeats', async () => {
    const { code, answers } = await runBatchCommand(topics, [
      { id: 1, title: '城北工地拖欠工资', body: wages, published: at(0) },
      { id: 'b', title: '楼下油烟扰民', body: smoke, published: at(1) },
      { id: 3, title: '转发：城北工地', body: wages, published: at(2) },
    ])
    expect(code).toBe(0)
    expect(answers).toEqual([
      { id: 1, topic: expect.any(String) },
      { id: 'b', topic: expect.any(String) },
      { id: 3, topic: answers[0]?.['topic'], duplicateOf: 1 },
    ])
    expect(answers[1]?.['topic']).not.toBe(answers[0]?.['topic'])
  })

  it('answers a bad line in its place and goes on', async () => {
    const { code, answers } = await runBatchCommand(topics, [
      { id: 1, title: '停水三天', published: at(0) },
      'no json',
      { id: 2, title: 5, published: at(1) },
      { id: 3, title: '停电', published: 'yesterday or so' },
      { id: 4, title: '', body: ' ', published: at(1) },
      { id: 5, title: '停电', published: at(1), up: -1 },
      { id: 6, title: '停电', published: at(1), seen: '13月45日' },
      { id: 7, title: '路灯不亮', published: at(2) },
    ])
    expect(code).toBe(1)
    expect(answers.map(({ id }) => id)).toEqual([1, null, 2, 3, 4, 5, 6, 7])
    expect(answers.map(({ error }) => (error as { code: string } | undefined)?.code ?? 'ok')).toEqual([
      'ok',
      ...Array.from({ length: 6 }, () => 'bad_request'),
      'ok',
    ])
    const messages = answers.map(({ error }) => (error as { message: string } | undefined)?.message ?? '')
    expect(messages[3]).toContain('published')
    expect(messages[6]).toContain('seen')
  })

  it('takes an item without time, without body, or from before, where it stands in the stream', async () => {
    const { code, answers } = await runBatchCommand(topics, [
      { id: 1, title: '城北工地拖欠工资', body: wages, published: '2026-11-16 08:00:00' },
      { id: 2, title: '城北工地工人讨薪 项目部拖欠工资半年' },
      { id: 3, title: '城北工地拖欠工资，劳动监察让等通知', body: wages.slice(4, 40), published: at(-600) },
    ])
    expect(code).toBe(0)
    expect(answers).toHaveLength(3)
    expect(new Set(answers.map(({ topic }) => topic)).size).toBe(1)
  })

  it('takes an id that comes again as a later revision of its item', async () => {
    const { answers } = await runBatchCommand(topics, [
      { id: 'a', title: '楼下油烟扰民', body: smoke, published: at(0) },
      { id: 'a', title: '楼下油烟扰民（更正）', body: smoke, published: at(0) },
    ])
    expect(answers[1]).toEqual(answers[0])
    expect(answers[0]).not.toHaveProperty('duplicateOf')
  })

  it('masks what is personal before anything else, and cuts a title of 10,000 characters', async () => {
    const long = '城北工地拖欠工资，'.repeat(1_200)
    const { code, answers } = await runBatchCommand(topics, [
      { id: 1, title: long, published: at(0) },
      { id: 2, title: long, published: at(1) },
      { id: 3, title: '\ud83d', published: at(2) },
    ])
    expect(code).toBe(0)
    expect(answers[1]).toEqual({ id: 2, topic: answers[0]?.['topic'], duplicateOf: 1 })
  })

  it('gives the same answer to the same stream', async () => {
    const lines = [...complaints(12), { id: 'x', title: '楼下油烟扰民', body: smoke, published: at(60) }]
    const [once, twice] = [await runBatchCommand(topics, lines), await runBatchCommand(topics, lines)]
    expect(twice).toEqual(once)
  })
})

describe('replay', () => {
  it('alerts once while a story grows, on the stream’s own clock, with its items and reasons', async () => {
    const { code, answers } = await runBatchCommand(replay, complaints(20))
    expect(code).toBe(0)
    expect(answers.filter(({ kind }) => kind === 'alert')).toHaveLength(1)
    const [first] = answers as [Record<string, unknown>]
    expect(first).toMatchObject({ kind: 'alert', level: expect.stringMatching(/yellow|orange|red/) })
    expect(first['items']).toContain('w0')
    expect(first['reasons']).not.toHaveLength(0)
    const times = answers.map((answer) => String(answer['at']))
    expect(times).toEqual(times.toSorted())
    expect(times.every((time) => time >= at(0) && time <= at(20 * 4 + 24 * 60))).toBe(true)
  })

  it('says that a level has fallen when silence goes on, before it tells of what comes after', async () => {
    const later = { id: 'z', title: '楼下油烟扰民', body: smoke, published: at(3 * 24 * 60) }
    const { answers } = await runBatchCommand(replay, [...complaints(20), later])
    const last = answers.at(-1)
    expect(last).toMatchObject({ kind: 'change', level: 'blue' })
    expect(String(last?.['at']) < at(3 * 24 * 60)).toBe(true)
  })

  it('says of a bad line what is wrong, and goes on', async () => {
    const { code, answers } = await runBatchCommand(replay, ['{', ...complaints(20), { id: 9, published: at(99) }])
    expect(code).toBe(1)
    expect(answers[0]).toMatchObject({ id: null, error: { code: 'bad_request' } })
    expect(answers.at(-1)).toMatchObject({ id: 9, error: { code: 'bad_request' } })
    expect(answers.some(({ kind }) => kind === 'alert')).toBe(true)
  })

  it('does not let its clock run backwards, and what is old when it is seen raises nothing', async () => {
    const old = complaints(20).map((line, n) => ({ ...line, id: `old${n}`, seen: at(10 * 24 * 60 + n) }))
    const { code, answers } = await runBatchCommand(replay, [
      { id: 'now', title: '楼下油烟扰民', body: smoke, published: at(10 * 24 * 60) },
      ...old,
      ...complaints(20),
    ])
    expect(code).toBe(0)
    expect(answers).toEqual([])
  })

  it('keeps to the office’s own places when asked', async () => {
    const elsewhere = complaints(20).map((line) => ({ ...line, title: `广东东莞${line.title}` }))
    const { answers } = await runBatchCommand(replay, elsewhere, ['--scope', 'home'])
    expect(answers).toEqual([])
    expect((await runBatchCommand(replay, complaints(20), ['--scope', 'home'])).answers).not.toHaveLength(0)
    await expect(runBatchCommand(replay, [], ['--scope', 'there'])).rejects.toMatchObject({ code: 'usage' })
  })

  it('comes through hundreds of items of one minute', async () => {
    const lines = Array.from({ length: 500 }, (_, n) => ({
      id: n,
      title: `反映${'东西南北'[n % 4]}门小区${n}号楼物业拖欠工资的问题`,
      published: at(0),
    }))
    const { code, answers } = await runBatchCommand(replay, lines)
    expect(code).toBe(0)
    expect(answers.filter(({ kind }) => kind === 'alert').length).toBeLessThanOrEqual(4)
  }, 60_000)
})
