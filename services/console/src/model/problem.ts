import type { Alert, Problem, Ticket, Topic } from '@guanlan/contracts'
import { lastOf } from './list.js'

/**
 * Where in the query `q` the fault is, counted from 1 (one past the end for 「末尾」); undefined when the problem does not
 * say. The API names it at the head of its sentence: 「第 8 个字符“"”处：…」.
 */
export function placeInQuery(problem: Problem, q: string): number | undefined {
  const text = problem.detail ?? problem.errors?.[0]?.message ?? ''
  if (text.startsWith('末尾')) return q.length + 1
  const place = /^第 ?(\d+) ?个字符/.exec(text)?.[1]
  return place === undefined ? undefined : Math.min(q.length + 1, Number(place))
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The alert in an answer: the answer itself, or its `alert`. */
export function alertIn(value: unknown): Alert | undefined {
  if (!isRecord(value)) return undefined
  if (typeof value['alert'] === 'string' && 'raisedAt' in value) return value as Alert
  return isRecord(value['alert']) ? alertIn(value['alert']) : undefined
}

/** The ticket in an answer: the answer itself, or its `ticket`. */
export function ticketIn(value: unknown): Ticket | undefined {
  if (!isRecord(value)) return undefined
  if (typeof value['ticket'] === 'string' && 'clocks' in value) return value as Ticket
  return isRecord(value['ticket']) ? ticketIn(value['ticket']) : undefined
}

/** Who changed it last, what and when: for the one who came second. */
export interface LastAct {
  readonly name: string
  readonly what: string
  readonly at: string
}

/** Last entry of the history that a person wrote, of the current state that a 409 carries. */
export function lastActIn(current: unknown): LastAct | undefined {
  const ticket = ticketIn(current)
  const alert = alertIn(current)
  const entries = ticket
    ? ticket.history.map((entry) => ({ by: entry.by, what: entry.action, at: entry.at }))
    : (alert?.history ?? []).map((entry) => ({ by: entry.by, what: entry.what, at: entry.at }))
  const last = [...entries].reverse().find((entry) => entry.by.kind === 'person') ?? lastOf(entries)
  return last && { name: last.by.name, what: last.what, at: last.at }
}

/** The topic in an answer: the answer itself. */
export const topicIn = (value: unknown): Topic | undefined =>
  isRecord(value) && 'medoid' in value ? (value as Topic) : undefined

/** What people act upon, each with a version of its own. */
export type Acted = Alert | Ticket | Topic
/** How it stands for who decides about it; all of one kind as long. */
function standingOf(one: Acted): unknown[] {
  if ('medoid' in one) return [one.redirect, one.acts?.length ?? 0]
  const people = one.history.filter(({ by }) => by.kind === 'person').length
  return 'department' in one
    ? [one.state, one.level, one.department, one.arbiter, people]
    : [one.state, one.level, people]
}
const sameKindIn = (seen: Acted, current: unknown): Acted | undefined =>
  'medoid' in seen ? topicIn(current) : 'department' in seen ? ticketIn(current) : alertIn(current)

/**
 * The version to act upon instead, when between what somebody saw and what is there now only the topic grew (more articles, a new
 * reason): no person acted, and what they decided by stands as it was. Undefined: it must be looked at again.
 */
export function versionAfterGrowth(seen: Acted | undefined, current: unknown): number | undefined {
  const now = seen && sameKindIn(seen, current)
  if (!seen || !now || now.version <= seen.version) return undefined
  const standing = standingOf(now)
  return standingOf(seen).every((value, i) => value === standing[i]) ? now.version : undefined
}
