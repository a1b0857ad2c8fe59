import { pushRequestSchema, type PushItem } from '@guanlan/contracts'
import { DAY, MINUTE, silentLogger } from '@guanlan/kernel'
import { createServer } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { loadScenario } from '../src/index.js'
import { startPusher, type PusherOptions } from '../src/push/hotline-pusher.js'
import { createTimeline } from '../src/timeline.js'
import { SCENARIO_EPOCH } from '../src/start-sample-city.js'
import { openCity, standingClock } from './city.js'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

/** An api that keeps every batch and answers as told, 200 when told nothing more. */
async function fakeApi(answers: (number | ((items: PushItem[]) => number))[] = []) {
  const batches: PushItem[][] = []
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => (text += chunk))
    request.on('end', () => {
      const body = pushRequestSchema.parse(JSON.parse(text))
      const items = 'items' in body ? body.items : [body]
      batches.push(items)
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      const status =
        request.url !== '/api/v1/items' ? 404 : typeof answer === 'function' ? answer(items) : (answer ?? 200)
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  stops.push(() => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())))
  return { batches, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` }
}

const hotline = loadScenario().items.filter((item) => item.site === 'hotline')
const due = (offset: number) => hotline.filter((item) => item.at <= offset).map((item) => item.id)
const clock = standingClock()

function push(apiUrl: () => string | null, more: Partial<PusherOptions> = {}) {
  const items = createTimeline(loadScenario(), SCENARIO_EPOCH, clock).all('hotline')
  const waits = { poll: 5, firstWait: 2, longestWait: 8 }
  const about = { items, clock, logger: silentLogger, source: 'sample-hotline', place: '330681' }
  const pusher = startPusher({ ...about, ...waits, apiUrl, ...more })
  stops.push(() => pusher.stop())
  return pusher
}
const ids = (batches: PushItem[][]) => batches.flat().map((item) => item.id)

describe('the hotline', () => {
  it('pushes history at once and each later call when its time has come', async () => {
    const api = await fakeApi()
    clock.set(0)
    push(() => api.url, { batch: 10 })
    await vi.waitFor(() => expect(ids(api.batches)).toEqual(due(0)))
    expect(Math.max(...api.batches.map((batch) => batch.length))).toBe(10)
    clock.set(4 * MINUTE)
    await vi.waitFor(() => expect(ids(api.batches)).toEqual(due(4 * MINUTE)))
    expect(api.batches.flat().at(-1)).toMatchObject({
      id: 'cn-02',
      source: 'sample-hotline',
      published: '2026-11-16T00:04:00.000Z',
      place: '330681',
    })
  })

  it('waits while there is no api, tries again while it is ill, and loses nothing', async () => {
    const api = await fakeApi([503, 500, 429, 404, 200])
    let url: string | null = null
    clock.set(0)
    push(() => url)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(api.batches).toEqual([])
    url = 'http://127.0.0.1:9'
    await new Promise((resolve) => setTimeout(resolve, 30))
    url = api.url
    await vi.waitFor(() => expect(api.batches.length).toBe(5))
    expect(api.batches.map((batch) => batch.map((item) => item.id))).toEqual(Array.from({ length: 5 }, () => due(0)))
  })

  it('pushes everything again after a new start, under the same ids', async () => {
    const api = await fakeApi()
    clock.set(0)
    await Promise.all(
      [1, 2].map(async () => {
        const pusher = push(() => api.url)
        await vi.waitFor(() => expect(api.batches.length).toBeGreaterThan(0))
        await pusher.stop()
      }),
    )
    await vi.waitFor(() => expect(ids(api.batches)).toEqual([...due(0), ...due(0)]))
  })

  it('leaves out the one item that the api refuses, says so, and delivers the others', async () => {
    const bad = due(0)[3]
    const api = await fakeApi([(items) => (items.some((item) => item.id === bad) ? 422 : 200)])
    const error = vi.fn()
    clock.set(0)
    push(() => api.url, { logger: { ...silentLogger, error } })
    await vi.waitFor(() =>
      expect(new Set(ids(api.batches.filter((batch) => batch.length === 1)))).toEqual(new Set(due(0))),
    )
    expect(error).toHaveBeenCalledExactlyOnceWith({ item: bad, status: 422 }, expect.any(String))
  })

  it('is part of the city and falls silent with it', async () => {
    const api = await fakeApi()
    clock.set(0)
    const { city } = await openCity(clock, { apiUrl: () => api.url })
    await vi.waitFor(() => expect(ids(api.batches)).toEqual(due(0)))
    await city.stop()
    clock.set(3 * DAY)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(ids(api.batches)).toEqual(due(0))
  })
})
