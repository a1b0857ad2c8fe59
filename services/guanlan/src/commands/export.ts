import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { AppError, toInstant, unwrap } from '@guanlan/kernel'
import { productVersion, readEnvironment } from '@guanlan/runtime'
import { writeOfficeFile } from '../moving/office-file.js'
import { printCounts } from '../moving/print-counts.js'
import { readOffice } from '../moving/read-office.js'
import { openStopped, placeOf } from '../moving/stopped-office.js'
import type { Command } from './command.js'

const help = `用法：guanlan export --to FILE [--data DIR]

  把整个办公室（记录、检索条目、尚未处理的事件、搁置的输入）写成一个文件，供 guanlan import 读入。
  须先停止观澜；导出不改动原有数据。文件含工作数据，只有所有者可读，请妥善保管（docs/moving-up.md）。

  --to FILE    写到哪里（gzip 压缩的 JSON Lines，如 office.jsonl.gz）；不覆盖已有文件
  --data DIR   数据目录（默认 ./data，或 GUANLAN_DATA）。
               EVENT_LOG、RECORD_STORE、SEARCH_STORE 选了服务器时，按环境变量连接。
`

export const exportOffice: Command = {
  summary: '导出整个办公室：export --to FILE',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { to: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) {
      console.log(help)
      return 0
    }
    const { to } = values
    if (!to) throw new AppError('usage', help)
    if (existsSync(to)) throw new AppError('usage', `${to} 已经存在，不会覆盖。请换一个文件名。`)
    const env = unwrap(readEnvironment(process.env))
    const data = values.data ?? env.GUANLAN_DATA
    const stores = await openStopped(env, data, { mustExist: true })
    try {
      const move = randomBytes(4).toString('hex')
      const header = {
        guanlan: 'office',
        format: 1,
        schema: stores.recordStore.copy.schema,
        version: productVersion(),
        at: toInstant(Date.now()),
        move,
      } as const
      const counts = await writeOfficeFile(to, header, readOffice(stores, move))
      printCounts(['导出'], [counts])
      console.log(`已从 ${placeOf(env, data)} 导出到 ${to}`)
      return 0
    } finally {
      await stores.close()
    }
  },
}
