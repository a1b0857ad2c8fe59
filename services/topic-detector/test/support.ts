import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  decode,
  makeEvent,
  type ClassifiedArticle,
  type DomainEvent,
  type LevelsConfig,
  type Topic,
} from '@guanlan/contracts'
import { DAY, HOUR, MINUTE, silentLogger, toInstant, unwrap } from '@guanlan/kernel'
import { openEmbeddedRecordStore, type RecordStore, type TimerRow } from '@guanlan/record-store'
import { readForecastFile, type StationAtWork, type Turn } from '@guanlan/runtime'
import { createDictionarySegmenter } from '@guanlan/text'
import { defaultTopicsConfig, readForecastModel, type TopicsConfig } from '@guanlan/topics'
import type { BurstOffice } from '../src/bursts.js'
import { topicDetector, type TopicDetectorDeps } from '../src/index.js'

const levels: LevelsConfig = {
  heat: {
    tiers: { government: 2, media: 3, forum: 1, hotlist: 4, hotline: 1, social: 1 },
    halfLife: { social: 6 * HOUR, other: DAY },
    ref: 12,
  },
  points: { heat: 25, growth: 20, negativity: 15, domain: 15, breadth: 15, people: 10 },
  cuts: { red: 80, orange: 60, yellow: 40, blue: 20 },
  hysteresis: { points: 5, wait: 30 * MINUTE },
}

export const deps: TopicDetectorDeps = {
  segmenter: createDictionarySegmenter(),
  rules: { levels, signals: [], domains: [{ code: 'wages', name: '工资拖欠', points: 12 }] },
  freshness: 3 * DAY,
  config: defaultTopicsConfig,
  office: {
    isWorkingDay: (date) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()),
    towns: new Map([['330681105', '店口镇']]),
    domains: new Map([['wages', '工资拖欠']]),
    watches: { get: () => undefined, caught: () => [] },
  },
  forecast: unwrap(readForecastModel(readForecastFile())),
}

const start = Date.parse('2026-11-16T00:00:00.000Z')
/** Minutes from the start → Instant. */
export const at = (minutes: number): string => toInstant(start + minutes * MINUTE)

/** A sighting as the classifier would write it. */
export function sighted(
  article: string,
  title: string,
  change: Partial<ClassifiedArticle> & { minute?: number; live?: boolean } = {},
): DomainEvent<'matter.sighted'> {
  const { minute = 0, live = true, ...rest } = change
  const body: ClassifiedArticle = {
    article,
    revision: 1,
    jurisdiction: '330681',
    source: { id: 'forum', name: '论坛', tier: 'forum', official: false },
    url: '',
    title,
    body: '',
    published: at(minute),
    seen: at(minute),
    voice: `voice-${article}`,
    contentHash: title,
    labels: {
      matters: [{ code: 'unpaid', name: '拖欠工资', domain: 'wages', score: 0.9, evidence: [] }],
      domains: ['wages'],
      places: [],
      candidates: [{ department: 'rsj', name: '人社局', score: 0.8, why: '拖欠工资由人社部门负责' }],
      sentiment: -0.6,
      urgency: 1,
      signals: [],
    },
    ...rest,
  }
  return makeEvent({
    type: 'matter.sighted',
    station: 'classifier',
    key: body.jurisdiction,
    at: body.seen,
    cause: `${article}:${body.revision}`,
    ordinal: 1,
    trace: article,
    live,
    body,
  })
}

/** The detector on an embedded record store, driven without an event log. */
export interface Bench {
  readonly store: RecordStore
  /** One batch in one transaction, as the runtime does it; `failing` makes the transaction fail at its end. */
  handle(inputs: readonly DomainEvent[], failing?: boolean): Promise<void>
  /** Fires what is due at this minute, until nothing is. Returns how many timers fired. */
  fireUntil(minute: number): Promise<number>
  /** Drops what is in memory, as a kill does. */
  kill(): Promise<void>
  /** topic.changed events in the outbox, oldest first. */
  told(): Promise<DomainEvent<'topic.changed'>[]>
  /** Articles that share a topic, as sorted groups. */
  partition(articles: readonly string[]): Promise<string[][]>
  close(): Promise<void>
}

/** An empty bench in a fresh folder. */
export async function openBench(config: Partial<TopicsConfig> = {}, office: Partial<BurstOffice> = {}): Promise<Bench> {
  const own = { ...deps, config: { ...deps.config, ...config }, office: { ...deps.office, ...office } }
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-detector-'))
  const store = await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger: silentLogger })
  let detector: StationAtWork<'topic-detector'> = await topicDetector.open(own, store.records)
  const reopen = async () => {
    detector = await topicDetector.open(own, store.records)
  }
  return {
    store,
    kill: reopen,
    async handle(inputs, failing = false) {
      try {
        await store.transaction(async (records) => {
          const fresh = new Set(
            await records.inbox.take(
              'topic-detector',
              inputs.map(({ id }) => id),
              at(0),
            ),
          )
          const turn = turnOn(records)
          await detector.handle(
            inputs.filter(({ id }) => fresh.delete(id)),
            turn,
          )
          await turn.flush()
          if (failing) throw new Error('killed')
        })
      } catch (thrown) {
        await reopen()
        if (!failing) throw thrown
      }
    },
    async fireUntil(minute) {
      let fired = 0
      for (;;) {
        const [timer] = await store.records.timers.due('topic-detector', at(minute), 1)
        if (!timer) return fired
        fired += 1
        await store.transaction(async (records) => {
          await records.timers.cancel('topic-detector', [timer.id])
          const turn = turnOn(records)
          await detector.fire?.(timer, turn)
          await turn.flush()
        })
      }
    },
    async told() {
      const rows = await store.records.outbox.oldest(10_000)
      return rows.map(({ value }) => unwrap(decode(value)) as DomainEvent<'topic.changed'>)
    },
    async partition(articles) {
      const topics = await store.records.topicItems.topicsOf(articles)
      const groups = new Map<string, string[]>()
      for (const [article, topic] of topics) groups.set(topic, [...(groups.get(topic) ?? []), article].toSorted())
      return [...groups.values()].toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
    },
    async close() {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function turnOn(records: Parameters<Parameters<RecordStore['transaction']>[0]>[0]) {
  const events: DomainEvent[] = []
  const turn: Turn<'topic-detector'> & { flush(): Promise<void> } = {
    records,
    emit(input, event) {
      const from = causeOf(input)
      events.push(makeEvent({ ...event, station: 'topic-detector', ...from }) as DomainEvent)
    },
    later: () => undefined,
    dead: () => undefined,
    onCommit: (tell) => tell(),
    flush: () =>
      records.outbox.add(
        events.map((event) => ({ id: event.id, topic: event.type, key: event.key, value: JSON.stringify(event) })),
      ),
  }
  return turn
}

const causeOf = (input: DomainEvent | TimerRow) =>
  'due' in input
    ? { at: input.due, cause: input.id, trace: input.id, live: true }
    : { at: input.at, cause: input.id, trace: input.trace, live: input.live }

/** The newest version of each topic that was told. */
export function newest(events: readonly DomainEvent<'topic.changed'>[]): Topic[] {
  const topics = new Map<string, Topic>()
  for (const { body } of events) topics.set(body.topic, body)
  return [...topics.values()]
}
