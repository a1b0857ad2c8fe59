import {
  alertDetailSchema,
  articleDetailSchema,
  burstsFact,
  searchResponseSchema,
  statusSchema,
  ticketDetailSchema,
  topicDetailSchema,
  trendsResponseSchema,
} from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, openApi, seedAlert, seedSearch, type OpenApi } from './harness.js'

let api: OpenApi
const fresh = () => {
  beforeEach(async () => {
    api = await openApi()
  })
  afterEach(() => api.close())
}
/** One api for the tests that change nothing. */
const shared = () => {
  beforeAll(async () => {
    api = await openApi()
  })
  afterAll(() => api.close())
}

describe('health and status', () => {
  fresh()

  it('is alive, ready, measured and documented', async () => {
    expect((await api.get('/healthz')).json()).toEqual({ status: 'ok' })
    expect((await api.get('/readyz')).json()).toMatchObject({
      ready: true,
      parts: [{ part: 'event-log', ready: true }, {}, {}, { part: 'heartbeat', ready: true }],
    })
    const metrics = await api.get('/metrics')
    expect(metrics.headers['content-type']).toContain('text/plain')
    expect(metrics.body).toContain('guanlan_inputs_total')
    const openapi = (await api.get('/openapi.json')).json()
    expect(Object.keys(openapi.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/alerts/{id}/dispatch',
        '/api/v1/tickets/{id}/{action}',
        '/api/v1/search',
        '/api/v1/items',
      ]),
    )
    const docs = await api.get('/docs/', { accept: 'text/html' })
    expect(docs.statusCode).toBe(200)
    expect(docs.body).not.toMatch(/https?:\/\//)
    expect((await api.get('/docs/static/swagger-ui-bundle.js')).statusCode).toBe(200)
  })

  it('says which part is away, and why', async () => {
    await api.close()
    api = await openApi({ health: async () => [{ part: 'search-store', message: '磁盘已满' }] })
    const ready = await api.get('/readyz')
    expect(ready.statusCode).toBe(503)
    expect(ready.json().parts).toContainEqual({ part: 'search-store', ready: false, reason: '磁盘已满' })
    const status = statusSchema.parse((await api.get('/api/v1/status')).json())
    expect(status.problems).toEqual([{ part: 'search-store', code: 'search_unavailable', message: '磁盘已满' }])
  })

  it('tells the bursts that the detector keeps', async () => {
    const none = statusSchema.parse((await api.get('/api/v1/status')).json())
    expect(none.bursts).toEqual([])
    const text = '14:20 起 37 条，往常 6 条'
    const town = { code: '330681105', name: '店口镇' }
    const since = '2026-11-23T06:20:00.000Z'
    const burst = { domain: 'wages', town, since, voices: 37, usual: 6.2, sources: 4, text, topics: 9, scattered: true }
    await api.deps.recordStore.transaction((records) => records.facts.put(burstsFact, [burst]))
    expect(statusSchema.parse((await api.get('/api/v1/status')).json()).bursts).toEqual([burst])
  })

  it('tells everything else while the log is away, with the dead letters of the last count', async () => {
    api.deps.eventLog.read = () => Promise.reject(new AppError('log_unavailable', 'away'))
    await seedAlert(api)
    const answer = await api.get('/api/v1/status')
    expect(answer.statusCode).toBe(200)
    expect(statusSchema.parse(answer.json()).counts).toMatchObject({ openAlerts: 1, deadLetters: 0 })
  })

  it('gives the console its frame: office, clock, names, counts, the stream to join', async () => {
    await seedAlert(api)
    const status = statusSchema.parse((await api.get('/api/v1/status')).json())
    expect(status).toMatchObject({
      clock: { sample: true, speed: 60, now: '2026-11-20T08:00:00.000Z' },
      accounts: false,
    })
    expect(status.counts).toEqual({ openAlerts: 1, openTickets: 1, sourcesUnhealthy: 0, deadLetters: 0 })
    expect(status.lastEventId).toBe(await api.deps.recordStore.records.feed.newest())
    expect(status.domains.map(({ code }) => code)).toContain('wages')
    expect(status.towns.length).toBeGreaterThan(20)
    expect(status.signals).toContainEqual({ code: 'poisoning', name: '群体中毒或发病' })
    expect(status.cuts.red).toBeGreaterThan(status.cuts.orange)
  })
})

