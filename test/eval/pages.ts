import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BlindPage } from './blind-pages/kit.js'
import { readGold, scorePage, type GoldPage, type PageReading, type PageScores } from './page-gold.js'
import { pageReaders, type PageReader } from './page-peers.js'

const rows: readonly (readonly [keyof PageScores, string])[] = [
  ['body', 'body F1'],
  ['strictBody', 'body F1, captions and credits wrong'],
  ['title', 'title exact'],
  ['time', 'time exact'],
  ['source', 'source'],
  ['author', 'author'],
  ['links', 'links of list pages F1'],
  ['posts', 'posts of threads F1'],
  ['kind', 'kind'],
]

const nothing: PageReading = {
  kind: null,
  title: null,
  published: null,
  source: null,
  author: null,
  body: '',
  links: null,
}

/** The pages of a folder with gold.jsonl. */
export async function evaluatePages(folder: string): Promise<void> {
  const gold = readGold(folder)
  const pages = gold.map(({ file }) => readFileSync(join(folder, file)))
  await comparePages('pages', gold, pages)
}

/** Pages of a blind set, and after the table ours by group. */
export async function evaluateBlindPages(name: string, set: readonly BlindPage[]): Promise<void> {
  const gold = set.map((page) => page.gold)
  const scores = await comparePages(
    name,
    gold,
    set.map(({ bytes }) => bytes),
  )
  const keys = ['body', 'title', 'time', 'source', 'author', 'links', 'posts', 'kind'] as const
  console.log(`\n${'ours by group'.padEnd(20)}${keys.map((key) => key.padStart(13)).join('')}`)
  for (const group of new Set(set.map((page) => page.group))) {
    const own = scores.filter((_, i) => set[i]?.group === group)
    const cells = keys.map((key) => meanOf(own, key).padStart(13))
    console.log(`${`${group} (${own.length})`.padEnd(20)}${cells.join('')}`)
  }
}

/**
 * Pages against their gold, ours beside two peers: one table, means over the pages that the row asks something of. Gives the scores of ours.
 * GUANLAN_EVAL_SHOW=N also prints the N lowest of ours in each row.
 */
async function comparePages(name: string, gold: readonly GoldPage[], pages: readonly Uint8Array[]) {
  const columns = new Map<string, { scores: readonly PageScores[]; spent: number; refused: number }>()
  for (const [reader, read] of Object.entries(pageReaders)) columns.set(reader, await run(read, gold, pages))
  console.log(
    `\n${`${name} (${gold.length})`.padEnd(38)}${[...columns.keys()].map((reader) => reader.padStart(13)).join('')}`,
  )
  for (const [key, label] of rows) {
    const cells = [...columns].map(([reader, { scores }]) =>
      reader !== 'ours' && ['kind', 'links', 'posts'].includes(key) ? '-' : meanOf(scores, key),
    )
    console.log(`${label.padEnd(38)}${cells.map((cell) => cell.padStart(13)).join('')}`)
  }
  const spent = [...columns.values()].map((column) => `${column.spent} ms`.padStart(13))
  console.log(`${'time of all'.padEnd(38)}${spent.join('')}`)
  console.log(
    `${'refused'.padEnd(38)}${[...columns.values()].map(({ refused }) => `${refused}`.padStart(13)).join('')}`,
  )
  const scores = columns.get('ours')?.scores ?? []
  show(gold, scores)
  return scores
}

async function run(reader: PageReader, gold: readonly GoldPage[], pages: readonly Uint8Array[]) {
  const scores: PageScores[] = []
  const started = Date.now()
  let refused = 0
  for (const [i, page] of gold.entries()) {
    const reading = await reader(pages[i] as Uint8Array, page.base_url ?? 'http://example.org/').catch(() => undefined)
    if (!reading) refused += 1
    scores.push(scorePage(page, reading ?? nothing))
  }
  return { scores, refused, spent: Date.now() - started }
}

function meanOf(scores: readonly PageScores[], key: keyof PageScores): string {
  const asked = scores.map((score) => score[key]).filter((score) => score !== undefined)
  const total = asked.reduce((sum, score) => sum + score, 0)
  return asked.length === 0 ? '-' : `${(total / asked.length).toFixed(3)} of ${asked.length}`
}

function show(gold: readonly GoldPage[], scores: readonly PageScores[]): void {
  const wanted = Number(process.env['GUANLAN_EVAL_SHOW'] ?? 0)
  for (const [key, label] of wanted > 0 ? rows : []) {
    const ranked = scores
      .flatMap((score, i) => (score[key] === undefined ? [] : [{ file: gold[i]?.file ?? '', score: score[key] }]))
      .filter(({ score }) => score < 0.995)
      .sort((a, b) => a.score - b.score)
    for (const { file, score } of ranked.slice(0, wanted)) console.log(`  ${label}: ${score.toFixed(3)} ${file}`)
  }
}
