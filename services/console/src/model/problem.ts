import type { Alert, Problem, Ticket } from '@guanlan/contracts'

/** Where in the query the fault is, counted from 1; undefined when the problem does not say. */
export function placeInQuery(problem: Problem): number | undefined {
  for (const text of [...(problem.errors ?? []).flatMap((e) => [e.path, e.message]), problem.detail ?? '']) {
    const found = /(?:^q[:@[.]|第 ?|位置 ?)(\d+)/.exec(text)
    if (found?.[1] !== undefined) return Number(found[1]) + (text.startsWith('q') ? 1 : 0)
  }
  return undefined
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
  const last = entries.filter((entry) => entry.by.kind === 'person').at(-1) ?? entries.at(-1)
  return last && { name: last.by.name, what: last.what, at: last.at }
}