describe('alerts, tickets, topics', () => {
  fresh()

  it('lists and opens them with their chain', async () => {
    const { alert, ticket, topic } = await seedAlert(api)
    const alerts = (await api.get('/api/v1/alerts?state=open&level=yellow&limit=1')).json()
    expect(alerts).toMatchObject({ items: [{ alert: alert.alert }], next: null })
    const detail = alertDetailSchema.parse((await api.get(`/api/v1/alerts/${alert.alert}`)).json())
    expect(detail.items.map(({ article }) => article)).toEqual(['a2', 'a1'])
    expect(detail.ticket?.ticket).toBe(ticket.ticket)
    const tickets = (await api.get('/api/v1/tickets?open=true&order=newest')).json()
    expect(tickets.items).toHaveLength(1)
    const topics = (await api.get('/api/v1/topics?order=newest')).json()
    expect(topics.items).toHaveLength(1)
    const storyline = topicDetailSchema.parse((await api.get(`/api/v1/topics/${topic.topic}`)).json())
    expect(storyline.alert?.alert).toBe(alert.alert)
  })

  it('says what the asking role may do with a ticket', async () => {
    const { ticket } = await seedAlert(api)
    const of = async (headers: Record<string, string>) =>
      ticketDetailSchema.parse((await api.get(`/api/v1/tickets/${ticket.ticket}`, headers)).json())
    expect((await of(as('duty'))).actions).toContain('dispatch')
    expect((await of(as('clerk', '李四', 'jyj'))).actions).toEqual([])
    const anonymous = await of({})
    expect(anonymous.actions).toEqual([])
    expect(anonymous.items.map(({ article }) => article)).toEqual(['a2', 'a1'])
  })
})

describe('search, trends, articles', () => {
  fresh()

  const samples = [
    {
      id: 'a',
      at: '2026-11-20T01:00:00Z',
      body: '拖欠工资',
      domains: ['wages'],
      matters: ['unpaid-wages'],
      department: 'rsj',
      source: 'hotline',
      tier: 'hotline',
    },
    { id: 'b', at: '2026-11-20T03:00:00Z', body: '噪音', domains: ['ecology'], matters: ['noise'], department: 'sthj' },
  ] as const

  it('searches with words, filters and names for the facets', async () => {
    await seedSearch(api, ...samples)
    const found = searchResponseSchema.parse(
      (await api.get(`/api/v1/search?q=${encodeURIComponent('工资 OR 噪音')}&limit=1`)).json(),
    )
    expect(found.total).toBe(2)
    expect(found.items[0]).toMatchObject({ article: { article: 'b' }, highlights: { snippet: [[0, 2]] } })
    expect(found.facets.department).toContainEqual({ key: 'rsj', name: '人力资源和社会保障局', count: 1 })
    expect(found.facets.source).toContainEqual({ key: 'hotline', name: '12345 热线', count: 1 })
    const next = await api.get(`/api/v1/search?q=${encodeURIComponent('工资 OR 噪音')}&limit=1&cursor=${found.next}`)
    expect(next.json()).toMatchObject({ items: [{ article: { article: 'a' } }], next: null })
    const filtered = await api.get(
      '/api/v1/search?domain=wages,safety&tier=hotline&from=2026-11-20T09:00:00%2B08:00&civic=true',
    )
    expect(filtered.json().items).toHaveLength(1)
  })

  it('counts over time', async () => {
    await seedSearch(api, ...samples)
    const answer = await api.get(
      '/api/v1/trends?interval=hour&by=domain&from=2026-11-20T01:00:00Z&to=2026-11-20T04:00:00Z',
    )
    const trends = trendsResponseSchema.parse(answer.json())
    expect(trends.buckets).toHaveLength(3)
    expect(trends.series).toEqual([
      { key: 'ecology', name: '生态环境', counts: [0, 0, 1] },
      { key: 'wages', name: expect.stringContaining('工资拖欠'), counts: [1, 0, 0] },
    ])
    expect((await api.get('/api/v1/trends')).json().series[0]).toMatchObject({ key: '', name: '全部' })
    expect(
      (await api.get('/api/v1/trends?interval=hour&from=2000-01-01T00:00:00Z&to=2026-01-01T00:00:00Z')).json().code,
    ).toBe('bad_request')
  })

  it('opens an article with its topic and alert, also while search is away', async () => {
    const { alert, topic } = await seedAlert(api)
    await seedSearch(api, ...samples)
    const alone = articleDetailSchema.parse((await api.get('/api/v1/articles/a')).json())
    expect(alone).toMatchObject({ article: { body: '拖欠工资' }, topic: null, alert: null })
    await api.deps.searchStore.put([])
    api.deps.searchStore.get = () => Promise.reject(new AppError('search_unavailable', 'away'))
    const chained = articleDetailSchema.parse((await api.get('/api/v1/articles/a1')).json())
    expect(chained).toMatchObject({ article: { body: '正文 a1' }, topic: topic.topic, alert: alert.alert })
    const away = await api.get('/api/v1/articles/a')
    expect([away.statusCode, away.json().code]).toEqual([503, 'search_unavailable'])
    expect(away.json()).not.toHaveProperty('detail')
  })
})

