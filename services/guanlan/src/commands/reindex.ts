import { parseArgs } from 'node:util'
import { AppError, silentLogger, unwrap } from '@guanlan/kernel'
import { elasticsearchOptions, readEnvironment } from '@guanlan/runtime'
import { reindexElasticsearch, type ReindexReport } from '@guanlan/search-store/elasticsearch'
import type { Command } from './command.js'

const help = `用法：guanlan reindex [--drop-old]

  升级后映射有变时，把检索索引换成新的：逐月复制、比对条数、一步切换；其间检索照常。
  先完成全部进程的升级，再运行；中断后再次运行即可继续（docs/search-store.md）。

  --drop-old      切换之后删除旧索引
`

export const reindex: Command = {
  summary: '升级后重建检索索引（SEARCH_STORE=elasticsearch）：reindex [--drop-old]',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { 'drop-old': { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) {
      console.log(help)
      return 0
    }
    const env = unwrap(readEnvironment(process.env))
    if (env.SEARCH_STORE !== 'elasticsearch')
      throw new AppError('usage', `SEARCH_STORE=${env.SEARCH_STORE}：只有 elasticsearch 的索引需要重建。`)
    const report = await reindexElasticsearch(elasticsearchOptions(env, silentLogger), {
      dropOld: values['drop-old'],
      onStep: ({ month, copied, total }) => console.log(`${month}  ${copied} / ${total}`),
    })
    for (const line of linesOf(report)) console.log(line)
    return 0
  },
}

function linesOf({ from, to, months, dropped }: ReindexReport): string[] {
  const sums = months.map((one) => `${one.month}  旧 ${one.old} 条，新 ${one.new} 条`)
  const moved = from === to ? `检索已在使用映射 v${to}，没有需要复制的。` : `检索已从映射 v${from} 切换到 v${to}。`
  const gone = dropped.length > 0 ? [`已删除旧索引：${dropped.map((version) => `v${version}`).join('、')}。`] : []
  return [...sums, moved, ...gone]
}
