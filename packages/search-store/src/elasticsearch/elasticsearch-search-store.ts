import { toAppError, type AppError } from '@guanlan/kernel'
import { monthOf, startOf } from '../months.js'
import type { SearchStore } from '../port.js'
import { loadCut } from '../text/load-cut.js'
import { articlesMapping, type EntityMapping } from './articles-mapping.js'
import { connect, type Connection } from './connect.js'
import { bootError, storeError } from './failures.js'
import { createIndices, type Indices } from './indices.js'
import { namesOf, type Names } from './names.js'
import type { ElasticsearchOptions } from './options.js'
import { createReader } from './reader.js'
import { createWriter } from './writer.js'

/** How long what the engine puts off is tried again within one `put`, ms. */
const PATIENCE = 10_000

/** What differs in tests of mapping changes and of an engine that is away. */
export interface StoreTuning {
  readonly mapping?: EntityMapping
  readonly patience?: number
}

/** Everything that is built upon one connection. */
export interface Cluster extends Connection {
  readonly names: Names
  readonly indices: Indices
  readonly mapping: EntityMapping
}

/**
 * The search store on an Elasticsearch 8 or 9, or an OpenSearch 2. Errors, all naming the setting: `config_invalid`
 * (address, login, rights, certificate, another product, indices of a newer build), `search_unavailable` (nobody answers).
 */
export const openElasticsearchSearchStore = (options: ElasticsearchOptions): Promise<SearchStore> => openStore(options)

/** The same, with parts that a test may replace. */
export async function openStore(options: ElasticsearchOptions, tuning: StoreTuning = {}): Promise<SearchStore> {
  const cluster = await openCluster(options, tuning.mapping)
  const { client, kind, names, indices, mapping } = cluster
  const { logger } = options
  const cut = loadCut()
  const reader = createReader(client, kind, names, cut)
  const { patience = PATIENCE } = tuning
  const write = createWriter({ client, names, indices, cut, generation: mapping.version, patience })
  let failed: AppError | null = null
  logger.info({ engine: kind, alias: names.readAlias, mapping: mapping.version }, 'search store open')

  return {
    ...reader,
    async put(documents) {
      if (documents.length === 0) return []
      try {
        const outcomes = await write(documents)
        failed = null
        return outcomes
      } catch (thrown) {
        failed = toAppError(thrown, 'search_unavailable')
        throw failed
      }
    },
    async expire(before) {
      try {
        const end = startOf(monthOf(before))
        const { indices: found } = await indices.list()
        return await indices.drop(found.flatMap(({ month }) => (month !== null && startOf(month) < end ? [month] : [])))
      } catch (thrown) {
        throw storeError(thrown)
      }
    },
    async health() {
      return failed ?? (await checkHealth(cluster))
    },
    close: () => client.close(),
  }
}

/** Connects and sees to template and base index. Errors: those of `openElasticsearchSearchStore`. */
export async function openCluster(options: ElasticsearchOptions, mapping = articlesMapping): Promise<Cluster> {
  const names = namesOf(options.namespace)
  const connection = await connect(options)
  const indices = createIndices({ client: connection.client, names, mapping, options })
  try {
    const { reading } = await indices.prepare()
    if (reading !== null && reading < mapping.version)
      options.logger.warn(
        { reading, writing: mapping.version },
        'search goes through an older index: run guanlan reindex',
      )
  } catch (thrown) {
    await connection.client.close()
    throw bootError(thrown, options.url)
  }
  return { ...connection, names, indices, mapping }
}

/** Whether the indices can be searched and written, by the engine's own account. */
async function checkHealth({ client, names }: Cluster): Promise<Error | null> {
  try {
    const { status, unassigned_shards: lost } = await client.cluster.health({ index: names.readAlias, timeout: '2s' })
    if (status !== 'red' && status !== 'RED') return null
    return toAppError(new Error(`search indices are red: ${lost} shards are nowhere`), 'search_unavailable')
  } catch (thrown) {
    return storeError(thrown)
  }
}
