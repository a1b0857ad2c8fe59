import { createHash } from 'node:crypto'
import { AppError } from '@guanlan/kernel'
import type { Client, estypes } from '@elastic/elasticsearch'
import type { EntityMapping } from './articles-mapping.js'
import { reasonOf } from './failures.js'
import { generationsOf, type Generations } from './generations.js'
import type { Month } from '../months.js'
import type { Names } from './names.js'
import type { ElasticsearchOptions } from './options.js'

export interface IndicesParts {
  readonly client: Client
  readonly names: Names
  readonly mapping: EntityMapping
  readonly options: Pick<ElasticsearchOptions, 'replicas' | 'shards'>
}

/** The cluster's side of our indices: what is there, and making what is missing. Engine errors are thrown as they come. */
export interface Indices {
  list(): Promise<Generations>
  /** Template and base index of this build's generation. Error `config_invalid`: a newer build's indices are there. */
  prepare(): Promise<Generations>
  /** Makes the index of a month where it is missing; it is searched as soon as it can answer, if its generation is. */
  make(generation: number, month: Month): Promise<void>
  /** Fields that a generation's mapping knows. */
  fieldsOf(generation: number): Promise<ReadonlySet<string>>
  /** Drops the indices of these months, of every generation; returns how many documents were searched in them. */
  drop(months: readonly Month[]): Promise<number>
  /** Lets searches go through this generation, all of it, and no other: one step. */
  readFrom(generation: number): Promise<void>
}

/** Changes of the cluster's state queue up behind others': they may take longer than a search. */
const PATIENT = { requestTimeout: 30_000 }

/** See `Indices`. */
export function createIndices({ client, names, mapping, options }: IndicesParts): Indices {
  const list = async (): Promise<Generations> => {
    try {
      return generationsOf(await client.indices.getAlias({ index: names.pattern }), names)
    } catch (thrown) {
      if (reasonOf(thrown)?.status === 404) return generationsOf({}, names)
      throw thrown
    }
  }

  async function create(index: string, read: boolean): Promise<void> {
    const aliases = { [names.writeAlias(index)]: {}, ...(read ? { [names.readAlias]: {} } : {}) }
    try {
      await client.indices.create({ index, aliases }, PATIENT)
    } catch (thrown) {
      // Another process was first, and gave it the same names in the same step.
      if (reasonOf(thrown)?.type !== 'resource_already_exists_exception') throw thrown
    }
  }

  /** Mends what a race or a hand has left: an index without its name for writing, or unsearched in a searched generation. */
  async function mend(found: Generations): Promise<void> {
    const unread = found.indices.filter(({ generation, read }) => !read && generation === found.reading)
    const actions: estypes.IndicesUpdateAliasesAction[] = [
      ...found.indices
        .filter(({ write }) => !write)
        .map(({ name }) => ({ add: { index: name, alias: names.writeAlias(name) } })),
      ...unread.map(({ name }) => ({ add: { index: name, alias: names.readAlias } })),
    ]
    if (unread.length > 0) await awaitShards(unread.map(({ name }) => name))
    if (actions.length > 0) await client.indices.updateAliases({ actions }, PATIENT)
  }

  /** Until every shard can answer, or half a minute: an index that is slow to come is better searched late than never. */
  async function awaitShards(index: string[]): Promise<void> {
    const wait = { index, wait_for_status: 'yellow', timeout: '25s' } as const
    await client.cluster.health(wait, { ...PATIENT, ignore: [408] })
  }

  async function seeToTemplate(before: Generations): Promise<void> {
    try {
      await putTemplate()
    } catch (thrown) {
      // Who only uses what another process, or an administrator, has made needs no right to templates.
      if (reasonOf(thrown)?.status !== 403 || !before.all.includes(mapping.version)) throw thrown
    }
  }

  async function putTemplate(): Promise<void> {
    const name = names.template(mapping.version)
    const template = templateOf(mapping, names, options)
    const hash = createHash('sha256').update(JSON.stringify(template)).digest('hex').slice(0, 16)
    if ((await findTemplate(name))?._meta?.['hash'] === hash) return
    await client.indices.putIndexTemplate({ name, ...template, _meta: { hash, madeBy: 'guanlan' } }, PATIENT)
  }

  async function findTemplate(name: string): Promise<estypes.IndicesIndexTemplate | null> {
    try {
      const { index_templates: found } = await client.indices.getIndexTemplate({ name })
      return found[0]?.index_template ?? null
    } catch (thrown) {
      if (reasonOf(thrown)?.status === 404) return null
      throw thrown
    }
  }

  return {
    list,
    async prepare() {
      const before = await list()
      const newest = before.all.at(-1) ?? 0
      if (newest > mapping.version)
        throw new AppError(
          'config_invalid',
          `ELASTICSEARCH_URL：索引 ${names.readAlias} 由更新版本的观澜写成（映射 v${newest}，此版本只认识到 v${mapping.version}）。请升级程序。`,
        )
      await seeToTemplate(before)
      // With nothing searched yet, the oldest generation there is: on a first start this one.
      const reading = before.reading ?? before.all[0] ?? mapping.version
      if (!before.all.includes(mapping.version)) await create(names.base(mapping.version), reading === mapping.version)
      const found = await list()
      await mend({ ...found, reading: found.reading ?? reading })
      return list()
    },
    async make(generation, month) {
      const before = await list()
      if (generation === mapping.version) await seeToTemplate(before)
      // Searched only once it can answer: until then every search over the alias would be refused.
      await create(names.index(generation, month), false)
      await mend(await list())
    },
    async fieldsOf(generation) {
      const template = await findTemplate(names.template(generation))
      return new Set(Object.keys(template?.template?.mappings?.properties ?? {}))
    },
    async drop(months) {
      const { indices } = await list()
      const going = indices.filter(({ month }) => month !== null && months.includes(month))
      if (going.length === 0) return 0
      const searched = going.filter((index) => index.read).map((index) => index.name)
      const count = searched.length === 0 ? 0 : (await client.count({ index: searched })).count
      await client.indices.delete({ index: going.map((index) => index.name), ignore_unavailable: true })
      return count
    },
    async readFrom(generation) {
      const { indices } = await list()
      const actions = indices.map(({ name, generation: own }): estypes.IndicesUpdateAliasesAction => {
        const both = { index: name, alias: names.readAlias }
        return own === generation ? { add: both } : { remove: { ...both, must_exist: false } }
      })
      await client.indices.updateAliases({ actions }, PATIENT)
      await mend(await list())
    },
  }
}

/** The composable template of one generation. */
export function templateOf(
  { version, mappings }: EntityMapping,
  names: Names,
  { shards = 1, replicas }: Pick<ElasticsearchOptions, 'replicas' | 'shards'>,
): Pick<estypes.IndicesIndexTemplate, 'priority' | 'version'> & {
  index_patterns: string[]
  template: estypes.IndicesIndexTemplateSummary
} {
  const copies = replicas === undefined ? { auto_expand_replicas: '0-1' as const } : { number_of_replicas: replicas }
  return {
    index_patterns: [names.templatePattern(version)],
    priority: 500,
    version,
    template: { settings: { index: { number_of_shards: shards, refresh_interval: '1s', ...copies } }, mappings },
  }
}
