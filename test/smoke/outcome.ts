import { join } from 'node:path'
import { allTopics, decode, topicOf, type Alert, type ClassifiedArticle, type Ticket } from '@guanlan/contracts'
import { silentLogger, unwrap } from '@guanlan/kernel'
import { openLogAndRecords, readEnvironment } from '@guanlan/runtime'
import { loadScenario, SCENARIO_EPOCH, type ScenarioItem } from '@guanlan/service-sample-city'
import { storageOf } from '@guanlan/testkit'

/** What a run came to, read from its stores when the process is gone: the terms of ARCHITECTURE.md, *Same result after a kill*. */
export interface RunOutcome {
  /** Newest revision of every article published up to the end of the comparison. */
  readonly articles: ReadonlyMap<string, ClassifiedArticle>
  /** Topic of every article that is about a matter. */
  readonly topicOfArticle: ReadonlyMap<string, string>
  /** Near copies, each with the canonical item that it copies. */
  readonly copies: ReadonlyMap<string, string>
  readonly alerts: readonly Alert[]
  readonly tickets: readonly Ticket[]
}

const PAGE = 1_000

/** Opens log and records of a stopped run, wherever its shape keeps them. */
export const openStoresOf = (data: string) =>
  openLogAndRecords(
    unwrap(readEnvironment({ ...storageOf(data) })),
    { log: join(data, 'log.db'), records: join(data, 'records.db') },
    silentLogger,
  )

/** Reads what a stopped run has kept; only what was published at or before `until` counts. */
export async function readOutcome(data: string, until: string): Promise<RunOutcome> {
  const { eventLog, recordStore, close } = await openStoresOf(data)
  try {
    const articles = new Map<string, ClassifiedArticle>()
    const partitions = allTopics().find((topic) => topic.name === topicOf('article.classified'))?.partitions ?? 0
    for (let partition = 0; partition < partitions; partition += 1) {
      for (let after = -1; ;) {
        const page = await eventLog.read(topicOf('article.classified'), { partition, after, limit: PAGE })
        for (const message of page) {
          const article = unwrap(decode(message.value)).body as ClassifiedArticle
          const known = articles.get(article.article)
          if ((article.published ?? article.seen) <= until && (!known || known.revision < article.revision))
            articles.set(article.article, article)
        }
        const last = page.at(-1)
        if (!last) break
        after = last.offset
      }
    }
    const topicOfArticle = new Map<string, string>()
    const copies = new Map<string, string>()
    for (let after: { seen: string; article: string } | null = null; ;) {
      const rows = await recordStore.records.topicItems.since('', after, PAGE)
      for (const row of rows) {
        if (row.published > until) continue
        topicOfArticle.set(row.article, row.topic)
        if (row.copyOf) copies.set(row.article, row.copyOf)
      }
      const last = rows.at(-1)
      if (!last) break
      after = { seen: last.seen, article: last.article }
    }
    const alerts = (await recordStore.records.alerts.list({ limit: PAGE })).items.filter(
      (alert) => alert.raisedAt <= until,
    )
    const tickets = (await recordStore.records.tickets.list({ limit: PAGE, order: 'newest' })).items.filter(
      (ticket) => ticket.openedAt <= until,
    )
    return { articles, topicOfArticle, copies, alerts, tickets }
  } finally {
    await close()
  }
}

let byTitle: Map<string, ScenarioItem> | undefined

/** Scenario items by headline: what the product collected carries the same one. Replies without a headline are left out. */
export function scenarioByTitle(): ReadonlyMap<string, ScenarioItem> {
  byTitle ??= new Map(loadScenario().items.flatMap((item) => (item.title ? [[item.title, item] as const] : [])))
  return byTitle
}

/** Instant of a moment of the scenario, in hours after its first minute. */
export const scenarioTime = (hours: number): string =>
  new Date(Date.parse(SCENARIO_EPOCH) + hours * 3_600_000).toISOString()

/** Tickets that hold an article of the storyline. */
export function ticketsOf(outcome: RunOutcome, storyline: string): Ticket[] {
  const byTitle = scenarioByTitle()
  return outcome.tickets.filter((ticket) =>
    ticket.members.some((member) => byTitle.get(outcome.articles.get(member)?.title ?? '')?.storyline === storyline),
  )
}
