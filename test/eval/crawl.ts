import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode, readAny, readFeed } from '@guanlan/extract'
import { canFetch, checkAddress } from '@guanlan/fetcher'
import { robotsCases } from '../../packages/fetcher/test/robots-cases.js'
import fc from 'fast-check'
import { mutatedFeed } from '../../packages/extract/test/feed-mutations.js'
import { mutatedPage } from '../../packages/extract/test/page-mutations.js'
import { addressCases } from './address-cases.js'
import { blindPages } from './blind-pages/index.js'
import { secondBlindPages } from './blind-pages/second.js'
import { evaluateBlindPages, evaluatePages } from './pages.js'
import { gofeedCases, type FeedCase } from './gofeed-cases.js'
import { rssParserCases } from './rss-parser-cases.js'

/** A line of the table. */
interface Figure {
  readonly what: string
  readonly cases: number
  readonly right: number
  readonly note: string
}

/** How many misses of each suite are shown: GUANLAN_EVAL_SHOW, default none. */
const shown = Number(process.env['GUANLAN_EVAL_SHOW'] ?? 0)

/** What the crawler reads, against the suites in the data folder: one table, and one for pages beside two peers. Suites that are not there are named. */
export async function evaluateCrawl(data: string): Promise<void> {
  const figures: Figure[] = []
  const suites: readonly [string, () => Promise<Figure[]>][] = [
    ['feeds/gofeed', () => feeds('feeds/gofeed', gofeedCases(join(data, 'feeds/gofeed')))],
    ['feeds/rss-parser', () => feeds('feeds/rss-parser', rssParserCases(join(data, 'feeds/rss-parser')))],
    ['feeds/chinese-bytes', () => chineseBytes(join(data, 'feeds/chinese-bytes'))],
  ]
  for (const [folder, evaluate] of suites) {
    if (existsSync(join(data, folder))) figures.push(...(await evaluate()))
    else console.error(`SKIPPED: no ${folder} in ${data}`)
  }
  figures.push(
    robots(),
    addresses(),
    await fuzz('feeds: fuzz', mutatedFeed, readFuzzedFeed),
    await fuzz('pages: fuzz', mutatedPage, readFuzzedPage),
  )
  for (const { what, cases, right, note } of figures) {
    const share = cases > 0 ? ((100 * right) / cases).toFixed(2) : '-'
    console.log(
      `${what.padEnd(34)} ${String(right).padStart(6)} of ${String(cases).padStart(6)}  ${share.padStart(6)} %  ${note}`,
    )
  }
  const pages = join(data, 'pages')
  if (existsSync(join(pages, 'gold.jsonl'))) await evaluatePages(pages)
  else console.error(`SKIPPED: no pages/gold.jsonl in ${data}`)
  await evaluateBlindPages('blind pages', blindPages())
  await evaluateBlindPages('second blind pages', secondBlindPages())
}

async function feeds(what: string, cases: readonly FeedCase[]): Promise<Figure[]> {
  const started = Date.now()
  const readers = new Map<string, number>()
  let [expected, right, whole, wrong] = [0, 0, 0, 0]
  for (const { name, bytes, expectations } of cases) {
    const read = await readFeed(bytes, { url: 'http://example.org/', zone: 'UTC' })
    const reader = read.ok ? read.value.reader : 'refused'
    readers.set(reader, (readers.get(reader) ?? 0) + 1)
    const missed = expectations.filter(({ expected: wanted, found }) => !read.ok || found(read.value) !== wanted)
    expected += expectations.length
    right += expectations.length - missed.length
    whole += missed.length === 0 ? 1 : 0
    wrong += missed.length
    for (const miss of missed.slice(0, 3)) {
      if (wrong <= shown)
        console.log(
          `  ${name} ${miss.field}\n    wanted ${miss.expected.slice(0, 200)}\n    found  ${read.ok ? miss.found(read.value)?.slice(0, 200) : read.error.message}`,
        )
    }
  }
  const by = [...readers].map(([reader, count]) => `${reader} ${count}`).join(', ')
  return [
    { what: `${what}: expectations`, cases: expected, right, note: `${Date.now() - started} ms` },
    { what: `${what}: whole feeds`, cases: cases.length, right: whole, note: by },
  ]
}

