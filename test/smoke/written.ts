import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { allTopics } from '@guanlan/contracts'
import { unwrap, silentLogger } from '@guanlan/kernel'
import { openStores, readEnvironment } from '@guanlan/runtime'
import { currentShape, storageOf } from '@guanlan/testkit'

const PAGE = 1_000

/** All that a stopped run has written anywhere, as text by place: files as they are, and what is kept on servers through the stores. */
export async function everythingWritten(data: string): Promise<ReadonlyMap<string, string>> {
  const written = new Map<string, string>()
  for (const file of filesOf(data)) written.set(file, readFileSync(file, 'latin1'))
  if (currentShape() === 'one') return written

  const none = { log: '', records: '', search: '' }
  const stores = await openStores(unwrap(readEnvironment({ ...storageOf(data) })), none, silentLogger)
  const { records } = stores.recordStore
  try {
    for (const { name, partitions } of allTopics())
      for (let partition = 0; partition < partitions; partition += 1)
        for (let after = -1; ;) {
          const page = await stores.eventLog.read(name, { partition, after, limit: PAGE })
          add(`topic ${name}`, page)
          const last = page.at(-1)
          if (!last) break
          after = last.offset
        }
    for (let seq = 0; ;) {
      const page = await records.feed.after(seq, PAGE)
      add('feed', page)
      const last = page.at(-1)
      if (!last) break
      seq = last.seq
    }
    for (let after: { seen: string; article: string } | null = null; ;) {
      const page = await records.topicItems.since('', after, PAGE)
      add('topic items', page)
      const last = page.at(-1)
      if (!last) break
      after = last
    }
    add('topics', (await records.topics.list({ limit: PAGE, order: 'newest' })).items)
    add('alerts', (await records.alerts.list({ limit: PAGE })).items)
    add('tickets', (await records.tickets.list({ limit: PAGE, order: 'newest' })).items)
    add('calls', await records.calls.list({ limit: PAGE }))
    add('sources', await records.sources.list())
    for (let cursor: string | undefined; ;) {
      const page = await stores.searchStore.search({ order: 'newest', limit: 200, ...(cursor ? { cursor } : {}) })
      add('search', page.hits)
      if (page.next === null) break
      cursor = page.next
    }
  } finally {
    await stores.close()
  }
  return written

  function add(place: string, what: unknown): void {
    written.set(place, `${written.get(place) ?? ''}\n${JSON.stringify(what)}`)
  }
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesOf(path) : [path]
  })
