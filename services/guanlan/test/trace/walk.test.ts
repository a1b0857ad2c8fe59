import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printTrace } from '../../src/trace/print-trace.js'
import { traceItem, type ItemTrace } from '../../src/trace/trace-item.js'
import { openHook, openWholeRiver, until } from './river.js'

let river: Awaited<ReturnType<typeof openWholeRiver>>
let receiver: { url: string; close(): Promise<void> }
/** Article ids: of a story that becomes a ticket, and one about nothing. */
let story: string[]
let idle: string
let traced: ItemTrace

const SECRET_WORD = '蓝莓蛋糕'
const minutesAgo = (n: number) => new Date(Date.now() - n * 60_000).toISOString()

beforeAll(async () => {
  receiver = await openHook()
  river = await openWholeRiver({
    id: 'hook',
    kind: 'webhook',
    url: receiver.url,
    levels: ['red', 'orange', 'yellow'],
    enabled: true,
  })
  const items = Array.from({ length: 6 }, (_, i) => ({
    id: `s${i}`,
    source: 'hotline',
    author: `市民${i}`,
    published: minutesAgo(20 - i),
    title: `实验小学食堂午餐后多名学生呕吐腹泻疑似食物中毒 ${i}`,
    body: `今天中午实验小学学生在学校食堂吃了午餐，下午多名学生呕吐、腹泻被送往医院，疑似食物中毒。第 ${i} 位家长反映。`,
  }))
  story = await river.push(items)
  const plain = { id: 'p', source: 'hotline', title: SECRET_WORD, body: `今天做了${SECRET_WORD}，很好吃。` }
  idle = (await river.push([plain]))[0] ?? ''
  await until(
    'a call',
    async () => (await river.recordStore.records.calls.list({ state: 'sent', limit: 1 })).length > 0,
    20_000,
  )
  await until('the idle item', async () => (await river.searchStore.get([idle])).length > 0)
  // The one whose topic event raised the alert.
  const raised = river.lines.find(({ msg }) => msg === 'alert raised')
  traced = await traceItem(river, String(raised?.['trace']))
}, 60_000)
afterAll(async () => {
  await river.close()
  await receiver.close()
})

describe('the log of a river at work', () => {
  it('names one trace, with the event of each hop, from collecting to the ticket', () => {
    const { article } = traced
    expect(story).toContain(article)
    const mine = river.lines.filter(({ trace }) => trace === article)
    expect(mine.every(({ event }) => typeof event === 'string')).toBe(true)
    const seen = mine.map(({ msg, station }) => (station === undefined ? msg : `${String(station)}: ${String(msg)}`))
    expect(seen).toEqual(
      expect.arrayContaining([
        'article collected',
        'classifier: handled',
        'indexer: handled',
        'topic-detector: handled',
        'topic-detector: written',
        'alert-router: handled',
        'alert-router: alert raised',
        'alert-router: ticket opened',
      ]),
    )
  })

  it('says the event of a hop’s output on the line of the next hop’s input', () => {
    const { article } = traced
    const mine = river.lines.filter(({ trace }) => trace === article)
    const of = (station: string, msg: string) =>
      mine.filter((line) => line['station'] === station && line['msg'] === msg)
    const collected = mine.find(({ msg }) => msg === 'article collected')
    const classifier = of('classifier', 'handled')[0]
    expect(classifier?.['event']).toBe(collected?.['event'])
    const wrote = classifier?.['wrote'] as string[]
    expect(wrote).toContain(of('indexer', 'handled')[0]?.['event'])
    expect(wrote).toContain(of('topic-detector', 'handled')[0]?.['event'])
    const told = of('topic-detector', 'written').map(({ event }) => event)
    expect(told).toContain(of('alert-router', 'alert raised')[0]?.['event'])
  })

  it('has one info line for the alert, the ticket and the call, and no citizen’s word anywhere', () => {
    const info = river.lines.filter(({ level }) => level === 'info').map(({ msg }) => msg)
    for (const once of ['alert raised', 'ticket opened']) expect(info.filter((msg) => msg === once)).toHaveLength(1)
    expect(info).toContain('call delivered')
    const all = JSON.stringify(river.lines)
    for (const word of [SECRET_WORD, '呕吐', '实验小学', '市民']) expect(all).not.toContain(word)
  })

  it('has counted what it did', async () => {
    const text = await river.metricsText()
    expect(text).toMatch(/^guanlan_articles_total\{tier="hotline",news="first"\} 7$/m)
    expect(text).toMatch(/^guanlan_inputs_total\{station="classifier",outcome="ok"\} 7$/m)
    expect(text).toMatch(/^guanlan_seen_to_alert_seconds_count\{level="\w+"\} 1$/m)
    expect(text).toMatch(/^guanlan_published_to_seen_seconds_count\{tier="hotline"\} 6$/m)
    expect(text).toMatch(/^guanlan_alerts_open 1$/m)
    expect(text).toMatch(/^guanlan_store_up\{store="search-store"\} 1$/m)
  })
})

describe('guanlan trace', () => {
  it('tells every hop of an item that became a ticket, with events in the log and growing times', () => {
    expect(traced.hops.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(['collected', 'classified', 'indexed', 'sighted', 'topic', 'alert', 'ticket', 'call']),
    )
    expect(traced.hops.every(({ state }) => state === 'done')).toBe(true)
    const chain = traced.hops.filter(({ stage }) => ['collected', 'classified', 'topic', 'alert'].includes(stage))
    expect(chain.every(({ event, place, published }) => event && place && published)).toBe(true)
    const times = chain.map(({ published }) => String(published))
    expect(times).toEqual([...times].sort())
    expect(chain.slice(1).every(({ afterMs }) => afterMs !== undefined && afterMs >= 0)).toBe(true)
  })

  it('prints a line for each, without the item’s words', () => {
    const text = printTrace(traced)
    for (const word of ['收集', '研判', '入库检索', '归入话题', '预警', '工单', '通知', 'hook alert.raised 已送达'])
      expect(text).toContain(word)
    expect(text).not.toContain('呕吐')
  })

  it('says of an item about nothing that it rightly stops', async () => {
    const { hops } = await traceItem(river, idle)
    expect(hops.map(({ stage, state }) => `${stage} ${state}`)).toEqual([
      'collected done',
      'classified done',
      'indexed done',
      'sighted ended',
    ])
  })

  it('finds the topic, alert and ticket of every other item of the story too', async () => {
    for (const article of story) {
      const { hops } = await traceItem(river, article)
      expect(hops.find(({ stage }) => stage === 'topic')?.state).toBe('done')
      expect(hops.find(({ stage }) => stage === 'ticket')?.facts?.['ticket']).toBe(
        traced.hops.find(({ stage }) => stage === 'ticket')?.facts?.['ticket'],
      )
    }
  })
})
