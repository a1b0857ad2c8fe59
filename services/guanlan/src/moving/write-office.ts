import { allTopics, deadLetterTopics } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import type { StoredRow, TablePage } from '@guanlan/record-store'
import type { Stores } from '@guanlan/runtime'
import { toSearchDocument } from '@guanlan/search-store'
import type { Counts, Item, MovedMessage } from './office-file.js'
import { lettersOf, readers } from './read-office.js'

const AT_ONCE = 200
const CHARS_AT_ONCE = 2_000_000
/** What a search store has taken is found within two seconds; some more for a busy one. */
const FOUND_WITHIN_MS = 15_000
const LOOK_MS = 250

type Target = Omit<Stores, 'close'>

/** What the stores hold already, one phrase each; [] = they are empty. */
export async function contentsOf({ eventLog, recordStore, searchStore }: Target): Promise<string[]> {
  const found: string[] = []
  const { total } = await searchStore.search({ order: 'newest', limit: 1 })
  if (total > 0) found.push(`检索库 ${total} 条`)
  const topics: string[] = []
  for (const { name, partitions } of allTopics())
    for (let partition = 0; partition < partitions && topics.at(-1) !== name; partition += 1)
      if ((await eventLog.read(name, { partition, limit: 1 })).length > 0) topics.push(name)
  if (topics.length > 0) found.push(`事件日志 ${topics.join('、')}`)
  const tables = Object.entries(await recordStore.copy.counts()).filter(([, count]) => count > 0)
  if (tables.length > 0) found.push(`记录库 ${tables.map(([table, count]) => `${table} ${count} 行`).join('、')}`)
  return found
}

/** Writes an office into empty stores; records last and in one transaction. Resolves to what the search store refused for good. */
export async function writeOffice(target: Target, items: AsyncIterable<Item>): Promise<string[]> {
  const { eventLog, recordStore, searchStore } = target
  const batches = inBatches(items)
  const refused: string[] = []
  const numbers: Record<string, number> = {}
  let batch = await batches.next()
  for (; !batch.done && batch.value.kind !== 'row'; batch = await batches.next()) {
    const { value } = batch
    if (value.kind === 'article') {
      for (const outcome of await searchStore.put(value.items.map(({ article }) => toSearchDocument(article))))
        if (outcome.outcome === 'rejected') refused.push(`${outcome.id}：${outcome.reason}`)
    } else if (value.kind === 'message') {
      const [first] = value.items
      if (!first) continue
      const { topic, notBefore } = first
      await eventLog.publish(
        topic,
        value.items.map(({ key, value: text }) => ({ key, value: text })),
        notBefore === null ? {} : { notBefore },
      )
    } else for (const { table, number } of value.items) numbers[table] = number
  }
  async function* pages(): AsyncGenerator<TablePage> {
    for (; !batch.done; batch = await batches.next()) {
      if (batch.value.kind !== 'row') throw new AppError('bad_request', `a ${batch.value.kind} after the rows`)
      const [first] = batch.value.items
      if (first) yield { table: first.table, rows: batch.value.items.map(({ row }): StoredRow => row) }
    }
  }
  await recordStore.copy.write(pages(), numbers)
  return refused
}

/** What the stores hold now, counted in them and not while writing. `expected`: what search has to come to. */
export async function countOffice({ eventLog, recordStore, searchStore }: Target, expected: Counts): Promise<Counts> {
  const counts: Record<string, number> = {}
  const add = (part: string, count: number) => {
    if (count > 0) counts[part] = (counts[part] ?? 0) + count
  }
  for (const end = Date.now() + FOUND_WITHIN_MS; ;) {
    const { total } = await searchStore.search({ order: 'newest', limit: 1 })
    if (total === (expected['search articles'] ?? 0) || Date.now() > end) {
      add('search articles', total)
      break
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
  for (const { station, topics } of readers)
    for await (const page of eventLog.backlog(station, topics)) for (const { topic } of page) add(`log ${topic}`, 1)
  for (const topic of deadLetterTopics()) for await (const _letter of lettersOf(eventLog, topic)) add(`log ${topic}`, 1)
  for (const [table, count] of Object.entries(await recordStore.copy.counts())) add(`records ${table}`, count)
  return counts
}

type Of<Kind extends Item['kind']> = Extract<Item, { kind: Kind }>
type Batch = { readonly [Kind in Item['kind']]: { readonly kind: Kind; readonly items: Of<Kind>[] } }[Item['kind']]

/** Neighbours that are written together: of one kind, topic and time, or table. */
async function* inBatches(items: AsyncIterable<Item>): AsyncGenerator<Batch, void> {
  let together: Item[] = []
  let place = ''
  let chars = 0
  const batch = () => ({ kind: together[0]?.kind, items: together }) as Batch
  for await (const item of items) {
    const here = placeOf(item)
    const size = item.kind === 'message' ? item.value.length : 0
    if (together.length > 0 && (here !== place || together.length >= AT_ONCE || chars + size > CHARS_AT_ONCE)) {
      yield batch()
      together = []
      chars = 0
    }
    place = here
    chars += size
    together.push(item)
  }
  if (together.length > 0) yield batch()
}

const placeOf = (item: Item): string =>
  item.kind === 'article'
    ? 'article'
    : item.kind === 'message'
      ? messagePlace(item)
      : `${item.kind} ${item.kind === 'row' ? item.table : ''}`
const messagePlace = ({ topic, notBefore }: MovedMessage): string => `message ${topic} ${notBefore ?? ''}`
