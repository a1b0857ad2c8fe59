import { AppError, type Logger } from '@guanlan/kernel'
import type { ClassifiedArticle } from '@guanlan/contracts'
import { toSearchDocument } from '../document.js'
import type { Month } from '../months.js'
import { loadCut } from '../text/load-cut.js'
import type { EntityMapping } from './articles-mapping.js'
import { ask } from './ask.js'
import { sendBulk, type BulkItem } from './bulk.js'
import { openCluster, type Cluster } from './elasticsearch-search-store.js'
import { entryOf } from './entry.js'
import { storeError } from './failures.js'
import { monthsOf, type Generations } from './generations.js'
import type { ElasticsearchOptions } from './options.js'

/** What is told while copying: documents of a month looked at so far. */
export interface ReindexStep {
  readonly month: Month
  readonly copied: number
  readonly total: number
}

export interface ReindexReport {
  /** Mapping that was searched at the beginning, and that is searched now. */
  readonly from: number
  readonly to: number
  /** Documents of each month in the old and in the new index; empty when there was nothing to copy. */
  readonly months: readonly { readonly month: Month; readonly old: number; readonly new: number }[]
  /** Older mappings whose indices were dropped. */
  readonly dropped: readonly number[]
}

export interface ReindexOptions {
  /** Also drop the indices of older mappings, once they are not searched. */
  readonly dropOld?: boolean
  readonly onStep?: (step: ReindexStep) => void
}

/** Documents fetched at once. */
const PAGE = 200
const PATIENCE = 60_000

/**
 * Fills the indices of this build's mapping from the articles in those that are searched, month by month, compares the
 * counts and then moves all searches over in one step. Searching goes on all the while; what is put meanwhile goes to both
 * (see writer.ts), and external versions let the newest win. Interrupted, it goes on with the month that was not done.
 * Errors: those of opening; `internal` when the new indices lack something; `search_unavailable`, `store_full`.
 */
export async function reindexElasticsearch(
  options: ElasticsearchOptions,
  { dropOld = false, onStep = () => {} }: ReindexOptions = {},
  mapping?: EntityMapping,
): Promise<ReindexReport> {
  const cluster = await openCluster(options, mapping)
  try {
    return await reindex(cluster, options.logger, dropOld, onStep)
  } catch (thrown) {
    throw storeError(thrown)
  } finally {
    await cluster.client.close()
  }
}

async function reindex(
  cluster: Cluster,
  logger: Logger,
  dropOld: boolean,
  onStep: (step: ReindexStep) => void,
): Promise<ReindexReport> {
  const { indices } = cluster
  const to = cluster.mapping.version
  const from = (await indices.list()).reading ?? to
  const months = from === to ? [] : await copyAll(cluster, from, onStep)
  if (from !== to) {
    await indices.readFrom(to)
    logger.info({ from, to, months: months.length }, 'search moved to the new index')
  }
  return { from, to, months, dropped: dropOld ? await dropOlder(cluster) : [] }
}

/** Every month of the old generation, also one that began while others were copied. */
async function copyAll(cluster: Cluster, from: number, onStep: (step: ReindexStep) => void) {
  const { indices } = cluster
  const refused: string[] = []
  const done = new Set<Month>()
  for (;;) {
    const month = monthsOf(await indices.list(), from).find((one) => !done.has(one))
    if (month === undefined) break
    if (!(await isCopied(cluster, month))) {
      const bad = await copyMonth(cluster, from, month, onStep)
      if (bad.length === 0) await markCopied(cluster, month, true)
      refused.push(...bad)
    }
    done.add(month)
  }
  const counts = await countAll(cluster, await indices.list(), from)
  const short = counts.filter((one) => one.new < one.old)
  if (refused.length === 0 && short.length === 0) return counts
  // What was taken for done is not: the next run copies it again.
  for (const { month } of short) await markCopied(cluster, month, false)
  const sums = short.map((one) => `${one.month}：${one.new}/${one.old}`)
  throw new AppError(
    'internal',
    `重建索引未完成，检索仍使用原索引：${[...sums, ...refused.slice(0, 20)].join('；')}。修正后再次运行即可继续。`,
    { refused: refused.length },
  )
}

/** Copies a month in the order of ids; returns what the new index refuses, with the reason. */
async function copyMonth(
  cluster: Cluster,
  from: number,
  month: Month,
  onStep: (step: ReindexStep) => void,
): Promise<string[]> {
  const { client, names, indices, mapping } = cluster
  const cut = loadCut()
  const old = names.index(from, month)
  const alias = names.writeAlias(names.index(mapping.version, month))
  await indices.make(mapping.version, month)
  const { count: total } = await client.count({ index: old })
  const refused: string[] = []
  let copied = 0
  for (let after: string | null = null; ;) {
    const { hits } = await ask(client, {
      index: old,
      size: PAGE,
      sort: [{ id: 'asc' }],
      _source: ['article'],
      version: true,
      ...(after === null ? {} : { search_after: [after] }),
    })
    const items = hits.hits.flatMap((hit) => (hit._source ? [itemOf(hit._source.article, hit._version, alias)] : []))
    const results = await sendBulk(client, items, PATIENCE)
    for (const [i, result] of results.entries()) {
      if (result.kind === 'rejected') refused.push(`${items[i]?.id}（${result.reason}）`)
      if (result.kind === 'missing') throw new AppError('search_unavailable', `${alias} went away while it was filled`)
    }
    copied += items.length
    onStep({ month, copied, total })
    after = items.at(-1)?.id ?? null
    if (hits.hits.length < PAGE || after === null) return refused
  }

  function itemOf(article: ClassifiedArticle, version: number | undefined, to: string): BulkItem {
    const entry = entryOf(toSearchDocument(article), cut)
    return { alias: to, id: entry.id, version: version ?? entry.version, source: JSON.stringify(entry.fields) }
  }
}

/** Whether an earlier run went through this month to its end; said in the new index itself. */
async function isCopied({ client, names, mapping }: Cluster, month: Month): Promise<boolean> {
  const index = names.index(mapping.version, month)
  const found = await client.indices.getMapping({ index, ignore_unavailable: true })
  return found[index]?.mappings._meta?.['copied'] === true
}

async function markCopied({ client, names, mapping }: Cluster, month: Month, copied: boolean): Promise<void> {
  await client.indices.putMapping({ index: names.index(mapping.version, month), _meta: { copied } })
}

/** The old one is counted first: what arrives between goes to both, so that the new one never has fewer when all is there. */
async function countAll({ client, names, mapping }: Cluster, found: Generations, from: number) {
  const counts: { month: Month; old: number; new: number }[] = []
  for (const month of monthsOf(found, from)) {
    const [old, own] = [names.index(from, month), names.index(mapping.version, month)]
    await client.indices.refresh({ index: old })
    const { count } = await client.count({ index: old })
    await client.indices.refresh({ index: own })
    counts.push({ month, old: count, new: (await client.count({ index: own })).count })
  }
  return counts
}

/** Indices and templates of mappings before this one. Never while one of them is searched. */
async function dropOlder({ client, names, indices, mapping }: Cluster): Promise<number[]> {
  const found = await indices.list()
  if (found.reading !== mapping.version) return []
  const older = found.all.filter((generation) => generation < mapping.version)
  const going = found.indices.filter(({ generation }) => older.includes(generation)).map(({ name }) => name)
  if (going.length > 0) await client.indices.delete({ index: going, ignore_unavailable: true })
  for (const generation of older)
    await client.indices.deleteIndexTemplate({ name: names.template(generation) }, { ignore: [404] })
  return older
}
