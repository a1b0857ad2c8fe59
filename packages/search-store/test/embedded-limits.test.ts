import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedSearchStore } from '@guanlan/search-store'
import { sampleDocument } from '@guanlan/search-store/contract'
import { describe, expect, it } from 'vitest'

const inFolder = async (work: (file: string) => Promise<void>) => {
  const folder = await mkdtemp(join(tmpdir(), 'search-'))
  try {
    await work(join(folder, 'search.sqlite'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('the embedded search store at its limits', () => {
  it('keeps every one of 5,000 documents of the same millisecond, and pages through them once', async () => {
    const store = await openEmbeddedSearchStore({ file: ':memory:', worker: false })
    const day = '2026-11-20T16:00:00.000Z'
    await store.put(
      Array.from({ length: 5_000 }, (_, i) => sampleDocument({ id: `d${i}`, at: day, title: '', body: '' })),
    )
    const range = { from: day, to: '2026-11-20T16:00:00.001Z' }
    const seen = new Set<string>()
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof store.search>> = await store.search({
        ...range,
        order: 'newest',
        limit: 200,
        ...(cursor ? { cursor } : {}),
      })
      for (const hit of page.hits) seen.add(hit.article.article)
      cursor = page.next
    } while (cursor)
    expect(seen.size).toBe(5_000)
    expect((await store.search({ ...range, order: 'newest', limit: 1 })).total).toBe(5_000)
    await store.close()
  })

  it('takes times of any year', async () => {
    const store = await openEmbeddedSearchStore({ file: ':memory:', worker: false })
    const times = ['0001-01-01T00:00:00Z', '1969-12-31T23:59:59Z', '2026-11-20T00:00:00Z', '9999-12-31T23:59:59Z']
    await store.put(times.map((at, i) => sampleDocument({ id: `d${i}`, at })))
    const { hits } = await store.search({ order: 'newest', limit: 10 })
    expect(hits.map((hit) => hit.article.article).slice(0, 2)).toEqual(['d3', 'd2'])
    expect(hits).toHaveLength(4)
    const { total } = await store.search({ order: 'newest', limit: 10, to: '1970-01-01T00:00:00.000Z' })
    expect(total).toBe(2)
    await store.close()
  })

  it('says store_full when the disk is, keeps what it had, and goes on when there is room', async () => {
    await inFolder(async (file) => {
      const big = (id: string) => sampleDocument({ id, body: '消防通道堵塞，物业不管。'.repeat(4_000) })
      const small = await openEmbeddedSearchStore({ file, worker: false, maxPages: 60 })
      await small.put([sampleDocument({ id: 'first' })])
      await expect(small.put([big('a'), big('b'), big('c')])).rejects.toMatchObject({ code: 'store_full' })
      expect(await small.health()).toMatchObject({ code: 'store_full' })
      expect((await small.search({ order: 'newest', limit: 10 })).total).toBe(1)
      await small.close()
      const roomy = await openEmbeddedSearchStore({ file, worker: false })
      expect(await roomy.put([big('a')])).toEqual([{ id: 'a', outcome: 'written' }])
      expect(await roomy.health()).toBeNull()
      await roomy.close()
    })
  })

  it('finds a phrase of many parts and lights it whole', async () => {
    const store = await openEmbeddedSearchStore({ file: ':memory:', worker: false })
    const parts = ['消防', '通道', '堵塞', '物业', '不管', '学校', '食堂', '噪音']
    await store.put([
      sampleDocument({ id: 'a', body: `前言，${parts.join('、')}。` }),
      sampleDocument({ id: 'b', body: parts.toReversed().join('、') }),
    ])
    const { hits } = await store.search({ order: 'newest', limit: 10, text: { kind: 'phrase', parts } })
    expect(hits.map((hit) => hit.article.article)).toEqual(['a'])
    expect(hits[0]?.highlights.snippet).toEqual([[3, 3 + parts.join('、').length]])
    await store.close()
  })

  it('refuses what only rules speak', async () => {
    const store = await openEmbeddedSearchStore({ file: ':memory:', worker: false })
    const leaf = { kind: 'term', text: '工资', anywhere: true, prefix: false } as const
    for (const text of [
      leaf,
      { kind: 'count', min: 2, of: [leaf] },
      { kind: 'not', of: { ...leaf, anywhere: false } },
    ] as const) {
      await expect(store.search({ order: 'newest', limit: 1, text })).rejects.toMatchObject({ code: 'query_invalid' })
    }
    await store.close()
  })
})
