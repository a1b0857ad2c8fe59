import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { classify, compileClassifier, readModel } from '@guanlan/classify'
import { allTopics, decode, encode, makeEvent, type Article, type DomainEvent } from '@guanlan/contracts'
import { openEmbeddedEventLog } from '@guanlan/event-log'
import { silentLogger, systemClock, unwrap } from '@guanlan/kernel'
import { openEmbeddedRecordStore } from '@guanlan/record-store'
import { createMetrics, loadOffice, readModelFiles } from '@guanlan/runtime'
import { baseDictionary, createBoundaryFinder, createDictionarySegmenter } from '@guanlan/text'
import { describe, expect, it } from 'vitest'
import { loadScenario, type ScenarioItem } from '../../sample-city/src/index.js'
import { startClassifier } from '../src/index.js'

const { office } = unwrap(loadOffice({ shipped: fileURLToPath(new URL('../../../config/office', import.meta.url)) }))

const articleOf = (id: string, title: string, body: string): Article => ({
  article: id,
  revision: 1,
  jurisdiction: '330681',
  source: { id: 'forum', name: '暨阳论坛', tier: 'forum', official: false, place: '330681' },
  url: 'http://127.0.0.1/t/1',
  title,
  body,
  seen: '2026-11-16T00:00:00.000Z',
  contentHash: id,
})

const collected = (article: Article): DomainEvent =>
  makeEvent({
    type: 'article.collected',
    station: 'crawler',
    key: article.article,
    at: article.seen,
    cause: null,
    ordinal: article.contentHash,
    trace: article.article,
    live: true,
    body: article,
  })

describe('the classifier at its place in the river', () => {
  it('labels every article, and sends on to the topic detector only what is about a matter', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guanlan-classifier-'))
    const eventLog = await openEmbeddedEventLog({ file: ':memory:', logger: silentLogger })
    await eventLog.ensureTopics(allTopics())
    const recordStore = await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger: silentLogger })
    const seen: DomainEvent[] = []
    const context = {
      eventLog,
      recordStore,
      office,
      clock: systemClock,
      logger: silentLogger,
      metrics: createMetrics(),
    }
    const service = await startClassifier(context)
    const reader = await eventLog.subscribe({
      group: 'test',
      topics: ['article.classified.v1', 'matter.sighted.v1'],
      handle: async (batch) => {
        for (const { value } of batch) seen.push(unwrap(decode(value)))
      },
    })
    const articles = [
      articleOf('a1', '浬浦镇小区电梯困人，物业不管', '请领导督促维修'),
      articleOf('a2', '村篮球联赛决赛绝杀', '三千观众沸腾'),
    ]
    await eventLog.publish(
      'article.collected.v1',
      articles.map((article) => ({ key: article.article, value: encode(collected(article)) })),
    )
    await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(3)
    const rows = seen.map(({ type, key, trace }) => `${type} ${key} ${trace}`).sort()
    expect(rows).toEqual(['article.classified a1 a1', 'article.classified a2 a2', 'matter.sighted 330681 a1'])
    expect(await service.stop(5_000)).toBe(true)
    await reader.stop(5_000)
    await eventLog.close()
    await recordStore.close()
    await rm(folder, { recursive: true })
  }, 30_000)
})

describe('the sample city, read by the shipped catalogue and model', () => {
  const model = unwrap(readModel(readModelFiles()))
  const index = unwrap(
    compileClassifier(office, createBoundaryFinder(baseDictionary()), createDictionarySegmenter(), model),
  )
  const tiers = { hotline: 'hotline', forum: 'forum', hotlist: 'hotlist', portal: 'government' } as const
  const read = ({ title, body, site }: ScenarioItem) =>
    classify(
      {
        title: title ?? '',
        body,
        source: {
          name: site,
          tier: site in tiers ? tiers[site as keyof typeof tiers] : 'media',
          ...(site === 'hotlist' ? {} : { place: '330681' }),
        },
      },
      index,
    )
  // A reply may say no more than “thank you”: what it is about stands in the post that it answers.
  const items = loadScenario().items.filter(({ replyTo }) => replyTo === undefined)

  it('gives the right domain to at least 95 of 100 items that are the office’s business', () => {
    const civic = items.filter(({ expect: { civic: ours } }) => ours)
    const wrong = civic.filter((item) => (read(item).domains[0] ?? null) !== item.expect.domain)
    const mostWrong = Math.floor(civic.length * 0.05)
    expect(wrong.slice(mostWrong).map(({ id }) => id)).toEqual([])
  })

  it('finds no matter in anything that is none of its business', () => {
    const caught = items.filter((item) => !item.expect.civic && read(item).matters.length > 0)
    expect(caught.map(({ id }) => id)).toEqual([])
  })

  it('sends every item of the three storylines to the department that answers for it', () => {
    const leads = new Set(
      items.flatMap((item) =>
        item.storyline ? [`${item.storyline} ${read(item).candidates[0]?.department ?? 'nobody'}`] : [],
      ),
    )
    expect([...leads].sort()).toEqual(['canteen scjg', 'stopped-site zjj', 'unpaid-wages rsj'])
  })
})
