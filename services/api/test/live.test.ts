import { request, type IncomingMessage } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startApi } from '../src/index.js'
import { as, openApi, seedAlert, type OpenApi } from './harness.js'

let api: OpenApi
let served: Awaited<ReturnType<typeof startApi>>
const streams: { close(): void }[] = []
beforeEach(async () => {
  api = await openApi()
  served = await startApi(api.deps, { ...api.deps, port: 0 })
})
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close()
  await served.stop(5_000)
  await api.close()
})

interface Heard {
  readonly id: number | null
  readonly event: string
  readonly data: { readonly [key: string]: unknown }
}

/** A browser on the stream, over a real socket. `read: false` leaves everything unread. */
async function listen(path = '/api/v1/events', headers: Record<string, string> = {}, read = true) {
  const heard: Heard[] = []
  let ended = false
  let rest = ''
  const asking = request(`${served.url}${path}`, { headers })
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    asking.on('response', resolve).on('error', reject).end(),
  )
  const take = (chunk: Buffer): void => {
    const blocks = (rest + chunk.toString('utf8')).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const field = (name: string) =>
        block
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2)
      heard.push({
        id: field('id') ? Number(field('id')) : null,
        event: field('event') ?? '',
        data: JSON.parse(field('data') ?? '{}') as Heard['data'],
      })
    }
  }
  if (read) response.on('data', take)
  response.on('close', () => (ended = true)).on('error', () => (ended = true))
  const stream = { heard, response, ended: () => ended, close: () => asking.destroy() }
  streams.push(stream)
  return stream
}

const append = (count: number, size = 0) =>
  api.deps.recordStore.transaction((records) =>
    records.feed.append(
      Array.from({ length: count }, (_, i) => ({
        kind: 'topic' as const,
        id: `t${i}`,
        at: '2026-11-20T08:00:00.000Z',
        body: { topic: `t${i}`, text: '停'.repeat(size) },
      })),
    ),
  )
const ids = (heard: readonly Heard[]) => heard.flatMap(({ id }) => id ?? [])
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

it('says hello first, then what happens, as it happens', async () => {
  const stream = await listen()
  expect(stream.response.headers['content-type']).toContain('text/event-stream')
  expect(stream.response.headers['content-security-policy']).toBeTruthy()
  await expect.poll(() => stream.heard.length).toBe(1)
  expect(stream.heard[0]).toMatchObject({ id: null, event: 'hello', data: { sample: true, speed: 60, lastEventId: 0 } })
  const { alert } = await seedAlert(api)
  await api.post(`/api/v1/alerts/${alert.alert}/acknowledge`, { version: 1 }, as('duty'))
  await expect.poll(() => stream.heard.length).toBeGreaterThanOrEqual(4)
  expect(stream.heard.map(({ event }) => event)).toEqual(['hello', 'alert', 'ticket', 'alert'])
  expect(stream.heard.at(-1)?.data).toMatchObject({ state: 'acknowledged' })
})

it('goes on after the last id without a gap and without a repeat, through the past and the present', async () => {
  await append(450)
  const first = await listen('/api/v1/events?after=0')
  const growing = (async () => {
    for (let i = 0; i < 20; i += 1) await append(5)
  })()
  await expect.poll(() => ids(first.heard).length, { timeout: 10_000 }).toBeGreaterThan(460)
  first.close()
  const last = ids(first.heard).at(-1) ?? 0
  expect(ids(first.heard)).toEqual(numbers(1, last))
  const second = await listen('/api/v1/events?after=0', { 'last-event-id': String(last) })
  await growing
  await append(3)
  await expect.poll(() => ids(second.heard).at(-1), { timeout: 10_000 }).toBe(553)
  expect(ids(second.heard)).toEqual(numbers(last + 1, 553))
})

it('begins now when nothing is asked for', async () => {
  await append(10)
  await expect.poll(async () => (await api.get('/api/v1/status')).json().lastEventId).toBe(10)
  const stream = await listen()
  await append(1)
  await expect.poll(() => ids(stream.heard)).toContain(11)
})

it('says reset when what was asked for is gone, or never was', async () => {
  await append(50)
  await api.deps.recordStore.transaction((records) => records.feed.trim(10))
  const old = await listen('/api/v1/events?after=5')
  const ahead = await listen('/api/v1/events?after=9999')
  const edge = await listen('/api/v1/events?after=40')
  for (const stream of [old, ahead]) {
    await expect.poll(() => stream.heard.map(({ event }) => event)).toContain('reset')
    expect(stream.heard.find(({ event }) => event === 'reset')?.data['lastEventId']).toBe(50)
  }
  await append(1)
  for (const stream of [old, ahead]) await expect.poll(() => ids(stream.heard)).toContain(51)
  await expect.poll(() => ids(edge.heard)).toEqual(numbers(41, 51))
  expect(edge.heard.map(({ event }) => event)).not.toContain('reset')
})

it('tells a burst of large messages whole, at the browser’s own pace', async () => {
  const stream = await listen()
  await append(300, 4_000)
  await expect.poll(() => ids(stream.heard).at(-1), { timeout: 30_000 }).toBe(300)
  expect(ids(stream.heard)).toEqual(numbers(1, 300))
})

it.each(['/api/v1/events?after=x', '/api/v1/events?after=-1'])('refuses %s', async (path) => {
  const answer = await fetch(`${served.url}${path}`)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ code: 'bad_request' })
})

it('ends with the server, in time', async () => {
  const stream = await listen()
  expect(await served.stop(3_000)).toBe(true)
  await expect.poll(() => stream.ended()).toBe(true)
})
