import type { AlertDetail, SourceState, TicketDetail, TopicDetail } from '@guanlan/contracts'
import type { QueryClient } from '@tanstack/vue-query'
import { alertIn, ticketIn, topicIn } from '../model/problem.js'

const newer = <T extends { version: number }>(known: T | null, next: T): T =>
  known && known.version > next.version ? known : next

/** Items of an open detail are asked for again at most this often while its topic grows. */
const REFRESH = 2_500
const waiting = new WeakMap<QueryClient, Set<string>>()

function refreshSoon(queries: QueryClient, key: readonly string[]): void {
  const name = key.join('/')
  const pending = waiting.get(queries) ?? new Set<string>()
  waiting.set(queries, pending)
  if (pending.has(name)) return
  pending.add(name)
  setTimeout(() => {
    pending.delete(name)
    void queries.invalidateQueries({ queryKey: key })
  }, REFRESH)
}

/** Brings what is open on the screen up to a live message (or an answer to an act), without waiting for a new request. */
export function patchDetails(queries: QueryClient, kind: string, body: unknown): void {
  if (kind === 'source') {
    void queries.invalidateQueries({ queryKey: ['source', (body as SourceState).source] })
    return
  }
  const alert = kind === 'topic' ? undefined : alertIn(body)
  const ticket = kind === 'topic' ? undefined : ticketIn(body)
  const topic = kind === 'topic' ? topicIn(body) : undefined
  if (topic)
    for (const [key, detail] of queries.getQueriesData<TopicDetail>({ queryKey: ['topic', topic.topic] })) {
      if (detail) queries.setQueryData<TopicDetail>(key, { ...detail, topic: newer(detail.topic, topic) })
      refreshSoon(queries, ['topic', topic.topic])
    }
  for (const [key, detail] of queries.getQueriesData<AlertDetail>({ queryKey: ['alert'] })) {
    if (!detail) continue
    const hit = {
      alert: alert?.alert === detail.alert.alert ? alert : undefined,
      ticket: ticket?.alert === detail.alert.alert ? ticket : undefined,
      topic: topic?.topic === detail.alert.topic ? topic : undefined,
    }
    if (!hit.alert && !hit.ticket && !hit.topic) continue
    queries.setQueryData<AlertDetail>(key, {
      ...detail,
      ...(hit.alert && { alert: newer(detail.alert, hit.alert) }),
      ...(hit.ticket && { ticket: newer(detail.ticket, hit.ticket) }),
      ...(hit.topic && { topic: newer(detail.topic, hit.topic) }),
    })
    if (hit.topic || hit.alert) refreshSoon(queries, ['alert', detail.alert.alert])
  }
  for (const [key, detail] of queries.getQueriesData<TicketDetail>({ queryKey: ['ticket'] })) {
    if (!detail) continue
    if (ticket?.ticket === detail.ticket.ticket) {
      queries.setQueryData<TicketDetail>(key, { ...detail, ticket: newer(detail.ticket, ticket) })
      // What may be done next is the server's word.
      void queries.invalidateQueries({ queryKey: ['ticket', detail.ticket.ticket] })
    } else if (topic?.topic === detail.ticket.topic) {
      queries.setQueryData<TicketDetail>(key, { ...detail, topic: newer(detail.topic, topic) })
      refreshSoon(queries, ['ticket', detail.ticket.ticket])
    }
  }
}
