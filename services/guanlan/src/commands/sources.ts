import { parseArgs } from 'node:util'
import type { SourceConfig } from '@guanlan/contracts'
import { createFetcher, type Fetcher } from '@guanlan/fetcher'
import { AppError, silentLogger, systemClock } from '@guanlan/kernel'
import { problemInWords, tryVisit, type TriedVisit } from '@guanlan/service-crawler'
import { loadInForce } from '../in-force.js'
import type { Command } from './command.js'

const help = `用法：guanlan sources check [来源 …] [--config DIR] [--data DIR]
      guanlan sources import-opml 文件 [--config DIR]
      guanlan sources import-file --source 来源 文件 [--sheet 工作表] [--url 地址] [--key-file 文件]
                                  [--config DIR] [--data DIR]

  check        各抓取一次，显示读到了什么；不写入任何数据。不给出来源时检查全部已启用的，
               给出编号时只检查这些（未启用的也可以）。数据目录里有示例城市时，连同它的来源。
               有的来源读不到时退出码为 1。
  import-opml  把 OPML 里的订阅写成一个来源文件（配置目录的 sources/ 下，默认停用），已有的不重复。
               有的订阅未导入时退出码为 1。
  import-file  把 12345、好差评等的导出文件（CSV 或 .xlsx）交给正在运行的观澜；各列的含义写在来源的 columns 里。
               重复导入同一文件不会重复；有误的行逐行列出，其余照常导入，退出码为 1。
               不给出 --url 时，按数据目录找到正在运行的观澜。
`
/** Titles shown of each source. */
const SHOWN = 3

export const sources: Command = {
  summary: '来源：sources check | import-opml | import-file',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        data: { type: 'string' },
        source: { type: 'string' },
        sheet: { type: 'string' },
        url: { type: 'string' },
        'key-file': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) {
      console.log(help)
      return 0
    }
    const [what, ...ids] = positionals
    const [file] = ids
    // Loaded only when asked for: what runs for months has no use for readers of spreadsheets.
    if (what === 'import-opml' && file !== undefined && ids.length === 1)
      return (await import('./import-opml.js')).importOpml(file, values.config)
    if (what === 'import-file' && file !== undefined && ids.length === 1)
      return (await import('./import-export-file.js')).importExportFile(file, values)
    if (what !== 'check') throw new AppError('usage', help)
    const { office } = await loadInForce({ config: values.config, data: values.data, sample: true })
    const wanted = chosen(office.sources, ids)
    if (wanted.length === 0) console.log('没有已启用的来源。')
    const fetcher = createFetcher(office.fetcher, { logger: silentLogger })
    try {
      const read = await Promise.all(wanted.map((source) => check(source, office.office.jurisdiction, fetcher)))
      return read.every(Boolean) ? 0 : 1
    } finally {
      await fetcher.close()
    }
  },
}

function chosen(all: readonly SourceConfig[], ids: readonly string[]): SourceConfig[] {
  if (ids.length === 0) return all.filter((source) => source.enabled)
  const unknown = ids.filter((id) => !all.some((source) => source.id === id))
  if (unknown.length > 0) throw new AppError('not_found', `没有来源 ${unknown.join('、')}`)
  return all.filter((source) => ids.includes(source.id))
}

/** Tries one source and prints it as soon as it is known. False when it could not be read. */
async function check(source: SourceConfig, jurisdiction: string, fetcher: Fetcher): Promise<boolean> {
  const name = `${source.id}（${source.name}，${source.kind}）`
  if (source.kind === 'push') {
    console.log(`正常  ${name}：由对方推送，无须抓取`)
    return true
  }
  const tried = await tryVisit(source, { fetcher, jurisdiction, clock: systemClock })
  if (!tried.ok) {
    console.log(`问题  ${name}：${problemInWords(tried.error)}`)
    return false
  }
  console.log(`正常  ${name}：${told(tried.value)}`)
  return true
}

function told({ items, more, requests, slowestMs, warnings }: TriedVisit): string {
  const head = `读到 ${items.length} 条${more ? '（还有未读的）' : ''}，${requests} 次请求，最慢 ${slowestMs} 毫秒`
  const lines = items
    .slice(0, SHOWN)
    .map(({ title, published, chars }) => `\n      ${published ?? '无时间'}  ${title}（正文 ${chars} 字）`)
  return [head, ...lines, ...warnings.map((warning) => `\n      注意：${warning}`)].join('')
}
