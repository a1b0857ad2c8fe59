import type { Article, ClassifiedArticle, DomainEvent } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createLogger,
  defineStatefulStation,
  defineStation,
  done,
  emit,
  measureStores,
  runStateful,
  runStateless,
  type RunningService,
  type ServiceContext,
} from '../../src/index.js'
import { articleOf, collected, openRiver, publish, until } from '../river.js'

const labels = { matters: [], domains: [], places: [], candidates: [], sentiment: 0, urgency: 0, signals: [] }
let river: Awaited<ReturnType<typeof openRiver>>
let lines: Record<string, unknown>[]
let context: ServiceContext
let running: RunningService | null
beforeEach(async () => {
  river = await openRiver()
  lines = []
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>)
  context = { ...river, logger: createLogger({ level: 'debug', name: 'test', destination: { write } }) }
  running = null
})
afterEach(async () => {
  await running?.stop(2_000)
  await river.close()
})
const saying = (msg: string) => lines.filter((line) => line['msg'] === msg)
const total = async (metric: 'deadLetters' | 'storeErrors') =>
  (await river.metrics[metric].get()).values.map(({ labels: by, value }) => ({ ...by, value }))

type Work = { article: Article }
const classifying = (run: (work: Work) => void) =>
  defineStation<'classifier', null, Work>({
    name: 'classifier',
    start: (event: DomainEvent) => ({ article: event.body as Article }),
    steps: () => [
      {
        name: 'test',
        run(work) {
          run(work)
          return done(work)
        },
      },
      emit('article.classified', {
        key: (work: Work) => work.article.article,
        body: (work: Work): ClassifiedArticle => ({ ...work.article, labels }),
      }),
    ],
  })

describe('what a stateless station tells', () => {
  it('names event and trace of a dead letter, counts it by its code, and quotes nothing of it', async () => {
    const picky = classifying(({ article }) => {
      if (article.title === '市民的话') throw new Error('cannot')
    })
    running = await runStateless(picky, null, context)
    const poison = collected('bad', '市民的话')
    await publish(river.eventLog, 'article.collected', [poison])
    await until(() => saying('dead letter').length === 1)
    expect(saying('dead letter')[0]).toMatchObject({
      level: 'warn',
      station: 'classifier',
      event: poison.id,
      trace: 'bad',
      code: 'handler_failed',
    })
    expect(await total('deadLetters')).toEqual([{ station: 'classifier', code: 'handler_failed', value: 1 }])
    expect(JSON.stringify(lines)).not.toContain('市民的话')
  })

  it('counts the batches that an outage sent back', async () => {
    let away = true
    const waiting = classifying(() => {
      if (away) throw new AppError('search_unavailable', 'away')
    })
    running = await runStateless(waiting, null, context)
    await publish(river.eventLog, 'article.collected', [collected('a')])
    await until(async () => (await total('storeErrors')).length > 0)
    away = false
    expect((await total('storeErrors'))[0]).toMatchObject({ station: 'classifier', code: 'search_unavailable' })
    await until(() => saying('handled').length === 1)
    expect(await total('deadLetters')).toEqual([])
  })
})

describe('what a stateful station tells', () => {
  it('is said once, when it is kept: not of a transaction that was undone', async () => {
    let failures = 1
    const told: string[] = []
    const telling = defineStatefulStation<'topic-detector', null>({
      name: 'topic-detector',
      open: async () => ({
        async handle(inputs, turn) {
          for (const { id } of inputs) turn.onCommit(() => told.push(id))
          failures -= 1
          if (failures >= 0) throw new Error('undone')
        },
      }),
    })
    running = await runStateful(telling, null, context)
    const sighting = {
      ...collected('a'),
      type: 'matter.sighted',
      key: '330681',
      body: { ...articleOf('a'), labels },
    } as DomainEvent
    await publish(river.eventLog, 'matter.sighted', [sighting])
    await until(() => saying('handled').length === 1)
    expect(told).toEqual([sighting.id])
    expect(saying('handled')[0]).toMatchObject({ station: 'topic-detector', event: sighting.id, trace: 'a' })
    expect((await river.metrics.leader.get()).values).toMatchObject([
      { labels: { station: 'topic-detector' }, value: 1 },
    ])
  })
})

describe('an outbox that nobody carries', () => {
  it('is seen to stand still from one scrape to the next', async () => {
    await river.recordStore.transaction((records) =>
      records.outbox.add([{ id: 'e1', topic: 'article.collected.v1', key: 'a', value: '{}' }]),
    )
    const measured = { ...context, office: { channels: [], sources: [] } as unknown as ServiceContext['office'] }
    const stuck = async () => {
      await measureStores(measured)
      return (await river.metrics.outboxStuck.get()).values[0]?.value ?? -1
    }
    expect(await stuck()).toBe(0)
    expect(await until(async () => (await stuck()) > 1)).toBe(true)
  })
})
