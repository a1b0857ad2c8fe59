import { levelRank, type Level } from '@guanlan/contracts'
import { storylineIds } from '@guanlan/service-sample-city'
import type { FakeReceiver } from '@guanlan/testkit'
import { expect } from 'vitest'
import { ticketsOf, type RunOutcome } from './outcome.js'

const sorted = (values: Iterable<string>): string[] => [...values].sort()
/** Groups of article ids, whatever their topics are called. */
function partition(outcome: RunOutcome): string[] {
  const groups = new Map<string, string[]>()
  for (const [article, topic] of outcome.topicOfArticle) groups.set(topic, [...(groups.get(topic) ?? []), article])
  return sorted([...groups.values()].map((group) => sorted(group).join(' ')))
}
const contents = (outcome: RunOutcome): string[] =>
  sorted([...outcome.articles.values()].map((article) => `${article.article} ${article.contentHash}`))
const storyTickets = (outcome: RunOutcome) =>
  storylineIds.map((storyline) => {
    const tickets = ticketsOf(outcome, storyline)
    const highest = tickets.map((ticket) => outcome.alerts.find((alert) => alert.ticket === ticket.ticket)?.highest)
    // Which of two near copies was met first, and so is the canonical one, may differ; the story they tell may not.
    const members = tickets.map((ticket) => ticket.members.length)
    return {
      storyline,
      matter: tickets.map((ticket) => ticket.matter),
      department: tickets.map((ticket) => ticket.department),
      members,
      highest,
    }
  })

/** The mark of growth that so many items have reached: 8, 16, 32 … (docs/alerts.md); below the first one 0. */
const markOf = (items: number): number => (items < 8 ? 0 : 2 ** Math.floor(Math.log2(items)))

/**
 * What somebody who reads all calls knows at `until`, each key once: of each matter of how many alerts, the highest level and the
 * greatest mark of growth told, and the clocks missed. How many steps it was told in may differ: after an outage several items come at once,
 * and an alert that is raised at nine items says so in one call. The keys hold the alert's id, and that the id of the first article met,
 * which the moment of a crawl may change; what is known may not.
 */
function told(calls: ReadonlyMap<string, string>, until: string): Record<string, Told> {
  const known: Record<string, Omit<Told, 'alerts'> & { alerts: string[] }> = {}
  for (const text of calls.values()) {
    const {
      at,
      alert,
      alerts = [],
      clock,
    } = JSON.parse(text) as {
      at: string
      alert?: ToldAlert
      /** Of a message that tells several. */
      alerts?: ToldAlert[]
      clock?: { kind: string }
    }
    if (at > until) continue
    for (const each of alert ? [alert] : alerts) {
      const of = (known[each.matter] ??= { alerts: [], level: null, mark: 0, missed: [] })
      of.alerts = [...new Set([...of.alerts, each.alert])].sort()
      if (clock) of.missed = [...of.missed, clock.kind].sort()
      else {
        if (of.level === null || levelRank(each.level) > levelRank(of.level)) of.level = each.level
        of.mark = Math.max(of.mark, markOf(each.items))
      }
    }
  }
  return Object.fromEntries(Object.entries(known).map(([matter, of]) => [matter, { ...of, alerts: of.alerts.length }]))
}

interface ToldAlert {
  alert: string
  matter: string
  level: Level
  items: number
}

interface Told {
  /** How many alerts were told of. */
  alerts: number
  level: Level | null
  mark: number
  missed: string[]
}

/** What the receiver of the outgoing calls was told: each key once. A repetition is allowed only with the same key and the same body. */
function callsByKey({ calls }: FakeReceiver): ReadonlyMap<string, string> {
  const byKey = new Map<string, string>()
  for (const call of calls) {
    if (byKey.has(call.key)) expect(call.body).toBe(byKey.get(call.key))
    byKey.set(call.key, call.body)
  }
  return byKey
}

/** One run: what it came to, and who heard its calls. */
export interface Run {
  readonly outcome: RunOutcome
  readonly receiver: FakeReceiver
}

/**
 * Holds a shaken run to a calm one by the terms of ARCHITECTURE.md, *Same result after a kill*: articles and contents, their partition into topics,
 * tickets and highest levels by storyline, and what outgoing calls told up to `until`.
 */
export function expectSameResult(shaken: Run, calm: Run, until: string): void {
  expect(contents(shaken.outcome)).toEqual(contents(calm.outcome))
  expect(partition(shaken.outcome)).toEqual(partition(calm.outcome))
  expect(storyTickets(shaken.outcome)).toEqual(storyTickets(calm.outcome))
  const [shakenCalls, calmCalls] = [callsByKey(shaken.receiver), callsByKey(calm.receiver)]
  const [all, kept] = [shaken.receiver.calls.length, shakenCalls.size]
  console.log(
    `calls: calm ${calm.receiver.calls.length} of ${calmCalls.size} keys, shaken ${all} of ${kept} keys (${all - kept} repeated)`,
  )
  expect(told(shakenCalls, until)).toEqual(told(calmCalls, until))
  expect(calmCalls.size).toBeGreaterThanOrEqual(storylineIds.length)
}
