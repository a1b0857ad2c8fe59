import type { Alert, Problem, Ticket } from '@guanlan/contracts'
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

type Acted = Alert | Ticket
const standingOf = (one: Acted) =>
  'department' in one ? [one.state, one.level, one.department, one.arbiter] : [one.state, one.level]
const actsOfPeople = (one: Acted): number => one.history.filter(({ by }) => by.kind === 'person').length

/**
 * The version to act upon instead, when between what somebody saw and what is there now only the topic grew (more articles, a new
 * reason): no person acted, and what they decided by stands as it was. Undefined: it must be looked at again.
 */
export function versionAfterGrowth(seen: Acted | undefined, current: unknown): number | undefined {
  const now = seen && ('department' in seen ? ticketIn(current) : alertIn(current))
  if (!seen || !now || now.version <= seen.version) return undefined
  const same = standingOf(seen).every((value, i) => value === standingOf(now)[i])
  return same && actsOfPeople(seen) === actsOfPeople(now) ? now.version : undefined
}
