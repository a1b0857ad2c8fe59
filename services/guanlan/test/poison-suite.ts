import {
  decode,
  deadLetterTopicOf,
  encode,
  makeEvent,
  topicOf,
  allTopics,
  type Article,
  type DomainEvent,
  type Office,
} from '@guanlan/contracts'
import { DEFAULT_MAX_MESSAGE_CHARS, type EventLog } from '@guanlan/event-log'
import { silentLogger, systemClock, unwrap } from '@guanlan/kernel'
import { openEmbeddedRecordStore } from '@guanlan/record-store'
import {
  createDeadLetterDesk,
  createMetrics,
  defineStatefulStation,
  defineStation,
  done,
  emit,
  runStateful,
  runStateless,
  type ServiceContext,
} from '@guanlan/runtime'
import { freshFolder, until } from '@guanlan/testkit'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'

const AT = '2026-11-16T00:00:00.000Z'
const labels = { matters: [], domains: [], places: [], candidates: [], sentiment: 0, urgency: 0, signals: [] }
const article = (id: string): Article => ({
  article: id,
  revision: 1,
  jurisdiction: '330681',
  source: { id: 's', name: '来源', tier: 'forum', official: false },
  url: 'http://example.test/1',
  title: id,
  body: '',
  seen: AT,
  contentHash: 'h',
})
const event = (type: 'article.collected' | 'matter.sighted', id: string): DomainEvent =>
  makeEvent({
    type,
    station: 'crawler',
    key: '330681',
    at: AT,
    cause: null,
    ordinal: id,
    trace: id,
    live: true,
    body: type === 'article.collected' ? article(id) : { ...article(id), labels },
  } as Parameters<typeof makeEvent>[0])

/** Everything that no station can take, in the midst of what it can; the same key, so that all of it is in one line. */
const poisoned = (type: 'article.collected' | 'matter.sighted'): { key: string; value: string }[] =>
  [
    encode(event(type, 'first')),
    'this is no JSON',
    JSON.stringify({ ...event(type, 'from-the-future'), v: 99 }),
    encode(event(type, 'poison')),
    encode(event(type, 'last')),
  ].map((value) => ({ key: '330681', value }))

/** What cannot be handled, on any event log: set aside alone, shown, and handed over again once the fault is mended. */
export function poisonSuite(name: string, openLog: (folder: string) => Promise<EventLog>, patienceMs: number): void {
  const endings: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end()
  })

  async function openRiver(): Promise<ServiceContext> {
    const folder = await freshFolder('poison')
    endings.push(folder.remove)
    const eventLog = await openLog(folder.path)
    endings.push(() => eventLog.close())
    await eventLog.ensureTopics(allTopics())
    const recordStore = await openEmbeddedRecordStore({ file: join(folder.path, 'records.db'), logger: silentLogger })
    endings.push(() => recordStore.close())
    return {
      eventLog,
      recordStore,
      office: {} as Office,
      clock: systemClock,
      logger: silentLogger,
      metrics: createMetrics(),
    }
  }

  const kinds = {
    async stateless(river: ServiceContext, rule: (title: string) => void) {
      const station = defineStation<'classifier', null, { article: Article }>({
        name: 'classifier',
        start: (input) => ({ article: input.body as Article }),
        steps: () => [
          {
            name: 'rule',
            run(work) {
              rule(work.article.title)
              return done(work)
            },
          },
          emit('article.classified', {
            key: () => 'same',
            body: (work) => ({ ...work.article, labels }),
          }),
        ],
      })
      const running = await runStateless(station, null, river)
      endings.push(() => running.stop(5_000))
      const handled = async (): Promise<string[]> => {
        const titles: string[] = []
        for (let partition = 0; partition < 4; partition += 1)
          for (const { value } of await river.eventLog.read(topicOf('article.classified'), { partition, limit: 100 }))
            titles.push((unwrap(decode(value)).body as Article).title)
        return [...new Set(titles)]
      }
      return { type: 'article.collected' as const, handled }
    },
    async stateful(river: ServiceContext, rule: (title: string) => void) {
      const station = defineStatefulStation<'topic-detector', null>({
        name: 'topic-detector',
        open: async () => ({
          async handle(inputs, turn) {
            for (const input of inputs) {
              const { title } = input.body as Article
              rule(title)
              await turn.records.facts.put(`done ${title}`, title)
            }
          },
        }),
      })
      const running = await runStateful(station, null, river)
      endings.push(() => running.stop(5_000))
      const handled = async () => [...(await river.recordStore.records.facts.list<string>('done ')).values()]
      return { type: 'matter.sighted' as const, handled }
    },
  }

  describe(`poison on ${name}`, () => {
    for (const [kind, start] of Object.entries(kinds))
      it(`is set aside alone by a ${kind} station, while the river goes on, and replayed after the fix`, async () => {
        const river = await openRiver()
        let broken = true
        const { type, handled } = await start(river, (title) => {
          if (broken && title === 'poison') throw new Error('this rule cannot take it')
        })
        await river.eventLog.publish(topicOf(type), poisoned(type))
        await until('the good ones', async () => (await handled()).length === 2, patienceMs)
        const desk = createDeadLetterDesk(river.eventLog, river.recordStore)
        const letters = await until(
          'the bad ones',
          async () => {
            const list = await desk.list({ limit: 10 })
            return list.length === 3 ? list : null
          },
          patienceMs,
        )
        expect((await handled()).sort()).toEqual(['first', 'last'])
        const codes = letters.map(({ code, attempts }) => `${code} ${attempts}`).sort()
        expect(codes).toEqual(['event_invalid 1', 'event_unknown_version 1', 'handler_failed 3'])
        const poison = letters.find(({ code }) => code === 'handler_failed')
        expect(poison).toMatchObject({ topic: topicOf(type), message: 'this rule cannot take it' })

        broken = false
        await desk.replay(poison?.id ?? '')
        await until('the mended one', async () => (await handled()).includes('poison'), patienceMs)
        const after = await desk.list({ limit: 10 })
        expect(after).toHaveLength(3)
        expect(after.find(({ id }) => id === poison?.id)?.replayedAt).toBeDefined()
        expect(await desk.count()).toBe(2)
      })

    it('of 20 MB is refused at the producer, alone or among others, and leaves nothing behind', async () => {
      const { eventLog } = await openRiver()
      const huge = { key: 'k', value: 'x'.repeat(20_000_000) }
      const topic = topicOf('article.collected')
      for (const to of [topic, deadLetterTopicOf(topic)])
        await expect(eventLog.publish(to, [{ key: 'k', value: 'small' }, huge])).rejects.toMatchObject({
          code: 'message_too_large',
        })
      expect(huge.value.length).toBeGreaterThan(DEFAULT_MAX_MESSAGE_CHARS)
      for (let partition = 0; partition < 4; partition += 1)
        expect(await eventLog.read(topic, { partition, limit: 10 })).toEqual([])
    })
  })
}
