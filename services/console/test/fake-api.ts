import {
  acknowledgeSchema,
  alertDetailSchema,
  changeLevelSchema,
  dispatchAlertSchema,
  problemSchema,
  roleHeaders,
  ticketCommandSchema,
  ticketDetailSchema,
  type Actor,
  type Alert,
  type Status,
  type Ticket,
  type TicketAction,
} from '@guanlan/contracts'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  allItems,
  departments,
  makeAlert,
  makeDeadLetters,
  makeItem,
  makeStatus,
  makeTicket,
  makeTopic,
  stories,
} from './fake-data.js'
import { faultOf, outlook, search, trends } from './fake-search.js'
import { requireBuild, serveStatic } from './fake-static.js'
import { createFakeBriefs } from './fake-briefs.js'
import { createFakeCorrections } from './fake-corrections.js'
import { createFakeRota } from './fake-rota.js'
import { createFakeRules } from './fake-rules.js'
import { createFakeSources } from './fake-sources.js'
import { createFakeStream } from './fake-stream.js'
import { createFakeTopics } from './fake-topics.js'
import { fakeSilences } from './fake-silences.js'

/** An answer other than 200, to be thrown inside a route. */
class Refusal extends Error {
  readonly status: number
  readonly body: unknown
  constructor(status: number, code: string, title: string, more: Record<string, unknown> = {}) {
    super(title)
    this.status = status
    this.body = problemSchema.parse({ type: 'about:blank', title, status, code, instance: 'req-7f3a', ...more })
  }
}

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return JSON.parse(Buffer.concat(parts).toString('utf8') || '{}')
}

/** What the clerk may do in each state, as the desk has it. */
const clerkActions: Partial<Record<Ticket['state'], TicketAction[]>> = {
  dispatched: ['sign', 'return'],
  signed: ['start', 'answer', 'return'],
  handling: ['answer', 'return'],
}

