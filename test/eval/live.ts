import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshFolder, startGuanlan, until } from '@guanlan/testkit'
import { readOutcome } from '../smoke/outcome.js'
import { serveBoard, type Message } from './board.js'

const PATIENCE_MS = 600_000

/**
 * The whole running process on the real messages of a board: half as RSS, half as GB18030 forum pages, times scaled into the
 * last 48 h. Prints what became of them, and that every message is accounted for. Quality is measured elsewhere.
 */
export async function evaluateLive(data: string): Promise<void> {
  const messages = readFileSync(join(data, 'complaints/stream_dev.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Message)
  const board = await serveBoard(messages, Date.now())
  const folder = await freshFolder('eval-live')
  const config = await freshFolder('eval-live-config')
  mkdirSync(join(config.path, 'sources'))
  const shared = { every: '5s', hostDelay: '1ms', tier: 'forum', scope: 'home' }
  const selectors = {
    item: 'li.thread',
    link: 'a',
    itemTime: '.time',
    next: 'a.next',
    title: 'h1',
    body: '.post .content',
    author: '.post .author',
    time: '.post .time',
  }
  writeFileSync(
    join(config.path, 'sources/board.yaml'),
    JSON.stringify([
      { ...shared, id: 'board-feed', name: 'Board (RSS)', kind: 'feed', url: `http://${board.address}/feed.xml` },
      {
        ...shared,
        id: 'board-forum',
        name: 'Board (GB18030)',
        kind: 'forum',
        url: `http://${board.address}/list_1.html`,
        pages: 50,
        selectors,
      },
    ]),
  )
  writeFileSync(join(config.path, 'fetcher.yaml'), JSON.stringify({ allow_private: [board.address] }))
  const started = Date.now()
  const guanlan = await startGuanlan({ data: folder.path, args: ['--sample', 'off', '--config', config.path] })
  try {
    let last = -1
    let quiet = 0
    // At rest: everything is there, or the index has not grown for two minutes.
    await until(
      'the messages to be heard',
      async () => {
        const { total } = await guanlan.get<{ total: number }>('/api/v1/search?limit=1')
        quiet = total === last && total > 0 ? quiet + 1 : 0
        last = total
        await new Promise((resolve) => setTimeout(resolve, 1_000))
        return total >= messages.length || quiet >= 120
      },
      PATIENCE_MS,
    )
    const seconds = (Date.now() - started) / 1_000
    // What is searchable last may still be on its way to its topic.
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    await guanlan.stop()
    const outcome = await readOutcome(folder.path, '9999')
    report(messages, outcome, last, seconds)
  } finally {
    await guanlan.kill().catch(() => undefined)
    await board.close()
    await folder.remove()
    await config.remove()
  }
}

type Outcome = Awaited<ReturnType<typeof readOutcome>>

function report(messages: readonly Message[], outcome: Outcome, searchable: number, seconds: number): void {
  const articles = [...outcome.articles.values()]
  const about = articles.filter((article) => article.labels.matters.length > 0)
  const byDepartment = new Map<string, number>()
  for (const ticket of outcome.tickets) {
    const department = ticket.department ?? ticket.candidates[0]?.department ?? '?'
    byDepartment.set(department, (byDepartment.get(department) ?? 0) + 1)
  }
  const byDomain = new Map<string, number>()
  for (const article of about) {
    const domain = article.labels.domains[0] ?? '(outside the eight)'
    byDomain.set(domain, (byDomain.get(domain) ?? 0) + 1)
  }
  const inTopics = about.filter((article) => outcome.topicOfArticle.has(article.article)).length
  const broken = articles.filter((article) => (article.title + article.body).includes('\uFFFD')).length
  const result = {
    messages: messages.length,
    articles: articles.length,
    searchable,
    about_a_matter: about.length,
    none_of_our_business: articles.length - about.length,
    in_topics: inTopics,
    near_copies: outcome.copies.size,
    topics: new Set(outcome.topicOfArticle.values()).size,
    alerts: outcome.alerts.length,
    tickets: outcome.tickets.length,
    tickets_by_department: Object.fromEntries([...byDepartment].sort((a, b) => b[1] - a[1])),
    articles_by_domain: Object.fromEntries([...byDomain].sort((a, b) => b[1] - a[1])),
    with_broken_characters: broken,
    accounted_for: articles.length === messages.length && searchable === messages.length && inTopics === about.length,
    seconds: Math.round(seconds),
  }
  console.log(JSON.stringify(result, null, 2))
  if (!result.accounted_for) process.exitCode = 1
}
