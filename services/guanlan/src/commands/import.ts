import { parseArgs } from 'node:util'
import { AppError, toAppError, unwrap } from '@guanlan/kernel'
import { readEnvironment, type Stores } from '@guanlan/runtime'
import { checkOfficeFile, readOfficeFile, type Counts } from '../moving/office-file.js'
import { printCounts, sameCounts } from '../moving/print-counts.js'
import { openStopped, placeOf } from '../moving/stopped-office.js'
import { contentsOf, countOffice, writeOffice } from '../moving/write-office.js'
import type { Command } from './command.js'

const help = `用法：guanlan import --from FILE [--data DIR]

  读入 guanlan export 写出的文件：先检查整个文件，再写入空的存储，最后逐项比对数目（不符时退出码为 1）。
  写到哪里由环境变量决定：EVENT_LOG=kafka、RECORD_STORE=postgres、SEARCH_STORE=elasticsearch
  及其地址（docs/moving-up.md）；都不设时写入数据目录。

  --from FILE  导出的文件
  --data DIR   数据目录（默认 ./data，或 GUANLAN_DATA）
`

const again = '导入没有完成。请清空目标（换一个数据目录，或新的数据库与 GUANLAN_NAMESPACE）后重新运行。'

export const importOffice: Command = {
  summary: '读入导出的办公室：import --from FILE',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { from: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) {
      console.log(help)
      return 0
    }
    const { from } = values
    if (!from) throw new AppError('usage', help)
    const env = unwrap(readEnvironment(process.env))
    const data = values.data ?? env.GUANLAN_DATA
    const { header, counts } = await checkOfficeFile(from)
    const stores = await openStopped(env, data, { mustExist: false })
    try {
      const { schema } = stores.recordStore.copy
      if (header.schema !== schema)
        throw new AppError(
          'usage',
          `${from} 由观澜 ${header.version} 导出（结构 ${header.schema}），此版本的结构是 ${schema}。请用同一版本导出和导入，再升级。`,
        )
      const contents = await contentsOf(stores)
      if (contents.length > 0)
        throw new AppError(
          'usage',
          `目标不是空的：${contents.join('；')}。导入只写入空的存储，以免与已有数据混在一起。`,
        )
      return report(await fill(stores, from, counts), counts, placeOf(env, data))
    } finally {
      await stores.close()
    }
  },
}

interface Filled {
  readonly refused: readonly string[]
  readonly found: Counts
}

async function fill(stores: Stores, from: string, counts: Counts): Promise<Filled> {
  try {
    const refused = await writeOffice(stores, readOfficeFile(from))
    return { refused, found: await countOffice(stores, counts) }
  } catch (thrown) {
    const { code, message, details } = toAppError(thrown)
    throw new AppError(code, `${message}\n${again}`, details, { cause: thrown })
  }
}

function report({ refused, found }: Filled, counts: Counts, place: string): number {
  printCounts(['导出', '导入'], [counts, found])
  for (const one of refused.slice(0, 20)) console.log(`检索库拒绝  ${one}`)
  if (!sameCounts(counts, found)) {
    console.log(`数目不符，请勿启动。${again}`)
    return 1
  }
  console.log(`已导入到 ${place}，数目一致。现在可以按原来的配置启动。`)
  return 0
}
