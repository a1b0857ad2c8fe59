import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { deadLetterTopicOf, retryTopicOf, topicOf } from '@guanlan/contracts'
import { silentLogger, unwrap } from '@guanlan/kernel'
import { replayFact } from '@guanlan/record-store'
import { createDeadLetterDesk, openStores, readEnvironment, type Stores } from '@guanlan/runtime'
import { sampleDocument } from '@guanlan/search-store/contract'
import { freshFolder, until } from '@guanlan/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { exportOffice } from '../src/commands/export.js'
import { importOffice } from '../src/commands/import.js'
import { dataFiles, openDataFolder } from '../src/data-folder.js'

const AT = '2026-11-16T00:00:00.000Z'
const COLLECTED = topicOf('article.collected')
const RETRY = retryTopicOf(COLLECTED, 'classifier')
const LETTER = `classifier:${COLLECTED}:0:3`
const DUE = 4_000_000_000_000

let folder: Awaited<ReturnType<typeof freshFolder>>
/** What everything is tried with: the office of the folder `old`, exported. */
let file: string
let lines: string[] = []
beforeAll(async () => {
  folder = await freshFolder('moving')
  file = path('office.jsonl.gz')
  await withOffice('old', live)
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  expect(await exportOffice.run(['--data', path('old'), '--to', file])).toBe(0)
}, 60_000)
beforeEach(() => {
  lines = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
})
afterEach(() => void vi.restoreAllMocks())
afterAll(() => folder.remove())

const path = (name: string): string => join(folder.path, name)
const open = (name: string): Promise<Stores> =>
  openStores(unwrap(readEnvironment({})), dataFiles(path(name)), silentLogger)

async function withOffice<T>(name: string, work: (stores: Stores) => Promise<T>): Promise<T> {
  const stores = await open(name)
  try {
    return await work(stores)
  } finally {
    await stores.close()
  }
}

const letter = {
  id: LETTER,
  topic: COLLECTED,
  group: 'classifier',
  partition: 0,
  offset: 3,
  key: 'k',
  value: 'broken',
  code: 'event_invalid',
  message: 'no event',
  attempts: 1,
  at: new Date().toISOString(),
}

/** Some of everything: handled and waiting events, one held back, dead letters, rows, numbers that are gone, articles. */
async function live({ eventLog, recordStore, searchStore }: Stores): Promise<void> {
  await eventLog.publish(COLLECTED, [{ key: 'k', value: 'handled' }])
  const got: string[] = []
  const subscription = await eventLog.subscribe({
    group: 'classifier',
    topics: [COLLECTED, RETRY],
    handle: async (batch) => void got.push(...batch.map(({ value }) => value)),
  })
  await until('the first event to be handled', () => got.length === 1)
  await until('its commit', async () => (await eventLog.lag('classifier')).every(({ lag }) => lag === 0))
  await subscription.stop(5_000)
  await eventLog.publish(
    COLLECTED,
    Array.from({ length: 900 }, (_, i) => ({ key: `k${i % 9}`, value: `waiting ${i} 😀` })),
  )
  await eventLog.publish(RETRY, [{ key: 'k', value: 'held back' }], { notBefore: DUE })
  await eventLog.publish(deadLetterTopicOf(COLLECTED), [{ key: LETTER, value: JSON.stringify(letter) }])
  await searchStore.put(Array.from({ length: 210 }, (_, i) => sampleDocument({ id: `a${i}`, body: '停水' })))
  await recordStore.transaction(async (records) => {
    await records.facts.put(replayFact(LETTER), AT)
    await records.facts.put('voice-salt', 'pepper')
    await records.inbox.take('topic-detector', ['x', 'y'], AT)
    await records.outbox.add([{ id: 'e', topic: topicOf('topic.changed'), key: 'k', value: 'outgoing' }])
    await records.feed.append([1, 2, 3].map((n) => ({ kind: 'topic' as const, id: String(n), at: AT, body: n })))
  })
  await recordStore.transaction((records) => records.feed.trim(1))
}

