import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  allTopics,
  deadLetterTopicOf,
  encode,
  makeEvent,
  topicOf,
  type Article,
  type DomainEvent,
  type EventName,
} from '@guanlan/contracts'
import { openEmbeddedEventLog, type EventLog } from '@guanlan/event-log'
import { silentLogger } from '@guanlan/kernel'
import { openEmbeddedRecordStore, type RecordStore } from '@guanlan/record-store'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { main } from '../../src/cli.js'
import { delay } from '../../src/trace/print-trace.js'
import { scanLog } from '../../src/trace/scan-log.js'
import { traceItem } from '../../src/trace/trace-item.js'

const AT = '2026-11-16T00:00:00.000Z'
const article = (id: string, revision = 1): Article => ({
  article: id,
  revision,
  jurisdiction: '330681',
  source: { id: 'paper', name: '晚报', tier: 'media', official: false },
  url: '',
  title: '题',
  body: '',
  seen: AT,
  contentHash: `h${revision}`,
})
const collected = (id: string, revision = 1) =>
  makeEvent({
    type: 'article.collected',
    station: 'crawler',
    key: id,
    at: AT,
    cause: null,
    ordinal: `${revision}`,
    trace: id,
    live: true,
    body: article(id, revision),
  })
const matter = { code: 'unpaid', name: '拖欠工资', domain: null, score: 0.9, evidence: [] }
const answerTo = (input: DomainEvent, type: 'article.classified' | 'matter.sighted', matters: (typeof matter)[]) =>
  makeEvent({
    type,
    station: 'classifier',
    key: type === 'matter.sighted' ? '330681' : input.trace,
    at: AT,
    cause: input.id,
    ordinal: type,
    trace: input.trace,
    live: true,
    body: {
      ...(input.body as Article),
      labels: { matters, domains: [], places: [], candidates: [], sentiment: 0, urgency: 1, signals: [] },
    },
  })

let folder: string
let eventLog: EventLog
let recordStore: RecordStore
const publish = (name: EventName, ...all: DomainEvent[]) =>
  eventLog.publish(
    topicOf(name),
    all.map((event) => ({ key: event.key, value: encode(event) })),
  )
const stores = () => ({ eventLog, recordStore, searchStore: null })
const lineOf = async (id: string) => (await traceItem(stores(), id)).hops.map(({ stage, state }) => `${stage} ${state}`)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-trace-'))
  eventLog = openEmbeddedEventLog({ file: join(folder, 'log.db'), logger: silentLogger })
  await eventLog.ensureTopics(allTopics())
  recordStore = await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger: silentLogger })
})
afterEach(async () => {
  await eventLog.close()
  await recordStore.close()
  await rm(folder, { recursive: true, force: true })
})

