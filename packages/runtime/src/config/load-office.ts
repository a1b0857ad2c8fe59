import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import {
  alertsConfigSchema,
  channelConfigSchema,
  clockConfigSchema,
  contextConfigSchema,
  departmentConfigSchema,
  domainConfigSchema,
  escalationConfigSchema,
  fetcherConfigSchema,
  holidayConfigSchema,
  levelsConfigSchema,
  matterConfigSchema,
  officeConfigSchema,
  placeConfigSchema,
  signalConfigSchema,
  sourceConfigSchema,
  watchConfigSchema,
  type Office,
  type SourceConfigInput,
} from '@guanlan/contracts'
import { AppError, err, ok, type Result } from '@guanlan/kernel'
import type { z } from 'zod'
import { checkReferences } from './check-references.js'
import { formatProblem, type ConfigProblem, type Origin } from './origins.js'
import { check, entriesOf, readYaml, type YamlFile } from './read-yaml.js'

/** Lists: `matters.yaml`, `matters-*.yaml` and `matters/*.yaml`; each file a list or a single entry. */
const lists = {
  domains: domainConfigSchema,
  departments: departmentConfigSchema,
  matters: matterConfigSchema,
  contexts: contextConfigSchema,
  signals: signalConfigSchema,
  watches: watchConfigSchema,
  places: placeConfigSchema,
  clocks: clockConfigSchema,
  holidays: holidayConfigSchema,
  channels: channelConfigSchema,
  escalations: escalationConfigSchema,
  sources: sourceConfigSchema,
} as const
/** Objects: one file each; the office's keys lie over the shipped ones. */
const objects = {
  office: officeConfigSchema,
  levels: levelsConfigSchema,
  alerts: alertsConfigSchema,
  fetcher: fetcherConfigSchema,
} as const

type ListName = keyof typeof lists
type ObjectName = keyof typeof objects

export interface OfficeLayers {
  /** The shipped `config/office`. */
  readonly shipped: string
  /** `--config DIR`, lies over it file by file. */
  readonly office?: string
  readonly sample?: SampleLayer
}

/** What `--sample on` adds, and nothing else. */
export interface SampleLayer {
  readonly sources: readonly SourceConfigInput[]
  readonly allowPrivate: readonly string[]
  readonly autoDispatch?: unknown
}

export interface LoadedOffice {
  readonly office: Office
  /** `sources[zhuji-portal]`, `fetcher.maxBytes` → where its value came from. */
  readonly origins: ReadonlyMap<string, Origin>
  /** The same with a sample laid over it, without reading the files again. Error as of `loadOffice`. */
  withSample(sample: SampleLayer): Result<LoadedOffice>
}

interface LayeredFile {
  readonly path: string
  readonly shownAs: string
  readonly layer: 'shipped' | 'office'
}

/**
 * Reads the configuration in force. All problems are found before any is reported: AppError `config_invalid`, whose
 * message has one line per problem (`file:line field: message`) and whose details carry them.
 */
export function loadOffice(layers: OfficeLayers): Result<LoadedOffice> {
  const problems: ConfigProblem[] = []
  const origins = new Map<string, Origin>()
  const files = collectFiles(layers, problems)
  const read = new Map<string, YamlFile>()
  for (const [name, stack] of files)
    for (const file of stack) {
      const yaml = readYaml(file.path, file.shownAs, problems)
      if (yaml) read.set(`${file.layer}:${name}`, yaml)
      else if (stack.length > 1) read.delete(`shipped:${name}`)
    }

  const listValues = Object.fromEntries(
    (Object.keys(lists) as ListName[]).map((section) => [section, readList(section, files, read, origins, problems)]),
  ) as unknown as Pick<Office, ListName>
  return layOver({ lists: listValues, read, origins, problems }, layers.sample)
}

/** What the files said, before objects are put together and a sample is laid over it. */
interface ReadFiles {
  readonly lists: Pick<Office, ListName>
  readonly read: Map<string, YamlFile>
  readonly origins: ReadonlyMap<string, Origin>
  readonly problems: readonly ConfigProblem[]
}

