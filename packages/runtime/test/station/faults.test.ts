import {
  deadLetterTopicOf,
  encode,
  retryTopicOf,
  topicOf,
  type Article,
  type ClassifiedArticle,
  type DomainEvent,
} from '@guanlan/contracts'
import { AppError, silentLogger, type ErrorCode } from '@guanlan/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createDeadLetterDesk,
  defineStatefulStation,
  defineStation,
  done,
  emit,
  runStateful,
  runStateless,
  startOutboxRelay,
  type RunningService,
} from '../../src/index.js'
import { articleOf, collected, openRiver, publish, until } from '../river.js'

let river: Awaited<ReturnType<typeof openRiver>>
let running: RunningService[]
beforeEach(async () => {
  river = await openRiver()
  running = []
})
afterEach(async () => {
  for (const service of running) await service.stop(2_000)
  await river.close()
})

const labels = { matters: [], domains: [], places: [], candidates: [], sentiment: 0, urgency: 0, signals: [] }
const sighting = (id: string, title?: string): DomainEvent =>
  ({
    ...collected(id, title),
    type: 'matter.sighted',
    key: '330681',
    body: { ...articleOf(id, title), labels },
  }) as DomainEvent
const letters = (event: 'article.collected' | 'matter.sighted' | 'topic.changed') =>
  river.eventLog.read(deadLetterTopicOf(topicOf(event)), { limit: 100 })

/** A detector that does `work` for every input; handled titles are kept as rows. */
const detector = (work: (title: string) => void) =>
  defineStatefulStation<'topic-detector', null>({
    name: 'topic-detector',
    open: async () => ({
      async handle(inputs, turn) {
        for (const input of inputs) {
          const { title } = input.body as Article
          work(title)
          await turn.records.facts.put(`done ${title}`, true)
        }
      },
    }),
  })

describe('a fault that is not the input’s', () => {
  it.each<ErrorCode>([
    'store_unavailable',
    'store_full',
    'data_in_use',
    'folder_unwritable',
    'log_unavailable',
    'search_unavailable',
  ])('%s: waits, however long, and sets nothing aside', async (code) => {
    let tries = 0
    running.push(
      await runStateful(
        detector(() => {
          tries += 1
          if (tries <= 3) throw new AppError(code, 'away')
        }),
        null,
        river,
      ),
    )
    await publish(river.eventLog, 'matter.sighted', [sighting('a', '甲')])
    await until(() => river.recordStore.records.facts.get('done 甲'))
    expect(await letters('matter.sighted')).toEqual([])
  })

  it('of a stateless station’s step: the batch comes again, and nothing is set aside', async () => {
    let tries = 0
    const station = defineStation<'indexer', null, Article>({
      name: 'indexer',
      start: (event) => event.body as Article,
      steps: () => [
        {
          name: 'write',
          run(work) {
            tries += 1
            if (tries <= 3) throw new AppError('search_unavailable', 'away')
            return done(work)
          },
        },
      ],
    })
    running.push(await runStateless(station, null, river))
    await publish(river.eventLog, 'article.classified', [
      { ...sighting('a'), type: 'article.classified' } as DomainEvent,
    ])
    await until(() => tries === 4)
    expect(await river.eventLog.read(deadLetterTopicOf(topicOf('article.classified')), { limit: 10 })).toEqual([])
  })

  it('five different inputs in a row: none of them is set aside, and none later as long as it lasts', async () => {
    let broken = true
    const service = await runStateful(
      detector(() => {
        if (broken) throw new Error('our own fault')
      }),
      null,
      river,
    )
    running.push(service)
    await publish(
      river.eventLog,
      'matter.sighted',
      Array.from({ length: 8 }, (_, i) => sighting(`a${i}`, `第${i}`)),
    )
    await until(async () => (await service.health())?.includes('the fault is taken to be ours'))
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(await letters('matter.sighted')).toEqual([])
    broken = false
    await until(() => river.recordStore.records.facts.get('done 第7'))
    expect(await letters('matter.sighted')).toEqual([])
  })
})

