import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { AppError, silentLogger, unwrap } from '@guanlan/kernel'
import { openLogAndRecords, openStores, readEnvironment, type Environment } from '@guanlan/runtime'
import { dataFiles } from '../data-folder.js'
import { printTrace } from '../trace/print-trace.js'
import { traceItem } from '../trace/trace-item.js'
import type { TraceStores } from '../trace/trace-stores.js'
import type { Command } from './command.js'

const help = `用法：guanlan trace 条目编号 [--json] [--data DIR]

  逐跳列出一个条目走过的路：收集、研判、入库检索、涉及事项、话题、预警、工单、通知，
  每一跳的事件编号、在日志中的位置、发布时间、距上一跳多久；缺了哪一跳，为什么。
  --json       输出一行 JSON
  --data DIR   数据目录（默认 ./data，或 GUANLAN_DATA）；观澜运行时也可使用。
               EVENT_LOG、RECORD_STORE、SEARCH_STORE 选了服务器时，按环境变量连接。
`

export const trace: Command = {
  summary: '一个条目走过的路：trace 条目编号 [--json]',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) {
      console.log(help)
      return 0
    }
    const [article, ...more] = positionals
    if (!article || more.length > 0) throw new AppError('usage', help)
    const env = unwrap(readEnvironment(process.env))
    const stores = await openForReading(env, values.data ?? env.GUANLAN_DATA)
    try {
      const traced = await traceItem(stores, article)
      console.log(values.json ? JSON.stringify(traced) : printTrace(traced))
    } finally {
      await stores.close()
    }
    return 0
  },
}

/** All three stores, or log and records alone while search is away. Nothing is created for a folder that is not there. */
async function openForReading(env: Environment, data: string): Promise<TraceStores & { close(): Promise<void> }> {
  const files = dataFiles(data)
  const missing =
    (env.EVENT_LOG === 'embedded' && !existsSync(files.log)) ||
    (env.RECORD_STORE === 'embedded' && !existsSync(files.records))
  if (missing) throw new AppError('not_found', `没有数据：${files.path}`)
  try {
    if (env.SEARCH_STORE !== 'embedded' || existsSync(files.search)) return await openStores(env, files, silentLogger)
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'search_unavailable') throw thrown
  }
  return { ...(await openLogAndRecords(env, files, silentLogger)), searchStore: null }
}
