import { cpus, loadavg } from 'node:os'
import { readAny, readFeed } from '@guanlan/extract'

/** How many documents of each family are read; the first tenth again beforehand, so that what is measured is warm. */
const count = Number(process.env['GUANLAN_BENCH_PAGES'] ?? 400)
const url = 'http://www.city.example/list/index.html'
const encoder = new TextEncoder()

const words = [
  '街道',
  '小区',
  '管道',
  '路灯',
  '停车位',
  '充电桩',
  '网格员',
  '清单',
  '居民',
  '改造',
  '水质',
  '公交',
  '河道',
  '菜场',
]
const verbs = ['走访了', '登记了', '整改了', '公示了', '检查了', '修复了', '协调了']

/** A sentence of some twenty hanzi, the same for the same number. */
const sentence = (n: number): string => {
  const at = (list: readonly string[], shift: number) => list[(n * 7 + shift) % list.length] ?? ''
  return `${at(words, 1)}工作人员${at(verbs, n)}第${n % 97}处${at(words, 3)}，并把${at(words, 5)}列入${at(words, 8)}。`
}
const sentences = (from: number, many: number) => Array.from({ length: many }, (_, i) => sentence(from + i)).join('')
const menu = Array.from({ length: 60 }, (_, i) => `<li class="m${i}"><a href="/c${i}/">栏目${i}</a></li>`).join('')
const script = `<script>${'window.a=window.a||[];window.a.push({k:1,v:"x"});'.repeat(200)}</script>`
const side = (n: number) =>
  `<div class="side"><h3>热点</h3><ul>${Array.from({ length: 30 }, (_, i) => `<li><a href="/s/${n}_${i}.html">${sentence(n + i).slice(0, 18)}</a><span>11-16</span></li>`).join('')}</ul></div>`
const frame = (title: string, n: number, inside: string) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}_某某网</title>${script}</head><body><div class="nav"><ul>${menu}</ul></div>${inside}${side(n)}<div class="footer">主办单位：某某市　浙ICP备00000001号</div></body></html>`

const article = (n: number) =>
  frame(
    `第${n}号报道`,
    n,
    `<h1>第${n}号报道</h1><p class="info">2026-11-16 08:35 来源：某某日报 作者：张三</p><div class="content">${Array.from({ length: 12 }, (_, i) => `<p>${sentences(n + i, 4)}</p>`).join('')}<p>责任编辑：李四</p></div>`,
  )
const list = (n: number) =>
  frame(
    '通知公告',
    n,
    `<ul class="list">${Array.from({ length: 40 }, (_, i) => `<li><a href="/a/${n}_${i}.html">${sentence(n + i)}</a><span>2026-11-${10 + (i % 20)}</span></li>`).join('')}</ul><a href="index_2.html">下一页</a>`,
  )
const thread = (n: number) =>
  frame(
    `第${n}号帖子`,
    n,
    `<h1>第${n}号帖子</h1><div id="postlist">${Array.from({ length: 20 }, (_, i) => `<div id="post_${i}"><div class="authi"><a href="space-uid-${i}.html">网友${i}</a><em class="time">2026-11-16 08:${10 + i}</em></div><div class="message">${sentences(n + i, 2)}</div></div>`).join('')}</div>`,
  )
const feed = (n: number) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>某源</title><link>http://www.city.example/</link>${Array.from({ length: 30 }, (_, i) => `<item><title>${sentence(n + i)}</title><link>http://www.city.example/a/${n}_${i}.html</link><pubDate>Mon, 16 Nov 2026 08:${10 + i}:00 +0800</pubDate><description><![CDATA[<p>${sentences(n + i, 6)}</p>]]></description></item>`).join('')}</channel></rss>`

interface Speed {
  readonly documents: number
  readonly bytes_each: number
  readonly seconds_cpu: number
  readonly per_second: number
  readonly megabytes_per_second: number
  readonly ms_p50: number
  readonly ms_p99: number
}

/** Reading alone, on one thread, by processor time: pages/s and MB/s of `readAny` and `readFeed` on pages made here. Throws when one is not read. */
export async function benchPages(): Promise<unknown> {
  const page = (bytes: Uint8Array) => readAny(bytes, { url }).ok
  const asFeed = async (bytes: Uint8Array) => (await readFeed(bytes, { url })).ok
  return {
    cpus: cpus().length,
    load_average: Number((loadavg()[0] ?? 0).toFixed(2)),
    articles: await speedOf(article, page),
    lists: await speedOf(list, page),
    threads: await speedOf(thread, page),
    feeds: await speedOf(feed, asFeed),
  }
}

async function speedOf(
  make: (n: number) => string,
  read: (bytes: Uint8Array) => boolean | Promise<boolean>,
): Promise<Speed> {
  const documents = Array.from({ length: count }, (_, n) => encoder.encode(make(n)))
  for (const bytes of documents.slice(0, Math.ceil(count / 10))) await read(bytes)
  const spent: number[] = []
  for (const bytes of documents) {
    const started = process.cpuUsage()
    if (!(await read(bytes))) throw new Error('a page of the bench was not read')
    const { user, system } = process.cpuUsage(started)
    spent.push((user + system) / 1_000)
  }
  const total = spent.reduce((sum, ms) => sum + ms, 0) / 1_000
  const bytes = documents.reduce((sum, document) => sum + document.length, 0)
  const sorted = [...spent].sort((a, b) => a - b)
  const at = (share: number) =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2))
  return {
    documents: count,
    bytes_each: Math.round(bytes / count),
    seconds_cpu: Number(total.toFixed(2)),
    per_second: Math.round(count / total),
    megabytes_per_second: Number((bytes / 1e6 / total).toFixed(1)),
    ms_p50: at(0.5),
    ms_p99: at(0.99),
  }
}