describe('moving an office from one folder to another', () => {
  it('carries articles, what stations have still to do, dead letters and rows, and counts them there', async () => {
    expect(await importOffice.run(['--data', path('new'), '--from', file])).toBe(0)
    expect(lines.join('\n')).toMatch(/search articles +210 +210\n/)
    expect(lines.join('\n')).toMatch(/数目一致/)
    await withOffice('new', async ({ eventLog, recordStore, searchStore }) => {
      expect((await searchStore.search({ order: 'newest', limit: 1 })).total).toBe(210)
      const got: { key: string; value: string }[] = []
      const subscription = await eventLog.subscribe({
        group: 'classifier',
        topics: [COLLECTED, RETRY],
        handle: async (batch) => void got.push(...batch),
      })
      await until('what was waiting', () => got.length === 900)
      await subscription.stop(5_000)
      expect(got.some(({ value }) => value === 'handled')).toBe(false)
      for (let key = 0; key < 9; key += 1) {
        const own = got.filter((message) => message.key === `k${key}`).map(({ value }) => Number(value.split(' ')[1]))
        expect(own).toEqual(Array.from({ length: 100 }, (_, i) => i * 9 + key))
      }
      const held: unknown[] = []
      for await (const page of eventLog.backlog('classifier', [RETRY])) held.push(...page)
      expect(held).toEqual([{ topic: RETRY, key: 'k', value: 'held back', notBefore: DUE }])
      expect(await recordStore.records.facts.get('voice-salt')).toBe('pepper')
      expect((await recordStore.records.outbox.oldest(10)).map(({ id }) => id)).toEqual(['e'])
      expect(
        await recordStore.transaction((records) => records.inbox.take('topic-detector', ['x', 'y', 'z'], AT)),
      ).toEqual(['z'])
      await recordStore.transaction((records) => records.feed.append([{ kind: 'topic', id: 'n', at: AT, body: 4 }]))
      expect((await recordStore.records.feed.after(0, 10)).map(({ seq }) => seq)).toEqual([3, 4])
    })
  })

  it('gives dead letters ids that no letter of the new log can get, and keeps which of them were replayed', async () => {
    await withOffice('new', async ({ eventLog, recordStore }) => {
      await eventLog.publish(deadLetterTopicOf(COLLECTED), [{ key: LETTER, value: JSON.stringify(letter) }])
      const desk = createDeadLetterDesk(eventLog, recordStore)
      const letters = await desk.list({ limit: 10 })
      expect(letters).toHaveLength(2)
      const moved = letters.find(({ id }) => id !== LETTER)
      expect(moved?.id).toMatch(new RegExp(`^${LETTER}:m[0-9a-f]{8}$`))
      expect(moved?.replayedAt).toBe(AT)
      expect(letters.find(({ id }) => id === LETTER)?.replayedAt).toBeUndefined()
      expect((await desk.show(moved?.id ?? '')).value).toBe('broken')
    })
    // Carried on once more it keeps its id.
    expect(await exportOffice.run(['--data', path('new'), '--to', path('again.gz')])).toBe(0)
    expect(
      gunzipSync(readFileSync(path('again.gz')))
        .toString()
        .match(/:m[0-9a-f]{8}:m/),
    ).toBeNull()
  })

  it('refuses a folder that is in use, one that is none, and a target that holds something', async () => {
    const lock = openDataFolder(path('old'))
    await expect(exportOffice.run(['--data', path('old'), '--to', path('x.gz')])).rejects.toMatchObject({
      code: 'data_in_use',
    })
    lock.release()
    await expect(exportOffice.run(['--data', path('none'), '--to', path('x.gz')])).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(exportOffice.run(['--data', path('old'), '--to', file])).rejects.toThrow(/已经存在/)
    await expect(importOffice.run(['--data', path('old'), '--from', file])).rejects.toThrow(
      /目标不是空的：检索库 210 条；事件日志 .*；记录库 .*facts 2 行/,
    )
  })

  it('refuses an office whose services wrote a moment ago that they live', async () => {
    const name = 'member:api:api-7'
    const member = { service: 'api', instance: 'api-7', at: Date.now(), problem: null, url: 'http://x' }
    await withOffice('old', ({ recordStore }) => recordStore.transaction((records) => records.facts.put(name, member)))
    await expect(exportOffice.run(['--data', path('old'), '--to', path('x.gz')])).rejects.toThrow(/api-7/)
  })

  it('tells a damaged, cut or foreign file by its content before anything is written', async () => {
    const good = readFileSync(file)
    const text = gunzipSync(good).toString()
    const bad: readonly [string, Buffer, RegExp][] = [
      ['cut', good.subarray(0, Math.floor(good.length / 2)), /已损坏（压缩数据中断或有误）/],
      ['foreign', Buffer.from('{"a":1}\n'), /不是 guanlan export/],
      ['other', gzipSync('{"a":1}\n'), /不是 guanlan export/],
      ['empty', Buffer.alloc(0), /已损坏|不是/],
      ['edited', gzipSync(text.replace('pepper', 'salted')), /校验值不符/],
      ['short', gzipSync(text.split('\n').slice(0, 50).join('\n')), /没有写完/],
      ['newer', gzipSync(text.replace('"format":1', '"format":2')), /另一版本/],
      ['longer', gzipSync(`${text}{}\n`), /结尾之后/],
    ]
    for (const [name, bytes, message] of bad) {
      writeFileSync(path(name), bytes)
      await expect(importOffice.run(['--data', path('target'), '--from', path(name)])).rejects.toThrow(message)
    }
    await expect(importOffice.run(['--data', path('target'), '--from', path('nothing')])).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(existsSync(path('target'))).toBe(false)
  })

  it('leaves the records empty when it breaks off, and can be begun again on an emptied target', async () => {
    const text = gunzipSync(readFileSync(file)).toString().split('\n')
    // A row that no store takes: as if the disk had ended there.
    const broken = text.map((line) => line.replace('"table":"inbox","row":{', '"table":"inbox","row":{"surplus":1,'))
    const body = `${broken.slice(0, -2).join('\n')}\n`
    const end = {
      ...(JSON.parse(broken.at(-2) ?? '') as object),
      sha256: createHash('sha256').update(body).digest('hex'),
    }
    writeFileSync(path('broken.gz'), gzipSync(`${body}${JSON.stringify(end)}\n`))
    await expect(importOffice.run(['--data', path('target'), '--from', path('broken.gz')])).rejects.toThrow(
      /请清空目标/,
    )
    await withOffice('target', async ({ recordStore }) => {
      expect(Object.values(await recordStore.copy.counts()).every((count) => count === 0)).toBe(true)
    })
    await expect(importOffice.run(['--data', path('target'), '--from', file])).rejects.toThrow(/目标不是空的/)
    rmSync(path('target'), { recursive: true })
    expect(await importOffice.run(['--data', path('target'), '--from', file])).toBe(0)
  })
})
