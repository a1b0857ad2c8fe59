import { existsSync, readFileSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { AppError, silentLogger, unwrap } from '@guanlan/kernel'
import {
  consoleFiles,
  livingMembers,
  openEventLog,
  openRecordStore,
  openSearchStore,
  productVersion,
  readEnvironment,
  type Environment,
} from '@guanlan/runtime'
import { checkRules } from '../check-rules.js'
import { dataFiles, openDataFolder } from '../data-folder.js'
import { loadInForce } from '../in-force.js'
import type { Command } from './command.js'

const help = `用法：guanlan doctor [--data DIR] [--config DIR]

说明配置了什么、能否访问、是否健康；有问题时退出码为 1。
`
const READY_TIMEOUT_MS = 3_000

type Finding = { readonly well: boolean; readonly text: string }
const well = (text: string): Finding => ({ well: true, text })
const unwell = (text: string): Finding => ({ well: false, text })

export const doctor: Command = {
  summary: '体检：配置了什么、能否访问、是否健康',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { data: { type: 'string' }, config: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) {
      console.log(help)
      return 0
    }
    const env = unwrap(readEnvironment(process.env))
    const findings = [
      well(`观澜 ${productVersion()}，Node.js ${process.versions.node}`),
      existsSync(consoleFiles) ? well('控制台已构建') : unwell('控制台尚未构建：请运行 npm run build'),
      ...(await configuration(values.config, values.data)),
      well(`事件日志 ${env.EVENT_LOG}，检索库 ${env.SEARCH_STORE}，记录库 ${env.RECORD_STORE}`),
      ...(await servers(env)),
      // With all three on servers nothing is kept in a folder.
      ...(onServers(env).length < 3 ? await dataFolder(values.data ?? env.GUANLAN_DATA) : []),
    ]
    for (const finding of findings) console.log(`${finding.well ? '正常' : '问题'}  ${finding.text}`)
    return findings.every((finding) => finding.well) ? 0 : 1
  },
}

async function configuration(config: string | undefined, data: string | undefined): Promise<Finding[]> {
  try {
    const loaded = await loadInForce({ config, data, sample: true })
    const { office } = loaded
    const problems = checkRules(loaded, { examples: false })
    const enabled = office.sources.filter((source) => source.enabled).length
    return [
      well(
        `${office.office.name}（${office.office.jurisdiction}）：${office.matters.length} 个事项，${office.departments.length} 个部门，${office.places.length} 个地点`,
      ),
      well(`来源 ${office.sources.length} 个（启用 ${enabled}），通知渠道 ${office.channels.length} 个`),
      ...problems.map((problem) => unwell(problem)),
    ]
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.message.split('\n').map(unwell)
    throw thrown
  }
}

/** Stores that are on servers: what each is called, and how to look whether it can be used. */
const onServers = (env: Environment): { name: string; look: () => Promise<Finding[]> }[] => [
  ...(env.RECORD_STORE === 'embedded' ? [] : [{ name: '记录库 PostgreSQL', look: () => recordsAndMembers(env) }]),
  ...(env.EVENT_LOG === 'embedded'
    ? []
    : [{ name: '事件日志 Kafka', look: () => closed(openEventLog(env, { log: '' }, silentLogger)) }]),
  ...(env.SEARCH_STORE === 'embedded'
    ? []
    : [{ name: '检索库 Elasticsearch', look: () => closed(openSearchStore(env, { search: '' }, silentLogger)) }]),
]

async function closed(opening: Promise<{ close(): Promise<void> }>): Promise<Finding[]> {
  const store = await opening
  await store.close()
  return []
}

/** Processes that live on the servers. */
async function recordsAndMembers(env: Environment): Promise<Finding[]> {
  const store = await openRecordStore(env, { records: '' }, silentLogger)
  try {
    const members = await livingMembers(store)
    if (members.length === 0) return [well('目前没有服务在这些服务器上运行')]
    return members.map(({ service, instance, problem, url }) =>
      problem === null
        ? well(`${service} 的实例 ${instance} 运行正常（${url}）`)
        : unwell(`${service} 的实例 ${instance}：${problem}`),
    )
  } finally {
    await store.close()
  }
}

/** Whether each server can be used, and which processes live on them. */
async function servers(env: Environment): Promise<Finding[]> {
  const looked = onServers(env).map(async ({ name, look }): Promise<Finding[]> => {
    try {
      const found = await look()
      return [well(`${name} 可用`), ...found]
    } catch (thrown) {
      return [unwell(thrown instanceof AppError ? thrown.message : `${name}：${String(thrown)}`)]
    }
  })
  return (await Promise.all(looked)).flat()
}

async function dataFolder(path: string): Promise<Finding[]> {
  const files = dataFiles(path)
  if (!existsSync(files.path)) return [well(`数据目录 ${files.path} 尚不存在，首次启动时建立`)]
  const sizes = [files.log, files.records, files.search]
    .filter((file) => existsSync(file))
    .map((file) => `${file.split('/').at(-1)} ${(statSync(file).size / 1e6).toFixed(1)} MB`)
  const found = [well(`数据目录 ${files.path}${sizes.length > 0 ? `：${sizes.join('，')}` : ''}`)]
  try {
    openDataFolder(path).release()
    return [...found, well('观澜当前没有在此数据目录上运行')]
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    if (thrown.code !== 'data_in_use') return [...found, unwell(thrown.message)]
    return [...found, ...(await running(files.address))]
  }
}

/** Asks the process that holds the folder how it is. */
async function running(addressFile: string): Promise<Finding[]> {
  const url = existsSync(addressFile) ? readFileSync(addressFile, 'utf8').trim() : ''
  try {
    const response = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(READY_TIMEOUT_MS) })
    const body = (await response.json()) as { parts?: { part: string; ready: boolean; reason?: string }[] }
    const parts = (body.parts ?? []).map(({ part, ready, reason }) =>
      ready ? well(`${part} 运行正常`) : unwell(`${part}：${reason ?? '原因不明'}`),
    )
    return [well(`观澜正在运行：${url}`), ...parts]
  } catch {
    return [unwell(`数据目录被占用，但 ${url || '（地址未知）'} 没有应答`)]
  }
}