/** A server that speaks the contract over a small made-up city and serves the built console beside it. */
export async function startFakeApi() {
  requireBuild()
  const stream = createFakeStream()
  const alerts = new Map(stories.map((story) => [`${story.id}-alert`, makeAlert(story)]))
  const tickets = new Map(stories.map((story) => [`${story.id}-ticket`, makeTicket(story)]))
  const topics = new Map(stories.map((story) => [`${story.id}-topic`, makeTopic(story)]))
  const sources = createFakeSources(
    stream,
    (status, code, title, detail) => new Refusal(status, code, title, { detail }),
  )
  const topicDesk = createFakeTopics(
    topics,
    alerts,
    stream,
    (status, code, title, more) => new Refusal(status, code, title, more),
  )
  const rota = createFakeRota(stream.now, (status, code, title) => new Refusal(status, code, title))
  const corrections = createFakeCorrections(
    () => stream.now(),
    (status, code, title) => new Refusal(status, code, title),
  )
  const briefs = createFakeBriefs(
    alerts,
    tickets,
    () => stream.now(),
    (status, code, title) => new Refusal(status, code, title),
  )
  const rules = createFakeRules((status, code, title, detail) => new Refusal(status, code, title, { detail }))
  const letters = makeDeadLetters()
  /** Switches for the states that a page must bear. */
  const mode = {
    alertsFail: false,
    searchAway: false,
    bursts: [] as Status['bursts'],
    heartbeat: undefined as Status['heartbeat'] | undefined,
  }
  /** Paths below /api/v1 that are not answered yet, and what their answers wait for. */
  const held = new Map<string, Promise<void>>()
  /** Files of the console that were fetched, and their gzipped bytes. */
  const weights = new Map<string, number>()
  const posts: { path: string; body: unknown; headers: IncomingMessage['headers'] }[] = []

  const actorOf = (request: IncomingMessage): Actor => {
    const header = (name: string): string => decodeURIComponent(String(request.headers[name] ?? ''))
    const role =
      header(roleHeaders.role) === 'clerk' ? 'clerk' : header(roleHeaders.role) === 'analyst' ? 'analyst' : 'duty'
    const department = header(roleHeaders.department)
    return { kind: 'person', role, name: header(roleHeaders.name), ...(department && { department }) }
  }
  const saveAlert = (alert: Alert): Alert => {
    alerts.set(alert.alert, alert)
    stream.push('alert', alert)
    return alert
  }
  const saveTicket = (ticket: Ticket): Ticket => {
    tickets.set(ticket.ticket, ticket)
    stream.push('ticket', ticket)
    return ticket
  }
  const known = <T>(map: ReadonlyMap<string, T>, id: string): T => {
    const found = map.get(id)
    if (!found) throw new Refusal(404, 'not_found', '没有找到')
    return found
  }
  const checkVersion = (asked: number, current: Alert | Ticket): void => {
    if (asked !== current.version)
      throw new Refusal(409, 'version_conflict', '他人已先行处理，请查看最新状态', { current })
  }
  const silences = fakeSilences(alerts, () => stream.now())
  const storyItems = (id: string) => {
    const story = stories.find((each) => id.startsWith(`${each.id}-`)) ?? stories[0]
    return story ? Array.from({ length: Math.min(8, story.items) }, (_, index) => makeItem(story, index)).reverse() : []
  }

  function actOnAlert(alert: Alert, action: string, body: unknown, by: Actor): unknown {
    const line = { at: stream.now(), by, level: alert.level }
    if (action === 'acknowledge') {
      checkVersion(acknowledgeSchema.parse(body).version, alert)
      const acknowledged = { at: stream.now(), by }
      const history = [...alert.history, { ...line, what: 'acknowledged' }]
      return saveAlert({ ...alert, version: alert.version + 1, state: 'acknowledged', acknowledged, history })
    }
    if (action === 'level') {
      const { version, level, reason } = changeLevelSchema.parse(body)
      checkVersion(version, alert)
      const history = [...alert.history, { ...line, level, what: 'level', reason }]
      return saveAlert({ ...alert, version: version + 1, level, levelSetBy: by, history })
    }
    const { version, department, reason } = dispatchAlertSchema.parse(body)
    const ticket = known(tickets, alert.ticket ?? '')
    checkVersion(version, ticket)
    return saveTicket(moved(ticket, 'dispatched', 'dispatch', by, department, reason))
  }
  function moved(
    ticket: Ticket,
    to: Ticket['state'],
    action: string,
    by: Actor,
    department = ticket.department,
    reason?: string,
  ): Ticket {
    return {
      ...ticket,
      version: ticket.version + 1,
      state: to,
      department,
      departmentName: departments.find((each) => each.code === department)?.name ?? null,
      changedAt: stream.now(),
      history: [
        ...ticket.history,
        { at: stream.now(), by, action, from: ticket.state, to, department, ...(reason && { reason }) },
      ],
    }
  }
  function actOnTicket(ticket: Ticket, action: string, body: unknown, by: Actor): unknown {
    const command = ticketCommandSchema.parse(body)
    checkVersion(command.version, ticket)
    if (action === 'sign') return saveTicket(moved(ticket, 'signed', action, by))
    if (action === 'start') return saveTicket(moved(ticket, 'handling', action, by))
    if (action === 'answer') {
      const answer = { at: stream.now(), by, text: command.text ?? '' }
      return saveTicket({ ...moved(ticket, 'answered', action, by), answer })
    }
    if (action === 'reassign' && command.reason && command.department) {
      return saveTicket(moved(ticket, 'dispatched', action, by, command.department, command.reason))
    }
    if (action === 'return' && command.reason && command.department) {
      const back = moved(ticket, 'accepted', action, by, command.department, command.reason)
      return saveTicket({ ...back, department: null, departmentName: null, returns: ticket.returns + 1 })
    }
    throw new Refusal(400, 'bad_request', '请求的内容不符合约定')
  }

  function get(path: readonly string[], query: URLSearchParams, by: Actor): unknown {
    const [kind = '', id = ''] = path
    if (kind === 'status') {
      const open = [...alerts.values()].filter((alert) => alert.state === 'open').length
      const counts = {
        openAlerts: open,
        openTickets: tickets.size,
        sourcesUnhealthy: sources.unhealthy(),
        deadLetters: letters.length,
      }
      const away = mode.searchAway ? [{ part: 'search', code: 'search_unavailable', message: '检索服务没有应答' }] : []
      return {
        ...makeStatus(counts, stream.lastId(), away, sources.blind(), mode.bursts, mode.heartbeat),
        clock: { now: stream.now(), sample: true, speed: 60 },
      }
    }
    if (kind === 'alerts' && id) {
      const alert = known(alerts, id)
      const ticket = tickets.get(alert.ticket ?? '') ?? null
      return alertDetailSchema.parse({ alert, topic: topics.get(alert.topic) ?? null, ticket, items: storyItems(id) })
    }
    if (kind === 'alerts') {
      if (mode.alertsFail) throw new Refusal(503, 'store_unavailable', '存储暂时不可用', { detail: '记录库没有应答' })
      const all = [...alerts.values()].filter((alert) => !query.get('state') || alert.state === query.get('state'))
      const start = Number(query.get('cursor') ?? 0)
      const limit = Number(query.get('limit') ?? 50)
      return { items: all.slice(start, start + limit), next: start + limit < all.length ? String(start + limit) : null }
    }
    if (kind === 'tickets' && id) {
      const ticket = known(tickets, id)
      const mine = by.role === 'clerk' && by.department === ticket.department
      const actions = mine ? (clerkActions[ticket.state] ?? []) : []
      const alert = alerts.get(ticket.alert) ?? null
      return ticketDetailSchema.parse({
        ticket,
        alert,
        topic: topics.get(ticket.topic) ?? null,
        items: storyItems(id),
        actions,
      })
    }
    if (kind === 'tickets') return { items: [...tickets.values()], next: null }
    if (kind === 'search' || kind === 'trends' || kind === 'outlook') {
      if (mode.searchAway) throw new Refusal(503, 'search_unavailable', '检索服务暂时不可用，预警与工单不受影响')
      const fault = faultOf(query.get('q') ?? '')
      if (fault) {
        const detail = `第 ${fault.at} 个字符处：${fault.message}`
        throw new Refusal(400, 'query_invalid', '检索式写法有误', { detail })
      }
      return kind === 'search' ? search(query) : kind === 'trends' ? trends(query) : outlook(query)
    }
    if (kind === 'articles') {
      const article = allItems().find((item) => item.article === id)
      if (!article) throw new Refusal(404, 'not_found', '没有找到')
      if (path[2] === 'why') return rules.why(article, query.get('matter') ?? '')
      return { article, topic: id.replace(/-item-.*/, '-topic'), alert: id.replace(/-item-.*/, '-alert') }
    }
    if (kind === 'rules') return id ? rules.detail(id) : rules.list()
    if (kind === 'rota') return rota.detail()
    if (kind === 'corrections') return corrections.list(query.get('state'))
    if (kind === 'briefs') return id ? briefs.detail(id) : briefs.list(Number(query.get('days') ?? 30))
    if (kind === 'sources') return id ? sources.detail(id) : sources.page(query.get('cursor'))
    if (kind === 'topics') return id ? topicDesk.get(path.slice(1)) : topicDesk.list(query)
    if (kind === 'dead-letters') return { items: letters, next: null }
    if (kind === 'silences') return silences.list()
    throw new Refusal(404, 'not_found', '没有找到')
  }
  function post(path: readonly string[], body: unknown, by: Actor): unknown {
    const [kind = '', id = '', action = ''] = path
    if (kind === 'alerts') return actOnAlert(known(alerts, id), action, body, by)
    if (kind === 'tickets') return actOnTicket(known(tickets, id), action, body, by)
    if (kind === 'silences') return silences.act(path.slice(1), body, by)
    if (kind === 'rota') return rota.act(id, body, by)
    if (kind === 'corrections') return corrections.decide(id, action, body, by)
    if (kind === 'articles') {
      const article = allItems().find((item) => item.article === id)
      if (!article) throw new Refusal(404, 'not_found', '没有找到')
      return corrections.relabel(article, body, by)
    }
    if (kind === 'briefs') return briefs.keep(id, body, by)
    if (kind === 'rules') return rules.act(id, action, body, by)
    if (kind === 'sources') return sources.act(id, action, body, by)
    if (kind === 'topics' && action === 'what-if') return topicDesk.whatIf(id, body)
    if (kind === 'topics') return topicDesk.act(path.slice(1), body, by)
    if (kind === 'dead-letters') {
      const at = letters.findIndex((letter) => letter.id === id)
      const letter = letters[at]
      if (!letter) throw new Refusal(404, 'not_found', '没有找到')
      letters[at] = { ...letter, replayedAt: stream.now() }
      return letters[at]
    }
    throw new Refusal(404, 'not_found', '没有找到')
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (!url.pathname.startsWith('/api/v1/')) {
      return serveStatic(decodeURIComponent(url.pathname), response, (file, gzipped) => void weights.set(file, gzipped))
    }
    const path = url.pathname.slice('/api/v1/'.length).split('/').map(decodeURIComponent)
    if (path[0] === 'events') return stream.handle(request, response, url.searchParams)
    await held.get(path.join('/'))
    const send = (status: number, type: string, body: unknown): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
      response.end(JSON.stringify(body))
    }
    try {
      const by = actorOf(request)
      if (request.method === 'POST') {
        const body = await bodyOf(request)
        posts.push({ path: path.join('/'), body, headers: request.headers })
        send(200, 'application/json', post(path, body, by))
      } else send(200, 'application/json', get(path, url.searchParams, by))
    } catch (thrown) {
      if (thrown instanceof Refusal) send(thrown.status, 'application/problem+json', thrown.body)
      else
        send(500, 'application/problem+json', {
          type: 'about:blank',
          title: String(thrown),
          status: 500,
          code: 'internal',
        })
    }
  }

  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stream,
    mode,
    posts,
    weights,
    alerts,
    tickets,
    sources,
    rules,
    briefs,
    topics,
    topicDesk,
    letters,
    saveAlert,
    saveTicket,
    /** Leaves a path below /api/v1 without answer until what is given back is called, so that a test sees the page wait. */
    hold(path: string): () => void {
      let answer = () => {}
      held.set(path, new Promise<void>((done) => (answer = done)))
      return () => {
        held.delete(path)
        answer()
      }
    },
    async close(): Promise<void> {
      stream.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
export type FakeApi = Awaited<ReturnType<typeof startFakeApi>>