function layOver(from: ReadFiles, sample: SampleLayer | undefined): Result<LoadedOffice> {
  const origins = new Map(from.origins)
  const problems = [...from.problems]
  const sampleObjects: Partial<Record<ObjectName, object>> = sample?.autoDispatch
    ? { office: { autoDispatch: sample.autoDispatch } }
    : {}
  const objectValues = Object.fromEntries(
    (Object.keys(objects) as ObjectName[]).map((section) => [
      section,
      readObject(section, from.read, sampleObjects[section], origins, problems),
    ]),
  ) as unknown as Pick<Office, ObjectName>

  const office = withSample({ ...from.lists, ...objectValues }, sample, origins, problems)
  if (problems.length === 0) problems.push(...checkReferences(office, origins))
  if (problems.length === 0) return ok({ office, origins, withSample: (other) => layOver(from, other) })
  const message = `配置有 ${problems.length} 处错误：\n${problems.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`
  return err(new AppError('config_invalid', message, { problems }))
}

/** Files by their name inside the folder; the office's own last. */
function collectFiles(layers: OfficeLayers, problems: ConfigProblem[]): Map<string, LayeredFile[]> {
  const files = new Map<string, LayeredFile[]>()
  const own = layers.office
  if (own !== undefined && !(existsSync(own) && statSync(own).isDirectory())) {
    problems.push({ file: own, field: '', message: '配置目录不存在' })
    return files
  }
  const inherit = own === undefined || inherits(own)
  const add = (folder: string, layer: 'shipped' | 'office') => {
    const shownFolder = layer === 'shipped' ? 'config/office' : folder
    for (const name of yamlFiles(folder, shownFolder, problems)) {
      const stack = files.get(name) ?? []
      stack.push({ path: join(folder, name), shownAs: join(shownFolder, name), layer })
      files.set(name, stack)
    }
  }
  if (inherit) add(layers.shipped, 'shipped')
  if (own !== undefined) add(own, 'office')
  for (const [name, stack] of files)
    if (!sectionOf(name))
      problems.push({ file: stack.at(-1)?.shownAs ?? name, field: '', message: '不认识的配置文件名' })
  return files
}

function inherits(folder: string): boolean {
  const file = join(folder, 'office.yaml')
  if (!existsSync(file)) return true
  const value = readYaml(file, file, [])?.value
  return !(value && typeof value === 'object' && 'inherit' in value && value.inherit === false)
}

/** YAML files of a folder and of its sub-folders; links are followed, hidden names (`..data` of a mounted ConfigMap) are not. */
function yamlFiles(folder: string, shownAs: string, problems: ConfigProblem[], inside = ''): string[] {
  try {
    return readdirSync(join(folder, inside))
      .filter((entry) => !entry.startsWith('.'))
      .flatMap((entry) => {
        const name = inside ? `${inside}/${entry}` : entry
        const stats = statSync(join(folder, name), { throwIfNoEntry: false })
        if (stats?.isDirectory()) return inside ? [] : yamlFiles(folder, shownAs, problems, entry)
        return /\.ya?ml$/.test(entry) ? [name] : []
      })
      .sort()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    problems.push({ file: join(shownAs, inside), field: '', message: `无法读取：${why}` })
    return []
  }
}

/** `matters/housing.yaml`, `places-villages.yaml`, `office.yaml` → the section that they belong to. */
function sectionOf(name: string): ListName | ObjectName | null {
  const stem = name.includes('/') ? (name.split('/')[0] ?? '') : basename(name).replace(/\.ya?ml$/, '')
  const section = stem.split('-')[0] ?? ''
  if (section in lists) return section as ListName
  // One file each: `office.yml` or `fetcher/x.yaml` would otherwise be passed over in silence.
  return section in objects && name === `${section}.yaml` ? (section as ObjectName) : null
}

