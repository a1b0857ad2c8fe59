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

/**
 * What the calls told, each key once. The keys themselves hold the alert's id, and that the id of the first article met, which the moment
 * of a crawl may change; the happenings may not.
 */
function happenings(calls: ReadonlyMap<string, string>, until: string): string[] {
  const told = [...calls.values()].map(
    (text) =>
      JSON.parse(text) as {
        type: string
        at: string
        alert: { matter: string; level: string; items: number }
        clock?: { kind: string }
      },
  )
  const counted = told.filter(({ at }) => at <= until)
  return sorted(
    counted.map(({ type, alert, clock }) =>
      [
        type,
        alert.matter,
        type === 'alert.grew' ? alert.items : '',
        type.startsWith('alert.') ? alert.level : '',
        clock?.kind ?? '',
      ].join(' '),
    ),
  )
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
  expect(happenings(shakenCalls, until)).toEqual(happenings(calmCalls, until))
  expect(calmCalls.size).toBeGreaterThanOrEqual(storylineIds.length)
}
