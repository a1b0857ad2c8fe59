import {
  decode,
  deadLetterTopicOf,
  topicOf,
  type Article,
  type ClassifiedArticle,
  type DomainEvent,
} from '@guanlan/contracts'
import { unwrap } from '@guanlan/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  deadLetterRecordSchema,
  defineStatefulStation,
  defineStation,
  done,
  type drop,
  emit,
  later,
  runStateful,
  runStateless,
  startOutboxRelay,
  type RunningService,
} from '../src/index.js'
import { articleOf, collected, openRiver, publish, until } from './river.js'

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

type Work = { article: Article; tries?: number }
const labels = { matters: [], domains: [], places: [], candidates: [], sentiment: 0, urgency: 0, signals: [] }
const classified = (work: Work): ClassifiedArticle => ({ ...work.article, labels })
function station(run: (work: Work) => ReturnType<typeof done<Work>> | ReturnType<typeof drop>) {
  return defineStation<'classifier', null, Work>({
    name: 'classifier',
    start: (event: DomainEvent) => ({ article: event.body as Article }),
    steps: () => [
      { name: 'test', run },
      emit('article.classified', { key: (work: Work) => work.article.article, body: classified }),
    ],
  })
}
const outputs = async (): Promise<DomainEvent[]> => {
  const pages = await Promise.all(
    [0, 1, 2, 3].map((partition) => river.eventLog.read(topicOf('article.classified'), { partition, limit: 1_000 })),
  )
  return pages.flat().map((message) => unwrap(decode(message.value)))
}
const deadLetters = async () =>
  (await river.eventLog.read(deadLetterTopicOf(topicOf('article.collected')), { limit: 100 })).map((message) =>
    deadLetterRecordSchema.parse(JSON.parse(message.value)),
  )

describe('a stateless station', () => {
  it('writes what its steps give, caused by the input, with ids that a repetition gives again', async () => {
    running.push(await runStateless(station(done), null, river))
    const input = collected('a1')
    await publish(river.eventLog, 'article.collected', [input, input])
    const [first, second] = await until(async () => {
      const list = await outputs()
      return list.length === 2 ? list : null
    })
    expect(first).toMatchObject({ type: 'article.classified', cause: input.id, trace: 'a1', at: input.at, live: true })
    expect(second?.id).toBe(first?.id)
  })

  it('sets an input aside alone after its third throw, with all that a replay needs', async () => {
    let throws = 0
    const picky = station((work) => {
      if (work.article.title === 'poison') {
        throws += 1
        throw new Error('cannot')
      }
      return done(work)
    })
    running.push(await runStateless(picky, null, river))
    const poison = collected('bad', 'poison')
    await publish(river.eventLog, 'article.collected', [collected('a1'), poison, collected('a2')])
    const letters = await until(async () => {
      const list = await deadLetters()
      return list.length > 0 ? list : null
    })
    expect(throws).toBe(3)
    expect(letters).toMatchObject([
      { group: 'classifier', topic: 'article.collected.v1', code: 'handler_failed', message: 'cannot', attempts: 3 },
    ])
    expect(unwrap(decode(letters[0]?.value ?? ''))).toEqual(poison)
    await until(async () => (await outputs()).length === 2)
  })

  it('sets aside what is no event, and goes on with the rest', async () => {
    running.push(await runStateless(station(done), null, river))
    const wrongVersion = JSON.stringify({ ...collected('v'), v: 99 })
    await river.eventLog.publish(topicOf('article.collected'), [
      { key: 'x', value: '{not json' },
      { key: 'x', value: wrongVersion },
      { key: 'x', value: JSON.stringify({ ...collected('w'), body: { article: 3 } }) },
    ])
    await publish(river.eventLog, 'article.collected', [collected('a1')])
    await until(async () => (await outputs()).length === 1)
    const letters = await until(async () => {
      const list = await deadLetters()
      return list.length === 3 ? list : null
    })
    expect(letters.map((letter) => letter.code).sort()).toEqual([
      'event_invalid',
      'event_invalid',
      'event_unknown_version',
    ])
    expect(letters.find((letter) => letter.message.includes('article:'))?.message).toMatch(
      /article\.collected: article/,
    )
  })

  it('stops uncommitted when five different inputs in a row throw, and goes on when the fault is mended', async () => {
    let broken = true
    const failing = station((work) => {
      if (broken) throw new Error('our own fault')
      return done(work)
    })
    const service = await runStateless(failing, null, river)
    running.push(service)
    // One key, so that all lie in one partition and make one batch.
    await publish(
      river.eventLog,
      'article.collected',
      Array.from({ length: 8 }, (_, i) => ({ ...collected(`a${i}`), key: 'same' })),
    )
    await until(async () => (await service.health()) !== null)
    expect(await deadLetters()).toEqual([])
    broken = false
    await until(async () => (await outputs()).length === 8)
    expect(await service.health()).toBeNull()
  })

  it('brings back what was put off, without holding up the others', async () => {
    const seen = new Map<string, number>()
    const hesitant = defineStation<'classifier', null, Work>({
      name: 'classifier',
      start: (event: DomainEvent) => ({ article: event.body as Article }),
      steps: () => [
        {
          name: 'hesitate',
          run(work) {
            const times = (seen.get(work.article.article) ?? 0) + 1
            seen.set(work.article.article, times)
            return work.article.title === 'wait' && times === 1 ? later('sink-unavailable', 300) : done(work)
          },
        },
        emit('article.classified', { key: (work: Work) => work.article.article, body: classified }),
      ],
    })
    running.push(await runStateless(hesitant, null, river))
    await publish(river.eventLog, 'article.collected', [
      { ...collected('w', 'wait'), key: 'same' },
      { ...collected('a'), key: 'same' },
    ])
    const order = await until(async () => {
      const list = await outputs()
      return list.length === 2 ? list.map((event) => event.trace) : null
    })
    expect(new Set(order)).toEqual(new Set(['w', 'a']))
    expect(seen.get('w')).toBe(2)
  })
})