function readList(
  section: ListName,
  files: Map<string, LayeredFile[]>,
  read: Map<string, YamlFile>,
  origins: Map<string, Origin>,
  problems: ConfigProblem[],
): unknown[] {
  const values: unknown[] = []
  const seen = new Map<string, string>()
  for (const [name, stack] of files) {
    if (sectionOf(name) !== section) continue
    const layer = stack.at(-1)?.layer ?? 'shipped'
    const yaml = read.get(`${layer}:${name}`)
    if (!yaml) continue
    for (const { value, path } of entriesOf(yaml)) {
      const entry = check(lists[section], value, yaml, path, problems)
      if (entry === null) continue
      const key = keyOf(section, entry)
      const line = yaml.lineOf(path)
      const where = `${yaml.file}${line ? `:${line}` : ''}`
      const before = seen.get(key)
      if (before)
        problems.push({ file: yaml.file, ...(line ? { line } : {}), field: key, message: `与 ${before} 重复` })
      seen.set(key, where)
      origins.set(`${section}[${key}]`, { layer, file: yaml.file, ...(line ? { line } : {}) })
      values.push(entry)
    }
  }
  return values
}

function keyOf(section: ListName, entry: unknown): string {
  const fields = entry as Record<string, unknown>
  const key = fields['id'] ?? fields['code'] ?? fields['kind'] ?? fields['year'] ?? fields['name']
  // A place is named by code and name: two estates of one village share its code. A clock by kind and levels.
  if (section === 'places') return `${String(key)} ${String(fields['name'])}`
  if (section === 'clocks') return `${String(fields['kind'])} ${String(fields['levels'])}`
  return String(key)
}

function readObject(
  section: ObjectName,
  read: Map<string, YamlFile>,
  sample: object | undefined,
  origins: Map<string, Origin>,
  problems: ConfigProblem[],
): unknown {
  const merged: Record<string, unknown> = {}
  let last: YamlFile | undefined
  for (const layer of ['shipped', 'office'] as const) {
    const yaml = read.get(`${layer}:${section}.yaml`)
    if (!yaml) continue
    last = yaml
    if (yaml.value === null || typeof yaml.value !== 'object' || Array.isArray(yaml.value)) {
      if (yaml.value !== null && yaml.value !== undefined)
        problems.push({ file: yaml.file, line: 1, field: '', message: '应为键值形式' })
      continue
    }
    for (const [key, value] of Object.entries(yaml.value)) {
      merged[key] = value
      const line = yaml.lineOf([key])
      origins.set(`${section}.${key}`, { layer, file: yaml.file, ...(line ? { line } : {}) })
    }
  }
  for (const [key, value] of Object.entries(sample ?? {})) {
    if (origins.get(`${section}.${key}`)?.layer === 'office') continue
    merged[key] = value
    origins.set(`${section}.${key}`, { layer: 'sample' })
  }
  const file = last ?? { file: `${section}.yaml`, value: {}, lineOf: () => undefined }
  const value = check(objects[section] as z.ZodType, merged, file, [], problems)
  for (const key of Object.keys((value as object | null) ?? {}))
    if (!origins.has(`${section}.${key}`)) origins.set(`${section}.${key}`, { layer: 'default' })
  return value
}

function withSample(
  office: Office,
  sample: SampleLayer | undefined,
  origins: Map<string, Origin>,
  problems: ConfigProblem[],
): Office {
  if (!sample) return office
  const file: YamlFile = { file: '(sample)', value: null, lineOf: () => undefined }
  const sources = sample.sources.flatMap(
    (source) => check(sourceConfigSchema, source, file, [source.id], problems) ?? [],
  )
  const known = new Set(office.sources.map((source) => source.id))
  for (const { id } of sources)
    if (known.has(id))
      problems.push({
        file: origins.get(`sources[${id}]`)?.file ?? 'sources',
        field: id,
        message: '与示例城市的来源同名',
      })
  for (const source of sources) origins.set(`sources[${source.id}]`, { layer: 'sample' })
  for (const address of sample.allowPrivate) origins.set(`fetcher.allow_private[${address}]`, { layer: 'sample' })
  if (!office.fetcher) return office
  return {
    ...office,
    sources: [...office.sources, ...sources],
    fetcher: { ...office.fetcher, allow_private: [...office.fetcher.allow_private, ...sample.allowPrivate] },
  }
}