describe('what cannot be answered', () => {
  shared()

  it.each(['alerts/none', 'tickets/none', 'topics/none', 'articles/none'])('says not_found for %s', async (path) => {
    const answer = await api.get(`/api/v1/${path}`)
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({ code: 'not_found', instance: answer.headers['x-request-id'] })
  })

  it.each([
    ['q=%22', 'query_invalid'],
    ['q=NOT%20a', 'query_invalid'],
    ['q=a%20NEAR/3%20b', 'query_invalid'],
    ['cursor=garbage', 'cursor_invalid'],
    ['limit=0', 'bad_request'],
    ['limit=1000', 'bad_request'],
    ['tier=unknown', 'bad_request'],
    ['from=yesterday', 'bad_request'],
    ['order=random', 'bad_request'],
    ['civic=maybe', 'bad_request'],
  ])('refuses ?%s with %s', async (query, code) => {
    const answer = await api.get(`/api/v1/search?${query}`)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code, detail: expect.any(String) })
  })

  it('names the parameter that is wrong', async () => {
    const answer = await api.get('/api/v1/search?limit=0&order=random')
    expect(
      answer
        .json()
        .errors.map(({ path }: { path: string }) => path)
        .sort(),
    ).toEqual(['query.limit', 'query.order'])
    expect(answer.json().errors[0].message).toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('the console’s files', () => {
  shared()

  it('are served with a policy that allows nothing inline and nothing from elsewhere', async () => {
    const page = await api.get('/', { accept: 'text/html' })
    expect(page.body).toContain('观澜')
    expect(page.headers['cache-control']).toBe('no-cache')
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toContain("default-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(policy).not.toMatch(/https?:/)
    expect(page.headers['x-content-type-options']).toBe('nosniff')
  })

  it('keep hashed assets for a year, and answer deep links with the page', async () => {
    const asset = await api.get('/assets/main-1a2b.js')
    expect(asset.headers['cache-control']).toContain('immutable')
    const link = await api.get('/alerts/123?tab=items', { accept: 'text/html,*/*' })
    expect(link.statusCode).toBe(200)
    expect(link.body).toContain('观澜')
    expect(link.headers['cache-control']).toBe('no-cache')
  })

  it.each(['/assets/missing-9f.js', '/favicon.xyz', '/api/v1/none', '/../package.json', '/%2e%2e/records.db'])(
    'do not answer %s',
    async (url) => {
      const answer = await api.get(url, { accept: 'text/html' })
      expect(answer.statusCode).toBe(404)
      expect(answer.json().code).toBe('not_found')
    },
  )
})

it('says so when the console is not built', async () => {
  const unbuilt = await openApi({ consoleFiles: '/nonexistent-folder' })
  const answer = await unbuilt.get('/', { accept: 'text/html' })
  expect(answer.json()).toMatchObject({ code: 'not_found', detail: expect.stringContaining('npm run build') })
  await unbuilt.close()
})
