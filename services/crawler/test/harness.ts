import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  decode,
  fetcherConfigSchema,
  sourceConfigSchema,
  type Article,
  type FetchedSourceConfig,
  type SourceConfigInput,
  type SourceState,
} from '@guanlan/contracts'
import { createFetcher } from '@guanlan/fetcher'
import { silentLogger, unwrap, type Instant } from '@guanlan/kernel'
import { openEmbeddedRecordStore, type RecordStore, type SourceRow } from '@guanlan/record-store'
import { createMetrics } from '@guanlan/runtime'
import { createManualClock, type ManualClock } from '@guanlan/testkit'
import { afterEach, expect } from 'vitest'
import { slotsBy } from '../src/habit.js'
import { crawl, type CrawlParts } from '../src/crawl.js'
import { startFakeWeb, type FakeWeb, type Page } from '@guanlan/testkit'

const cleanUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close()
})

export async function openStore(): Promise<RecordStore> {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-crawler-'))
  const store = await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger: silentLogger })
  cleanUp.push(
    () => rm(folder, { recursive: true, force: true }),
    () => store.close(),
  )
  return store
}

export async function startWeb(pages: Record<string, Page>): Promise<FakeWeb> {
  const web = await startFakeWeb(pages)
  cleanUp.push(() => web.close())
  return web
}

export const onEnd = (close: () => Promise<unknown>): void => void cleanUp.push(close)

export const sourceOf = (input: SourceConfigInput): FetchedSourceConfig => {
  const source = sourceConfigSchema.parse(input)
  if (source.kind === 'push') throw new Error('a pushed source is not fetched')
  return source
}

export const settingsFor = (hosts: readonly string[]) => ({
  ...fetcherConfigSchema.parse({
    allow_private: hosts,
    firstByteTimeout: '2s',
    totalTimeout: '3s',
    connectTimeout: '2s',
  }),
  maxBytes: 1_000_000,
  hostDelay: 0,
})

/** One source on a fake web, with a store of its own and a clock that only moves when told. */
export interface Desk {
  readonly clock: ManualClock
  readonly store: RecordStore
  visit(): Promise<Instant | null>
  /** Articles told since the last call, in the order in which they were told. */
  told(): Promise<(Article & { live: boolean })[]>
  /** States announced since the last call. */
  announced(): Promise<SourceState[]>
  row(): Promise<SourceRow>
}

/** A source's file without what every one of these tests would say alike; each kind keeps its own fields. */
type Described<Input> = Input extends unknown ? Omit<Input, 'id' | 'name' | 'hostDelay'> : never

export const start = Date.parse('2026-11-16T02:00:00.000Z')

/** The next visit is an interval after `start`, give or take a twentieth. */
export function expectDue(due: Instant | null, interval: number): void {
  expect(Math.abs(Date.parse(due ?? '') - start - interval)).toBeLessThanOrEqual(interval / 20)
}

export async function openDesk(
  web: FakeWeb,
  input: Described<Extract<SourceConfigInput, { url: string }>>,
  parts: Partial<CrawlParts> = {},
): Promise<Desk> {
  const store = await openStore()
  const clock = createManualClock(start)
  const fetcher = createFetcher(settingsFor([web.host]), { logger: silentLogger })
  cleanUp.push(() => fetcher.close())
  const source = sourceOf({ id: 's', name: '来源', hostDelay: '0ms', ...input } as SourceConfigInput)
  const all = {
    recordStore: store,
    fetcher,
    clock,
    logger: silentLogger,
    metrics: createMetrics(),
    jurisdiction: '330681',
    salt: 'salt',
    vault: null,
    slotOf: slotsBy(() => true),
    ...parts,
  }
  let read = 0
  const events = async () => {
    const rows = (await store.records.outbox.oldest(10_000)).filter(({ seq }) => seq > read)
    read = rows.at(-1)?.seq ?? read
    return rows.map(({ value }) => unwrap(decode(value)))
  }
  return {
    clock,
    store,
    visit: () => crawl(source, all, new AbortController().signal),
    told: async () =>
      (await events()).flatMap((event) =>
        event.type === 'article.collected' ? [{ ...event.body, live: event.live }] : [],
      ),
    announced: async () => (await events()).flatMap((event) => (event.type === 'source.changed' ? [event.body] : [])),
    row: async () => {
      const row = await store.records.sources.get('s')
      if (!row) throw new Error('no row')
      return row
    },
  }
}
