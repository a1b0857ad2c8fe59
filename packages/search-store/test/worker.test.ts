import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unwrap } from '@guanlan/kernel'
import { parseQuery } from '@guanlan/rules'
import { openEmbeddedSearchStore, type SearchStore } from '@guanlan/search-store'
import { sampleDocument } from '@guanlan/search-store/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const text = unwrap(parseQuery('工资'))

describe('the embedded search store with its workers', () => {
  let folder: string
  let store: SearchStore

  beforeAll(async () => {
    // A worker is a built file: what is built already costs nothing here.
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'packages/search-store'], {
      cwd: root,
    })
    folder = await mkdtemp(join(tmpdir(), 'search-'))
    store = await openEmbeddedSearchStore({ file: join(folder, 'search.sqlite') })
  }, 120_000)
  afterAll(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  it('finds in one thread what the other wrote', async () => {
    const outcomes = await store.put([
      sampleDocument({ id: 'a', body: '拖欠工资' }),
      sampleDocument({ id: 'b', body: '噪音' }),
    ])
    expect(outcomes.map((one) => one.outcome)).toEqual(['written', 'written'])
    const { hits, total } = await store.search({ order: 'newest', limit: 10, text })
    expect(hits.map((hit) => hit.article.article)).toEqual(['a'])
    expect(total).toBe(1)
    expect((await store.trends({ text }, 'day', 'none')).series[0]?.counts).toEqual([1])
    expect((await store.get(['b']))[0]?.body).toBe('噪音')
    expect(await store.health()).toBeNull()
  })

  it('hands errors over with their code', async () => {
    const search = store.search({ order: 'newest', limit: 1, cursor: 'garbage' })
    await expect(search).rejects.toMatchObject({ name: 'AppError', code: 'cursor_invalid' })
  })

  it('leaves the calling thread free while it writes', async () => {
    const documents = Array.from({ length: 2_000 }, (_, i) =>
      sampleDocument({ id: `w${i}`, body: '小区消防通道堵塞'.repeat(60) }),
    )
    let ticks = 0
    const timer = setInterval(() => (ticks += 1), 5)
    await store.put(documents)
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(10)
  })

  it('refuses a folder that cannot be one', async () => {
    const opening = openEmbeddedSearchStore({ file: join(folder, 'search.sqlite', 'sub', 'search.sqlite') })
    await expect(opening).rejects.toMatchObject({ code: 'folder_unwritable' })
  })
})
