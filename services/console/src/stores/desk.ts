import type { Alert, Problem, SourceState, Ticket } from '@guanlan/contracts'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, triggerRef } from 'vue'
import { problemOf, request, type QueryValue } from '../api/client.js'
import { mergeVersion, withoutDone } from '../model/live-merge.js'
import { alertIn, ticketIn } from '../model/problem.js'
import { useSession } from './session.js'

interface Page<T> {
  readonly items: T[]
  readonly next: string | null
}

/** No desk reads more rows than this; the page says when it was reached. */
export const ROW_CAP = 10_000
const PAGE = 200

/** Alerts and tickets at hand, each in its newest version: loaded once, then kept by the live stream. */
export const useDesk = defineStore('desk', () => {
  const session = useSession()
  const alerts = shallowRef(new Map<string, Alert>())
  const tickets = shallowRef(new Map<string, Ticket>())
  const sources = shallowRef(new Map<string, SourceState>())
  const loaded = ref({ alerts: false, tickets: false, closed: false })
  const problem = shallowRef<Problem>()
  const capped = ref(false)

  async function loadAll<T extends { version: number }>(
    path: string,
    query: Record<string, QueryValue>,
    into: { value: Map<string, T> },
    idOf: (entity: T) => string,
    cap = ROW_CAP,
  ): Promise<void> {
    let cursor: string | undefined
    let count = 0
    do {
      const page: Page<T> = await request(path, session.person, { query: { ...query, limit: PAGE, cursor } })
      for (const entity of page.items) mergeVersion(into.value, idOf(entity), entity)
      into.value = new Map(into.value)
      count += page.items.length
      cursor = page.next ?? undefined
    } while (cursor !== undefined && count < cap)
    if (cursor !== undefined && cap === ROW_CAP) capped.value = true
  }
  const alertId = (alert: Alert): string => alert.alert
  const ticketId = (ticket: Ticket): string => ticket.ticket

  /** Everything that is open. A repeated call only adds and renews. */
  async function load(): Promise<void> {
    problem.value = undefined
    try {
      const alertsLoad = Promise.all([
        loadAll('alerts', { state: 'open' }, alerts, alertId),
        loadAll('alerts', { state: 'acknowledged' }, alerts, alertId),
      ]).then(() => (loaded.value = { ...loaded.value, alerts: true }))
      const ticketsLoad = loadAll('tickets', { open: true, order: 'deadline' }, tickets, ticketId).then(
        () => (loaded.value = { ...loaded.value, tickets: true }),
      )
      await Promise.all([alertsLoad, ticketsLoad])
    } catch (thrown) {
      problem.value = problemOf(thrown)
    }
  }
  /** The newest closed alerts, one page: they are looked up, not watched. */
  async function loadClosed(): Promise<void> {
    try {
      await loadAll('alerts', { state: 'closed' }, alerts, alertId, 1)
      loaded.value = { ...loaded.value, closed: true }
    } catch (thrown) {
      problem.value = problemOf(thrown)
    }
  }
  /** After a reset: what we hold may be of another past. */
  async function reload(): Promise<void> {
    alerts.value = new Map()
    tickets.value = new Map()
    loaded.value = { alerts: false, tickets: false, closed: false }
    await load()
  }

  // A burst of messages is shown in one go, not one by one.
  let waiting = false
  const show = (): void => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      triggerRef(alerts)
      triggerRef(tickets)
      triggerRef(sources)
    }, 40)
  }
  const put = (kind: string, body: unknown): void => {
    if (kind === 'source') {
      const source = body as SourceState
      mergeVersion(sources.value, source.source, source)
    } else {
      const alert = alertIn(body)
      const ticket = ticketIn(body)
      if (alert) mergeVersion(alerts.value, alert.alert, alert)
      if (ticket) mergeVersion(tickets.value, ticket.ticket, ticket)
    }
    show()
  }

  /** Lets go of what is closed or archived: a screen that stays open for weeks would keep all that ever was. */
  const forgetDone = (): void => {
    alerts.value = withoutDone(alerts.value, ({ state }) => state === 'closed')
    tickets.value = withoutDone(tickets.value, ({ state }) => state === 'archived')
    loaded.value = { ...loaded.value, closed: false }
  }

  const unconfirmed = computed(() => [...alerts.value.values()].filter((alert) => alert.state === 'open').length)
  return { alerts, tickets, sources, loaded, problem, capped, load, loadClosed, reload, put, forgetDone, unconfirmed }
})