/** Chinese bytes: decoded without a replacement character that is not in the bytes themselves. */
async function chineseBytes(folder: string): Promise<Figure[]> {
  const files = ['GB2312', 'Big5'].flatMap((charset) =>
    readdirSync(join(folder, charset)).map((name) => ({ charset, path: join(folder, charset, name) })),
  )
  let [clean, named, readable] = [0, 0, 0]
  for (const { charset, path } of files) {
    const bytes = readFileSync(path)
    const decoded = decode(bytes)
    const broken = decoded.text.split('\ufffd').length - 1
    const expected = charset === 'Big5' ? 'big5' : 'gb18030'
    clean += broken === 0 ? 1 : 0
    named += decoded.charset === expected ? 1 : 0
    const read = await readFeed(bytes, { url: 'http://example.org/' })
    readable += read.ok && read.value.items.length > 0 ? 1 : 0
    if (shown > 0 && (broken > 0 || decoded.charset !== expected || !read.ok))
      console.log(
        `  ${path.slice(folder.length)}: ${decoded.charset}, ${broken} broken, ${read.ok ? `${read.value.items.length} items` : read.error.message}`,
      )
  }
  return [
    { what: 'charset: no broken character', cases: files.length, right: clean, note: 'feeds/chinese-bytes' },
    { what: 'charset: the encoding itself', cases: files.length, right: named, note: '' },
    { what: 'charset: read as a feed', cases: files.length, right: readable, note: 'some are no feeds' },
  ]
}

/** RFC 9309, rule by rule. The cases are the project's own, since no suite lies in the data folder. */
function robots(): Figure {
  const right = robotsCases.filter(
    ([file, agent, path, allowed]) => canFetch(file, agent, `http://gov.example${path}`).allowed === allowed,
  )
  return { what: 'robots: RFC 9309', cases: robotsCases.length, right: right.length, note: 'own cases' }
}

/** The address guard, on every non-public range in every spelling. */
function addresses(): Figure {
  const cases = addressCases()
  const policy = { ports: [80, 443, 8080, 8443], allowPrivate: [] }
  const missed = cases.filter(([url, allowed]) => checkAddress(url, policy).allowed !== allowed)
  for (const [url, allowed] of missed.slice(0, shown))
    console.log(`  ${url} should be ${allowed ? 'allowed' : 'refused'}`)
  return { what: 'addresses', cases: cases.length, right: cases.length - missed.length, note: 'own cases' }
}

const url = 'http://example.org/'
type FuzzReader = (bytes: Uint8Array) => Promise<boolean>
/** Whether the answer is one that a reader may give: a document, or its own kind of error. */
const readFuzzedFeed: FuzzReader = async (bytes) => {
  const read = await readFeed(bytes, { url })
  return read.ok || read.error.code === 'feed_unreadable'
}
const readFuzzedPage: FuzzReader = async (bytes) => {
  const read = readAny(bytes, { url })
  return read.ok || read.error.code === 'page_unreadable'
}

/**
 * Mutations of the project's own small documents: 2,000 of them, or GUANLAN_EVAL_FUZZ. Right is an answer within a second of processor
 * time. The note tells the slowest, and how far the heap grew from the first tenth to the end.
 */
async function fuzz(what: string, mutated: fc.Arbitrary<Uint8Array>, read: FuzzReader): Promise<Figure> {
  const cases = Number(process.env['GUANLAN_EVAL_FUZZ'] ?? 2_000)
  let [done, right, slowest, early] = [0, 0, 0, 0]
  const megabytes = () => process.memoryUsage().heapUsed / 1_048_576
  const working = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000
  }
  await fc.assert(
    fc.asyncProperty(mutated, async (bytes) => {
      let fine = false
      let spent = Infinity
      // Again where it was slow: the first time may have paid for a collection of garbage or a compilation.
      for (let tries = 0; tries === 0 || (spent >= 500 && tries < 3); tries += 1) {
        const started = working()
        fine = await read(bytes)
        spent = Math.min(spent, working() - started)
      }
      slowest = Math.max(slowest, spent)
      done += 1
      if (done === Math.ceil(cases / 10)) early = megabytes()
      if (spent < 1_000 && fine) right += 1
    }),
    { numRuns: cases, seed: 20_261_116 },
  )
  const note = `slowest ${Math.round(slowest)} ms, heap ${Math.round(early)} to ${Math.round(megabytes())} MB`
  return { what, cases, right, note }
}
