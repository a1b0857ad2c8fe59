import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Status } from '@guanlan/contracts'
import { unwrap } from '@guanlan/kernel'
import { createLogger, readEnvironment } from '@guanlan/runtime'
import type * as SearchStores from '@guanlan/search-store'
import type * as Sqlite from '@guanlan/sqlite'
import { freshFolder, until } from '@guanlan/testkit'
import { afterEach, describe, expect, it, vi } from 'vitest'

/** Every connection that the process opened for writing, by the name of its file: a page limit is the connection's own. */
const connections = vi.hoisted(() => new Map<string, Sqlite.Database>())
vi.mock('@guanlan/sqlite', async (original) => {
  const actual = await original<typeof Sqlite>()
  return {
    ...actual,
    openDatabase: (file: string, options?: { readonly?: boolean }) => {
      const db = actual.openDatabase(file, options)
      if (!options?.readonly) connections.set(file.split('/').at(-1) ?? file, db)
      return db
    },
  }
})
// On this thread, so that its connection can be reached.
vi.mock('@guanlan/search-store', async (original) => {
  const actual = await original<typeof SearchStores>()
  return {
    ...actual,
    openEmbeddedSearchStore: (options: { file: string }) =>
      actual.openEmbeddedSearchStore({ ...options, worker: false }),
  }
})

const { openDataFolder } = await import('../../services/guanlan/src/data-folder.js')
const { startOneProcess } = await import('../../services/guanlan/src/one-process.js')

const stores = [
  { file: 'log.db', part: 'event-log' },
  { file: 'records.db', part: 'record-store' },
  { file: 'search.db', part: 'search-store' },
] as const

interface Ready {
  readonly ready: boolean
  readonly parts: readonly { part: string; ready: boolean; code?: string; reason?: string }[]
}
/** Of an item: it takes some pages, so that what is full shows soon. */
const BODY = '城东小学门口的路灯坏了三天。'.repeat(120)

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
  connections.clear()
})

async function start() {
  const data = await freshFolder('full-disk')
  endings.push(data.remove)
  const config = await freshFolder('full-disk-config')
  endings.push(config.remove)
  mkdirSync(join(config.path, 'sources'))
  writeFileSync(join(config.path, 'sources', 'push.yaml'), JSON.stringify({ id: 'push', name: '推送', kind: 'push' }))
  const lines: { level: string; msg: string; err?: { code?: string } }[] = []
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const folder = openDataFolder(data.path)
  const running = await startOneProcess(
    { port: 0, data: data.path, config: config.path, sample: false, speed: 1, seed: 0 },
    unwrap(readEnvironment({})),
    folder,
    createLogger({ level: 'info', name: 'guanlan', destination }),
  )
  endings.push(async () => {
    await running.stop()
    folder.release()
  })
  const get = async <T>(path: string): Promise<{ status: number; body: T }> => {
    const response = await fetch(new URL(path, running.url))
    return { status: response.status, body: (await response.json()) as T }
  }
  let pushed = 0
  const accepted: string[] = []
  /** Pushes one item; it counts when it was accepted. */
  const push = async (): Promise<{ status: number; body: { code?: string } }> => {
    const id = `p${(pushed += 1)}`
    const response = await fetch(new URL('/api/v1/items', running.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id, source: 'push', title: `路灯 ${id}`, body: `${id}${BODY}` }),
    })
    if (response.ok) accepted.push(id)
    return { status: response.status, body: (await response.json()) as { code?: string } }
  }
  const indexed = async () => (await get<{ total: number }>('/api/v1/search?limit=1')).body.total
  return { get, push, accepted, indexed, lines }
}

describe('a full disk', () => {
  for (const { file, part } of stores)
    it(`under ${file}: says so once and clearly, loses and doubles nothing, and goes on by itself when there is room`, async () => {
      const { get, push, accepted, indexed, lines } = await start()
      for (let i = 0; i < 5; i += 1) expect((await push()).status).toBeLessThan(300)
      await until('the first items', async () => (await indexed()) === 5)
      const database = connections.get(file)
      if (!database) throw new Error(`${file} was not opened`)
      expect(database.pragma('max_page_count = 1', { simple: true })).toBe(
        database.pragma('page_count', { simple: true }),
      )

      const trouble = await until('the alarm', async () => {
        const answer = await push()
        // Refused in words that a client understands, or taken and kept until there is room.
        if (answer.status >= 300) expect([answer.status, answer.body.code]).toEqual([507, 'store_full'])
        const { status, body } = await get<Ready>('/readyz')
        const found = body.parts.find((one) => one.part === part && !one.ready)
        return found ? { status, found } : null
      })
      expect(trouble).toMatchObject({ status: 503, found: { code: 'store_full' } })
      expect(trouble.found.reason).toMatch(/磁盘空间不足/)
      // The console learns it from here, and the desk can still be read.
      const status = await get<Status>('/api/v1/status')
      expect(status.status).toBe(200)
      expect(status.body.problems).toContainEqual(expect.objectContaining({ part, code: 'store_full' }))
      expect(await indexed()).toBeGreaterThanOrEqual(5)
      // It lasts: everybody who wants to write tries again all the while.
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      const told = lines.filter(({ level, err }) => level !== 'info' && err?.code === 'store_full')
      expect(told.length).toBeGreaterThanOrEqual(1)
      expect(new Set(told.map((line) => JSON.stringify([line.msg, (line as { station?: string }).station]))).size).toBe(
        told.length,
      )
      expect(told.length).toBeLessThanOrEqual(8)

      database.pragma('max_page_count = 1000000')
      await until('the alarm to end', async () => (await get<Ready>('/readyz')).status === 200)
      for (let i = 0; i < 5; i += 1) expect((await push()).status).toBeLessThan(300)
      await until('all that was accepted', async () => (await indexed()) === accepted.length)
      await until('the alarm to stay away', async () => (await get<Ready>('/readyz')).status === 200)
      const { body } = await get<Status>('/api/v1/status')
      expect(body.problems).toEqual([])
      expect(body.counts.deadLetters).toBe(0)
      for (const one of stores)
        expect([one.file, connections.get(one.file)?.pragma('integrity_check', { simple: true })]).toEqual([
          one.file,
          'ok',
        ])
    })
})
