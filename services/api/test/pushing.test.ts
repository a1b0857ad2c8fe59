import { connect, type AddressInfo } from 'node:net'
import { decode } from '@guanlan/contracts'
import { AppError, unwrap } from '@guanlan/kernel'
import { makeVaultKeys, unseal } from '@guanlan/privacy'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openApi, type OpenApi } from './harness.js'

let api: OpenApi
beforeEach(async () => {
  api = await openApi()
})
afterEach(() => api.close())

const item = {
  id: 'call-1',
  source: 'hotline',
  title: '小区停水',
  body: '三天没水了。',
  published: '2026-11-20T15:30:00+08:00',
}
const push = (body: unknown, headers: Record<string, string> = {}) => api.post('/api/v1/items', body, headers)
const events = async () =>
  (await api.deps.recordStore.records.outbox.oldest(100)).map(({ value }) => {
    const event = unwrap(decode(value))
    if (event.type !== 'article.collected') throw new Error(event.type)
    return event
  })

it('takes one item or many, and the same item again changes nothing', async () => {
  expect((await push(item)).json()).toMatchObject({
    accepted: 1,
    duplicates: 0,
    items: [{ id: 'call-1', outcome: 'accepted' }],
  })
  const again = await push({ items: [item, { ...item, id: 'call-2' }, { ...item, id: 'call-2' }] })
  expect(again.json()).toMatchObject({ accepted: 1, duplicates: 2 })
  expect(again.json().items.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    'duplicate',
    'accepted',
    'duplicate',
  ])
  const [first, second] = await events()
  expect(first).toMatchObject({ live: true, at: '2026-11-20T08:00:00.000Z', cause: null, key: first?.body.article })
  expect(first?.body).toMatchObject({
    revision: 1,
    published: '2026-11-20T07:30:00.000Z',
    seen: '2026-11-20T08:00:00.000Z',
    source: { id: 'hotline', tier: 'hotline', place: '330681' },
  })
  expect(second?.body.article).not.toBe(first?.body.article)
})

it('makes other content the next revision, keeps the first sight, and hears content that goes back', async () => {
  await push(item)
  api.setNow('2026-11-20T09:00:00.000Z')
  expect((await push({ ...item, body: '已恢复供水。' })).json().items[0].outcome).toBe('changed')
  expect((await push(item)).json().items[0].outcome).toBe('changed')
  const all = await events()
  expect(all.map(({ body }) => [body.revision, body.seen])).toEqual([
    [1, '2026-11-20T08:00:00.000Z'],
    [2, '2026-11-20T08:00:00.000Z'],
    [3, '2026-11-20T08:00:00.000Z'],
  ])
  expect(new Set(all.map(({ id }) => id)).size).toBe(3)
})

it('keeps what it masked sealed where the office asks for it, and only then', async () => {
  const called = { ...item, body: '请回电 13812345678。' }
  const { article } = (await push(called)).json().items[0]
  expect(await api.deps.recordStore.records.vault.count()).toBe(0)
  const keys = makeVaultKeys('x')
  const { office } = api.deps
  const sealing = await openApi({
    office: { ...office, office: { ...office.office, vault: { publicKey: keys.publicKey, keepDays: 30 } } },
  })
  for (const body of [called, called, item]) await sealing.post('/api/v1/items', body)
  const kept = await sealing.deps.recordStore.records.vault.get(article)
  expect(kept.map(({ at }) => at)).toEqual(['2026-11-20T08:00:00.000Z'])
  expect(kept.map((one) => unwrap(unseal(one.sealed, one, { pem: keys.privateKey, passphrase: 'x' })))).toEqual([
    { title: called.title, body: called.body },
  ])
  await sealing.close()
})

it('masks before anything is written, and keeps only a hash of the author', async () => {
  await push({ ...item, body: '请回电 13812345678，身份证 330681199003074612。', author: '赵六' })
  const [row] = await api.deps.recordStore.records.outbox.oldest(1)
  expect(row?.value).not.toMatch(/13812345678|330681199003074612|赵六/)
  const [event] = await events()
  expect(event?.body.masked).toMatchObject({ phone: 1 })
  expect(event?.body.voice).toBeTruthy()
})

it('tells back-fill from news by the time of publication', async () => {
  await api.close()
  api = await openApi({ backfillBefore: '2026-11-20T00:00:00.000Z' })
  await push({
    items: [
      { ...item, published: '2026-11-19T08:00:00Z' },
      { ...item, id: 'call-2' },
    ],
  })
  expect((await events()).map(({ live }) => live)).toEqual([false, true])
})

it('takes no time of publication that lies more than a day ahead', async () => {
  await push({
    items: [
      { ...item, published: '2099-01-01T00:00:00+08:00' },
      { ...item, id: 'call-2', published: '2026-11-21T15:00:00+08:00' },
    ],
  })
  expect((await events()).map(({ body }) => body.published)).toEqual([undefined, '2026-11-21T07:00:00.000Z'])
})

