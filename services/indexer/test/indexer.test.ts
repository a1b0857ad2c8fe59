import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  allTopics,
  encode,
  makeEvent,
  topicOf,
  type ClassifiedArticle,
  type DomainEvent,
  type Office,
} from '@guanlan/contracts'
import { openEmbeddedEventLog, type EventLog } from '@guanlan/event-log'
import { AppError, silentLogger, toInstant } from '@guanlan/kernel'
import { openEmbeddedRecordStore } from '@guanlan/record-store'
import { createDeadLetterDesk, createMetrics, dead, done, drop, type ServiceContext } from '@guanlan/runtime'
import { openEmbeddedSearchStore, type SearchStore } from '@guanlan/search-store'
import { sampleDocument, type Sample } from '@guanlan/search-store/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { indexer, startIndexer } from '../src/index.js'

const article = (sample: Sample): ClassifiedArticle => sampleDocument(sample).article
const classified = (sample: Sample): DomainEvent =>
  makeEvent({
    type: 'article.classified',
    station: 'classifier',
    key: sample.id,
    at: toInstant(0),
    cause: `cause-${sample.id}-${sample.revision ?? 1}`,
    ordinal: 0,
    trace: sample.id,
    live: true,
    body: article(sample),
  })

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function openContext(): Promise<ServiceContext & { eventLog: EventLog }> {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-indexer-'))
  open.push(() => rm(folder, { recursive: true }))
  const eventLog = openEmbeddedEventLog({ file: ':memory:', logger: silentLogger })
  const recordStore = await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger: silentLogger })
  open.push(
    () => recordStore.close(),
    () => eventLog.close(),
  )
  await eventLog.ensureTopics(allTopics())
  // The indexer asks nothing of the office.
  const office = {} as Office
  return { eventLog, recordStore, office, clock: { now: () => 0 }, logger: silentLogger, metrics: createMetrics() }
}

async function openSearch(): Promise<SearchStore> {
  const store = await openEmbeddedSearchStore({ file: ':memory:', worker: false })
  open.push(() => store.close())
  return store
}

const publish = (log: EventLog, samples: readonly Sample[]) =>
  log.publish(
    topicOf('article.classified'),
    samples.map((sample) => ({ key: sample.id, value: encode(classified(sample)) })),
  )

const settled = async (log: EventLog): Promise<void> => {
  await expect
    .poll(async () => (await log.lag('indexer')).every(({ lag }) => lag === 0), { timeout: 10_000 })
    .toBe(true)
}

describe('the indexer at work', () => {
  it('makes every classified article searchable, its latest revision only, however often it comes', async () => {
    const context = await openContext()
    const searchStore = await openSearch()
    await publish(context.eventLog, [
      { id: 'a', revision: 2, body: '新' },
      { id: 'a', revision: 1, body: '旧' },
      { id: 'b' },
    ])
    await publish(context.eventLog, [{ id: 'a', revision: 2, body: '新' }, { id: 'b' }])
    const service = await startIndexer(searchStore, context)
    open.push(() => service.stop(5_000))
    await expect.poll(async () => (await searchStore.get(['a', 'b'])).map((one) => one.body)).toEqual(['新', '正文'])
    await settled(context.eventLog)
    expect((await searchStore.search({ order: 'newest', limit: 1 })).total).toBe(2)
    expect(await service.health()).toBeNull()
  })

  it('sets aside alone what the store can never take', async () => {
    const context = await openContext()
    const inner = await openSearch()
    const searchStore: SearchStore = {
      ...inner,
      put: async (documents) => {
        const outcomes = await inner.put(documents.filter(({ id }) => id !== 'bad'))
        return documents.map(
          ({ id }) => outcomes.find((one) => one.id === id) ?? { id, outcome: 'rejected', reason: '字段过长' },
        )
      },
    }
    await publish(context.eventLog, [{ id: 'good' }, { id: 'bad' }, { id: 'fine' }])
    const service = await startIndexer(searchStore, context)
    open.push(() => service.stop(5_000))
    const letters = createDeadLetterDesk(context.eventLog, context.recordStore)
    await expect.poll(() => letters.count(), { timeout: 10_000 }).toBe(1)
    expect((await letters.list({ limit: 10 }))[0]).toMatchObject({
      group: 'indexer',
      code: 'rejected_by_sink',
      message: '字段过长',
    })
    await expect.poll(async () => (await inner.get(['good', 'fine'])).length).toBe(2)
  })

  it('waits while the store is away, without filling the log or setting anything aside, and goes on when it is back', async () => {
    const context = await openContext()
    const inner = await openSearch()
    let tries = 0
    const searchStore: SearchStore = {
      ...inner,
      put: (documents) => {
        tries += 1
        return tries <= 4 ? Promise.reject(new AppError('search_unavailable', 'away')) : inner.put(documents)
      },
    }
    await publish(context.eventLog, [{ id: 'a' }])
    const service = await startIndexer(searchStore, context)
    open.push(() => service.stop(5_000))
    await expect.poll(() => service.health(), { timeout: 10_000 }).toBe('away')
    await expect.poll(async () => (await inner.get(['a'])).length, { timeout: 10_000 }).toBe(1)
    await settled(context.eventLog)
    expect(await service.health()).toBeNull()
    expect(await context.eventLog.read('article.classified.v1.retry.indexer', { limit: 10 })).toEqual([])
    expect(await createDeadLetterDesk(context.eventLog, context.recordStore).count()).toBe(0)
  })
})

describe('the indexer step', () => {
  const input = classified({ id: 'a' })
  const outcomeWith = async (put: SearchStore['put']) => {
    const searchStore = { ...(await openSearch()), put }
    const [step] = indexer.steps({ searchStore, logger: silentLogger })
    const work = indexer.start(input)
    const outcome = step && 'run' in step ? await step.run(work) : null
    return { outcome, work }
  }

  it('says what became of an input', async () => {
    const written = await outcomeWith(async () => [{ id: 'a', outcome: 'written' }])
    expect(written.outcome).toEqual(done(written.work))
    expect((await outcomeWith(async () => [{ id: 'a', outcome: 'stale' }])).outcome).toEqual(drop('stale'))
    const rejected = await outcomeWith(async () => [{ id: 'a', outcome: 'rejected', reason: 'x' }])
    expect(rejected.outcome).toEqual(dead('rejected_by_sink', 'x'))
    await expect(outcomeWith(() => Promise.reject(new Error('x')))).rejects.toMatchObject({
      code: 'search_unavailable',
    })
    await expect(outcomeWith(async () => [])).rejects.toMatchObject({ code: 'search_unavailable' })
  })
})
