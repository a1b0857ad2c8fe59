import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Article } from '@guanlan/contracts'
import type { readTrainingExamples } from '../../config/tooling/training-examples.js'

/** Characters of the body of an article of our own examples. */
const LENGTH = 400

/** Articles of our own examples: one begins the text, others of its matter, or of nobody's business, fill it up. */
export function ownArticles(examples: ReturnType<typeof readTrainingExamples>, count: number): Article[] {
  const byMatter = new Map<string | null, (typeof examples)[number][]>()
  for (const example of examples) byMatter.set(example.matter, [...(byMatter.get(example.matter) ?? []), example])
  const others = byMatter.get(null) ?? []
  const matters = [...byMatter].flatMap(([matter, texts]) => (matter === null ? [] : [texts]))
  const textOf = (list: typeof examples, n: number) => list[n % list.length]?.text ?? ''
  return Array.from({ length: count }, (_, n) => {
    const from = n % 10 === 0 ? (matters[(n / 10) % matters.length] ?? others) : others
    const title = textOf(from, n * 7)
    let body = ''
    for (let more = 0; body.length < LENGTH; more += 1) body += `${textOf(from, n * 7 + more)}。`
    return articleOf(n, title.slice(0, 40), body.slice(0, LENGTH))
  })
}

/** Texts that the project does not hold: where evaluations find theirs. */
const data = resolve(
  process.env['GUANLAN_EVAL_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url)),
)

/** Nine of ten from the day's news, one of ten a complaint, as long as they were written; null where there are no such texts. */
export function foundArticles(count: number): Article[] | null {
  const [news, complaints] = ['long/news_dev.jsonl', 'complaints/dev.jsonl'].map((file) => readTexts(join(data, file)))
  if (!news?.length || !complaints?.length) return null
  return Array.from({ length: count }, (_, n) => {
    const from = n % 10 === 0 ? complaints : news
    const { title = '', text = '' } = from[(n % 10 === 0 ? n / 10 : n) % from.length] ?? {}
    return articleOf(n, title, text)
  })
}

const readTexts = (file: string): { readonly title?: string; readonly text?: string }[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { title?: string; text?: string })
    : []

/** An article of a forum of the home county. Its body is one flat string, as one that was read from a message. */
export const articleOf = (n: number, title: string, body: string): Article => ({
  article: `a${n}`,
  revision: 1,
  jurisdiction: '330681',
  source: { id: 'forum', name: '暨阳论坛', tier: 'forum', official: false, place: '330681' },
  url: `http://127.0.0.1/t/${n}`,
  title,
  body: Buffer.from(body, 'utf16le').toString('utf16le'),
  seen: '2026-11-16T00:00:00.000Z',
  contentHash: `${n}`,
})