describe('an event that is too large for the log', () => {
  const huge = '字'.repeat(1_100_000)

  it('is its input’s fault: that one is set aside, those beside it go on', async () => {
    const station = defineStation<'classifier', null, { article: Article }>({
      name: 'classifier',
      start: (event) => ({ article: event.body as Article }),
      steps: () => [
        emit('article.classified', {
          key: (work) => work.article.article,
          body: ({ article }): ClassifiedArticle => ({
            ...article,
            labels,
            ...(article.title === '大' ? { body: huge } : {}),
          }),
        }),
      ],
    })
    running.push(await runStateless(station, null, river))
    await publish(river.eventLog, 'article.collected', [
      { ...collected('a', '大'), key: 'same' },
      { ...collected('b'), key: 'same' },
    ])
    const aside = await until(async () => {
      const list = await letters('article.collected')
      return list.length > 0 ? list : null
    })
    expect(aside.map((letter) => JSON.parse(letter.value) as unknown)).toMatchObject([
      { code: 'rejected_by_sink', attempts: 1 },
    ])
    await until(async () => (await river.eventLog.lag('classifier')).every((part) => part.lag === 0))
  })

  it('does not keep the rest of the outbox waiting: it is set aside for who would have read it', async () => {
    const event = (id: string, value: string) => ({ id, topic: topicOf('topic.changed'), key: 'k', value })
    await river.recordStore.transaction((records) =>
      records.outbox.add([event('1', 'first'), event('2', huge), event('3', 'last')]),
    )
    const relay = startOutboxRelay(river.recordStore, river.eventLog, silentLogger)
    await until(async () => (await river.recordStore.records.outbox.count()) === 0)
    await relay.stop()
    const pages = await Promise.all(
      [0, 1, 2, 3].map((partition) => river.eventLog.read(topicOf('topic.changed'), { partition, limit: 10 })),
    )
    expect(pages.flat().map((message) => message.value)).toEqual(['first', 'last'])
    const [letter] = await letters('topic.changed')
    expect(JSON.parse(letter?.value ?? '')).toMatchObject({
      group: 'alert-router',
      code: 'message_too_large',
      value: huge,
    })
  })
})

describe('a timer that throws', () => {
  it('keeps its row and is told as trouble, while the others fire', async () => {
    const due = '2026-11-16T00:00:00.000Z'
    const timer = (id: string) => ({ id, station: 'alert-router', due, payload: id })
    let broken = true
    const station = defineStatefulStation<'alert-router', null>({
      name: 'alert-router',
      open: async () => ({
        handle: async () => undefined,
        async fire(row, turn) {
          if (row.id === 'bad' && broken) throw new Error('cannot')
          await turn.records.facts.put(`fired ${row.id}`, row.due)
        },
      }),
    })
    await river.recordStore.transaction((records) => records.timers.set([timer('a'), timer('bad'), timer('c')]))
    const service = await runStateful(station, null, river)
    running.push(service)
    await until(() => river.recordStore.records.facts.get('fired a'))
    await until(() => river.recordStore.records.facts.get('fired c'))
    expect((await river.recordStore.records.timers.due('alert-router', due, 10)).map(({ id }) => id)).toEqual(['bad'])
    expect(await service.health()).toMatch(/bad.*cannot/)
    broken = false
    await until(() => river.recordStore.records.facts.get('fired bad'), 15_000)
    expect(await river.recordStore.records.timers.next('alert-router')).toBeNull()
    await until(async () => (await service.health()) === null)
  })
})

describe('the dead letters', () => {
  it('are looked through to the newest, also when there are very many', async () => {
    const desk = createDeadLetterDesk(river.eventLog, river.recordStore)
    const letter = (i: number) => ({
      key: String(i),
      value: JSON.stringify({
        id: `classifier:article.collected.v1:0:${i}`,
        topic: topicOf('article.collected'),
        group: 'classifier',
        partition: 0,
        offset: i,
        key: 'k',
        value: encode(collected(`a${i}`)),
        code: 'handler_failed',
        message: 'cannot',
        attempts: 3,
        at: new Date(Date.now() - 100_000 + i).toISOString(),
      }),
    })
    await river.eventLog.publish(
      deadLetterTopicOf(topicOf('article.collected')),
      Array.from({ length: 10_600 }, (_, i) => letter(i)),
    )
    const [newest] = await desk.list({ limit: 1 })
    expect(newest?.id).toBe('classifier:article.collected.v1:0:10599')
    await desk.replay(newest?.id ?? '')
    expect(
      await river.eventLog.read(retryTopicOf(topicOf('article.collected'), 'classifier'), { limit: 10 }),
    ).toHaveLength(1)
  })
})