describe('the trace of an item', () => {
  it('says which station has not handled it yet', async () => {
    await publish('article.collected', collected('a1'))
    const { hops } = await traceItem(stores(), 'a1')
    expect(hops.map(({ stage, state }) => `${stage} ${state}`)).toEqual(['collected done', 'classified waiting'])
    expect(hops[1]?.note).toContain('classifier')
  })

  it('names the dead letter that stopped it, and what to do', async () => {
    const input = collected('a1')
    await publish('article.collected', collected('other'), input)
    const letter = {
      id: 'classifier:article.collected.v1:0:3',
      topic: 'article.collected.v1',
      group: 'classifier',
      partition: 0,
      offset: 3,
      key: 'a1',
      value: encode(input),
      code: 'handler_failed',
      message: 'cannot',
      attempts: 3,
      at: AT,
    }
    await eventLog.publish(deadLetterTopicOf('article.collected.v1'), [
      { key: letter.id, value: JSON.stringify(letter) },
    ])
    const { hops } = await traceItem(stores(), 'a1')
    expect(hops.at(-1)).toMatchObject({
      stage: 'classified',
      state: 'dead',
      facts: { letter: letter.id, code: 'handler_failed' },
    })
    expect(hops.at(-1)?.note).toContain(`guanlan dlq show '${letter.id}'`)
    expect(await lineOf('other')).toEqual(['collected done', 'classified waiting'])
  })

  it('follows every revision by what caused what, also when events were published twice', async () => {
    const [first, second] = [collected('a1'), collected('a1', 2)]
    await publish('article.collected', first, first, second)
    await publish('article.classified', answerTo(first, 'article.classified', []))
    await publish('article.classified', answerTo(second, 'article.classified', [matter]))
    await publish('matter.sighted', answerTo(second, 'matter.sighted', [matter]))
    expect(await lineOf('a1')).toEqual([
      'collected done',
      'classified done',
      'indexed waiting',
      'sighted ended',
      'collected done',
      'classified done',
      'indexed waiting',
      'sighted done',
      'topic waiting',
    ])
  })

  it('says that an item was told before the log’s oldest event when only its memory is left', async () => {
    await recordStore.transaction((records) =>
      records.seen.put([{ article: 'old', source: 'paper', revision: 1, contentHash: 'h', seen: AT, mark: null }]),
    )
    const traced = await traceItem(stores(), 'old')
    expect(traced).toMatchObject({ source: 'paper', hops: [{ stage: 'collected', state: 'gone' }] })
  })

  it('knows nothing of an id that nobody has heard of', async () => {
    await publish('article.collected', collected('a1'))
    await expect(traceItem(stores(), 'a2')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('looking through the log', () => {
  it('begins near the time given, however long the log before it is', async () => {
    const now = vi.spyOn(Date, 'now')
    const start = 1_800_000_000_000
    for (let hour = 0; hour < 8; hour += 1) {
      now.mockReturnValue(start + hour * 3_600_000)
      await eventLog.publish(
        topicOf('matter.sighted'),
        Array.from({ length: 700 }, () => ({ key: '330681', value: '{}' })),
      )
    }
    now.mockReturnValue(start + 7 * 3_600_000)
    await publish('matter.sighted', answerTo(collected('late'), 'matter.sighted', [matter]))
    now.mockRestore()
    let read = 0
    const counting: EventLog = {
      ...eventLog,
      async read(topic, options) {
        const page = await eventLog.read(topic, options)
        read += page.length
        return page
      },
    }
    const { found, complete } = await scanLog(counting, 'matter.sighted', {
      key: '330681',
      fromMs: start + 7 * 3_600_000,
      enough: (all) => all.length === 1,
    })
    expect(found[0]?.event.trace).toBe('late')
    expect(complete).toBe(true)
    expect(read).toBeLessThan(2_000)
  })
})

describe('guanlan trace', () => {
  const run = async (...args: string[]) => {
    const out: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line))
    const error = vi.spyOn(console, 'error').mockImplementation((line: string) => void out.push(line))
    const code = await main(['trace', ...args])
    log.mockRestore()
    error.mockRestore()
    return { code, text: out.join('\n') }
  }

  it('reads a data folder that a process holds open, for people or as JSON', async () => {
    await publish('article.collected', collected('a1'))
    const told = await run('a1', '--data', folder)
    expect(told.code).toBe(0)
    expect(told.text).toMatch(/^条目 a1 {4}来源 paper/)
    const json = JSON.parse((await run('a1', '--json', '--data', folder)).text) as { article: string; hops: unknown[] }
    expect(json).toMatchObject({ article: 'a1', source: 'paper' })
    expect(json.hops).toHaveLength(2)
  })

  it('answers an unknown id, a missing folder or no id with a sentence and exit code 2', async () => {
    const unknown = await run('nobody', '--data', folder)
    expect(unknown).toMatchObject({ code: 2, text: expect.stringContaining('没有听说过条目 nobody') })
    const nowhere = await run('a1', '--data', join(folder, 'nowhere'))
    expect(nowhere).toMatchObject({ code: 2, text: expect.stringContaining('没有数据') })
    expect(await run()).toMatchObject({ code: 2, text: expect.stringContaining('用法：guanlan trace') })
    expect(await run('--help')).toMatchObject({ code: 0 })
  })
})

describe('a delay', () => {
  it('is told in the unit that a person reads', () => {
    expect([12, 3_400, 125_000, -3_400].map(delay)).toEqual(['+12 ms', '+3.4 s', '+2 分 05 秒', '早 3.4 s'])
  })
})
