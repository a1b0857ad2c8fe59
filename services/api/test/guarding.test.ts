import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApi } from '../src/index.js'
import { as, openApi, type OpenApi } from './harness.js'

let api: OpenApi
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.close())

const item = { id: '1', source: 'hotline', title: '标题' }

describe('a foreign page', () => {
  it.each([
    'evil.example',
    'evil.example:8600',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '192.168.1.5:8600',
  ])('whose name was pointed at this machine (%s) reads nothing', async (host) => {
    const answer = await api.get('/api/v1/status', { host })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'not_allowed'])
  })

  it.each(['localhost', 'LOCALHOST:8600', '127.0.0.1:80', '[::1]:8600'])(
    'is not one that calls us %s',
    async (host) => {
      expect((await api.get('/healthz', { host })).statusCode).toBe(200)
    },
  )

  it.each(['http://evil.example', 'https://localhost:8600', 'http://localhost:9999', 'null'])(
    'at %s changes nothing',
    async (origin) => {
      const answer = await api.post('/api/v1/items', item, { origin })
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'not_allowed'])
    },
  )

  it('is told by the browser’s own word too', async () => {
    expect((await api.post('/api/v1/items', item, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
  })

  it('is not our own page', async () => {
    const own = { origin: 'http://localhost:8600', 'sec-fetch-site': 'same-origin' }
    expect((await api.post('/api/v1/items', item, own)).statusCode).toBe(200)
  })

  it('gets no permission to read across origins', async () => {
    const answer = await api.get('/api/v1/status', { origin: 'http://evil.example' })
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
  })
})

describe('a body', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
    'application/json; charset=utf-16',
    'application/json, text/plain',
    'application/jsonx',
    'application/json\ttext/plain',
    '',
  ])('of type %j is refused', async (type) => {
    const answer = await api.post('/api/v1/items', item, { 'content-type': type })
    expect([answer.statusCode, answer.json().code]).toEqual([415, 'unsupported_media_type'])
  })

  it('of type application/json; charset=utf-8 is read', async () => {
    expect(
      (await api.post('/api/v1/items', item, { 'content-type': 'Application/JSON; charset=UTF-8' })).statusCode,
    ).toBe(200)
  })

  it.each(['{', '', '[]', 'null', '"text"', '{"__proto__":{"x":1},"id":"1","source":"hotline"}'])(
    '%j is a bad request',
    async (body) => {
      const answer = await api.post('/api/v1/items', body)
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'bad_request'])
      expect(answer.headers['content-type']).toContain('application/problem+json')
    },
  )

  it('of more than 1 MB is refused where no items are pushed', async () => {
    const answer = await api.post(
      '/api/v1/alerts/x/acknowledge',
      { version: 1, reason: 'x'.repeat(1_100_000) },
      as('duty'),
    )
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'payload_too_large'])
  })
})

describe('an unknown address', () => {
  it('is a problem, and a wrong method another', async () => {
    expect((await api.get('/api/v1/alerts/a/b/c')).json()).toMatchObject({ status: 404, code: 'not_found' })
    const wrong = await api.post('/api/v1/status', {})
    expect([wrong.statusCode, wrong.json().code]).toEqual([405, 'method_not_allowed'])
    expect(wrong.headers.allow).toContain('GET')
    expect(
      (await api.app.inject({ method: 'DELETE', url: '/api/v1/alerts/x', headers: { host: 'localhost' } })).statusCode,
    ).toBe(405)
    expect((await api.get('/api/v1/alerts/%E5%')).statusCode).toBe(400)
  })
})

describe('starting', () => {
  it('refuses an address that is not this machine’s, without accounts', async () => {
    await expect(startApi(api.deps, { ...api.deps, port: 0, host: '0.0.0.0' })).rejects.toMatchObject({
      code: 'config_invalid',
    })
  })

  it('says that a port is taken', async () => {
    const first = await startApi(api.deps, { ...api.deps, port: 0 })
    expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const port = Number(new URL(first.url).port)
    await expect(startApi(api.deps, { ...api.deps, port })).rejects.toMatchObject({ code: 'port_taken' })
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200)
    expect(await first.stop(5_000)).toBe(true)
  })
})