describe('a stateful station', () => {
  const sighting = (id: string, title?: string): DomainEvent =>
    ({
      ...collected(id, title),
      type: 'matter.sighted',
      key: '330681',
      body: { ...articleOf(id, title), labels },
    }) as DomainEvent

  function counting(handle?: (title: string) => void) {
    return defineStatefulStation<'topic-detector', null>({
      name: 'topic-detector',
      open: async (_deps, records) => {
        let count = (await records.facts.get<number>('count')) ?? 0
        return {
          async handle(inputs, turn) {
            for (const input of inputs) {
              count += 1
              handle?.((input.body as Article).title)
            }
            await turn.records.facts.put('count', count)
          },
          async fire(timer, turn) {
            await turn.records.facts.put('fired', timer.due)
            if (timer.payload === 'again')
              await turn.records.timers.set([{ ...timer, due: '2026-11-16T05:00:00.000Z', payload: 'last' }])
          },
        }
      },
    })
  }

  it('does an input once, however often it comes', async () => {
    running.push(await runStateful(counting(), null, river))
    const events = [sighting('a'), sighting('b')]
    await publish(river.eventLog, 'matter.sighted', [...events, ...events])
    await publish(river.eventLog, 'matter.sighted', [...events, sighting('c')])
    await until(async () => (await river.recordStore.records.facts.get('count')) === 3)
    await until(async () => (await river.eventLog.lag('topic-detector')).every((part) => part.lag === 0))
    expect(await river.recordStore.records.facts.get('count')).toBe(3)
  })

  it('keeps its memory in step with its rows when an input throws, and sets that input aside', async () => {
    running.push(
      await runStateful(
        counting((title) => {
          if (title === 'poison') throw new Error('cannot')
        }),
        null,
        river,
      ),
    )
    await publish(river.eventLog, 'matter.sighted', [sighting('a'), sighting('b', 'poison'), sighting('c')])
    await until(async () => (await river.recordStore.records.facts.get('count')) === 2)
    await publish(river.eventLog, 'matter.sighted', [sighting('d')])
    await until(async () => (await river.recordStore.records.facts.get('count')) === 3)
    const letters = await river.eventLog.read(deadLetterTopicOf(topicOf('matter.sighted')), { limit: 10 })
    expect(letters).toHaveLength(1)
  })

  it('fires a timer when the domain clock reaches it, with its due time, and once', async () => {
    running.push(await runStateful(counting(), null, river))
    const due = '2026-11-16T03:00:00.000Z'
    await river.recordStore.transaction((records) =>
      records.timers.set([{ id: 't', station: 'topic-detector', due, payload: 'again' }]),
    )
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(await river.recordStore.records.facts.get('fired')).toBeNull()
    river.clock.set(Date.parse(due) + 3_600_000)
    await until(async () => (await river.recordStore.records.facts.get('fired')) === due)
    expect(await river.recordStore.records.timers.next('topic-detector')).toBe('2026-11-16T05:00:00.000Z')
  })

  it('publishes what it wrote to the outbox through the relay, in order, also what an earlier process left', async () => {
    const event = sighting('left')
    await river.recordStore.transaction((records) =>
      records.outbox.add([
        { id: event.id, topic: topicOf('matter.sighted'), key: event.key, value: JSON.stringify(event) },
      ]),
    )
    const relay = startOutboxRelay(river.recordStore, river.eventLog, river.logger)
    await until(async () => (await river.eventLog.read(topicOf('matter.sighted'), { limit: 10 })).length === 1)
    await relay.stop()
    expect(await river.recordStore.records.outbox.count()).toBe(0)
  })
})