it('counts at the source, and tells the consoles that it speaks', async () => {
  await push({ items: [item, { ...item, id: 'call-2' }] })
  await push({ ...item, body: '改了' })
  const { items } = (await api.get('/api/v1/sources')).json()
  expect(items.find(({ source }: { source: string }) => source === 'hotline')).toMatchObject({
    health: 'healthy',
    lastItemAt: '2026-11-20T08:00:00.000Z',
    counts: { fetches: 2, items: 2, changed: 1, duplicates: 0 },
  })
  expect(items.find(({ source }: { source: string }) => source === 'paper').health).toBe('off')
  expect(await api.deps.recordStore.records.feed.after(0, 10)).toMatchObject([{ kind: 'source', id: 'hotline' }])
})

it('wants the source’s key, where it has one', async () => {
  const keyed = { ...item, source: 'keyed' }
  expect((await push(keyed)).json().code).toBe('not_allowed')
  expect((await push(keyed, { authorization: 'Bearer wrong' })).json().code).toBe('not_allowed')
  expect((await push(keyed, { authorization: 'Bearer secret' })).json().accepted).toBe(1)
  expect((await events()).map(({ body }) => body.source)).toMatchObject([{ id: 'keyed', scope: 'any', weight: 2 }])
})

it.each([
  ['an unknown source', { ...item, source: 'none' }, 'body.items.0.source'],
  ['a source that is not pushed', { ...item, source: 'paper' }, 'body.items.0.source'],
  ['a place that is none', { ...item, place: '12' }, 'body.items.0.place'],
  ['no id', { items: [{ ...item, id: '' }] }, 'body.items.0.id'],
  ['a field that nobody knows', { ...item, colour: 'red' }, 'body'],
  ['a time that is none', { items: [item, { ...item, published: 'gestern' }] }, 'body.items.1.published'],
])('refuses %s, names the place, and takes nothing', async (_what, body, path) => {
  const answer = await push(body)
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'bad_request'])
  expect(answer.json().errors[0].path).toBe(path)
  expect(await events()).toEqual([])
})

it('refuses more than 500 items and more than 16 MB with 413, and says what fits', async () => {
  const many = await push({ items: Array.from({ length: 501 }, (_, i) => ({ ...item, id: `call-${i}` })) })
  const large = await push(JSON.stringify({ ...item, body: 'x'.repeat(17 * 1024 * 1024) }))
  for (const answer of [many, large]) {
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'payload_too_large'])
    expect(answer.json().detail).toMatch(/500 条、16 MB/)
    expect(answer.headers['retry-after']).toBeUndefined()
  }
  expect(await events()).toEqual([])
  expect(
    (await push({ items: Array.from({ length: 500 }, (_, i) => ({ ...item, id: `call-${i}` })) })).statusCode,
  ).toBe(200)
})

it('sends whoever pushes as the ninth at the same time away with 429, for so many seconds', async () => {
  const { recordStore } = api.deps
  const transaction = recordStore.transaction.bind(recordStore)
  let open = () => {}
  const gate = new Promise<void>((resolve) => (open = resolve))
  vi.spyOn(recordStore, 'transaction').mockImplementation(async (work, options) => {
    await gate
    return transaction(work, options)
  })
  const running = Promise.all(Array.from({ length: 8 }, (_, i) => push({ ...item, id: `call-${i}` })))
  await vi.waitFor(async () => {
    const ninth = await push(item)
    expect([ninth.statusCode, ninth.json().code]).toEqual([429, 'rate_limited'])
    expect(Number(ninth.headers['retry-after'])).toBeGreaterThan(0)
  })
  open()
  expect((await running).map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200))
  expect((await push(item)).statusCode).toBe(200)
})

it('has room again when pushers break off in the middle of their bodies', async () => {
  await api.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = api.app.server.address() as AddressInfo
  const head =
    'POST /api/v1/items HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"i'
  const sockets = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => undefined))
  for (const socket of sockets) socket.write(head)
  await vi.waitFor(async () => expect((await push(item)).statusCode).toBe(429), 5_000)
  for (const socket of sockets) socket.destroy()
  await vi.waitFor(async () => expect((await push(item)).statusCode).toBe(200), 5_000)
})

it('says when to come back while the record store is away', async () => {
  vi.spyOn(api.deps.recordStore, 'transaction').mockRejectedValue(new AppError('store_unavailable', 'away'))
  const answer = await push(item)
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5'])
})

it('takes the same item once, also when it is pushed several times at the same moment', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => push({ items: [item, { ...item, id: 'call-2' }] })))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(6).fill(200))
  expect(answers.reduce((sum, answer) => sum + answer.json().accepted, 0)).toBe(2)
  expect((await events()).map(({ body }) => body.revision)).toEqual([1, 1])
})
