import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { ServerResponse } from 'node:http'
import type { ChannelConfig, ChannelOf } from '@guanlan/contracts'
import { silentLogger, type LogFields, type Logger } from '@guanlan/kernel'
import { afterEach, describe, expect, it } from 'vitest'
import { createNotifier, signWebhook, type Notifier } from '../src/index.js'
import { openReceiver } from './receiver.js'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const channel = (url: string, change: Partial<ChannelOf<'webhook'>> = {}): ChannelConfig => ({
  id: 'hook',
  kind: 'webhook',
  url,
  levels: ['red'],
  enabled: true,
  ...change,
})
const call = { key: 'key-1', channel: 'hook', body: { type: 'alert.raised', text: '学校食堂' } }

async function setUp(
  answer: (response: ServerResponse, n: number) => void,
  change: Partial<ChannelOf<'webhook'>> = {},
) {
  const receiver = await openReceiver(answer)
  const notifier = open(receiver.url, change)
  closing.push(() => receiver.close())
  return { receiver, notifier }
}

function open(url: string, change: Partial<ChannelOf<'webhook'>> = {}, logger: Logger = silentLogger): Notifier {
  const secretOf = (name: string) => (name === 'HOOK_SECRET' ? 'whsec_c2VjcmV0' : undefined)
  const notifier = createNotifier([channel(url, change)], {
    secretOf,
    logger,
    timeoutMs: 1_500,
    now: () => 1_790_000_000_000,
  })
  closing.push(() => notifier.close())
  return notifier
}

const end =
  (status: number, headers: Record<string, string> = {}, body = '') =>
  (response: ServerResponse) => {
    response.writeHead(status, headers).end(body)
  }

describe('a webhook that works', () => {
  it('gets the body as JSON with the idempotency key, and unsigned without a secret', async () => {
    const { receiver, notifier } = await setUp(end(204))
    expect(await notifier.send(call)).toEqual({ ok: true, value: { status: 204, ms: 0 } })
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toEqual(call.body)
    expect(receiver.received[0]?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': 'key-1',
      'webhook-id': 'key-1',
      'webhook-timestamp': '1790000000',
    })
    expect(receiver.received[0]?.headers['webhook-signature']).toBeUndefined()
  })

  it('gets a signature that its receiver can check', async () => {
    const { receiver, notifier } = await setUp(end(200), { secretEnv: 'HOOK_SECRET' })
    await notifier.send(call)
    const [got] = receiver.received
    const expected = signWebhook('whsec_c2VjcmV0', 'key-1', 1_790_000_000, got?.body ?? '')
    expect(got?.headers['webhook-signature']).toBe(expected)
    expect(got?.headers['x-guanlan-signature']).toBe(expected)
  })

  it('is done with whatever a 2xx says, also a page of HTML', async () => {
    const { notifier } = await setUp(end(200, { 'content-type': 'text/html' }, `<html>${'x'.repeat(200_000)}</html>`))
    expect((await notifier.send(call)).ok).toBe(true)
  })
})

describe('a webhook that does not', () => {
  it('comes again after 500, with the same key and body, until it works', async () => {
    const { receiver, notifier } = await setUp((response, n) => end(n < 2 ? 500 : 200)(response))
    const outcomes = [await notifier.send(call), await notifier.send(call), await notifier.send(call)]
    expect(outcomes.map((each) => (each.ok ? 'done' : each.error.again))).toEqual([true, true, 'done'])
    const same = receiver.received.map(({ body, headers }) => `${String(headers['idempotency-key'])} ${body}`)
    expect(new Set(same).size).toBe(1)
  })

  it('hands on how long the receiver wants to be left alone', async () => {
    const { notifier } = await setUp(end(429, { 'retry-after': '90' }))
    expect(await notifier.send(call)).toMatchObject({ ok: false, error: { again: true, retryAfterMs: 90_000 } })
  })

  it('takes a refusal and a redirect as final, and quotes nothing of what the receiver wrote', async () => {
    for (const status of [400, 404, 302]) {
      const { notifier } = await setUp(end(status, { 'content-type': 'text/html' }, '<p>13800000000</p>'))
      const result = await notifier.send(call)
      expect(result).toMatchObject({
        ok: false,
        error: { again: false, problem: { code: 'notify_failed', details: { status } } },
      })
      expect(
        JSON.stringify(result.ok ? null : [result.error.problem.message, result.error.problem.details]),
      ).not.toContain('138')
    }
  })

  it('gives up on a receiver that does not answer in time, to try again', async () => {
    const { notifier } = await setUp(() => {})
    expect(await notifier.send(call)).toMatchObject({
      ok: false,
      error: { again: true, problem: { details: { reason: 'timeout' } } },
    })
  })

  it('survives a connection that is reset instead of answered', async () => {
    const { notifier } = await setUp((response) => {
      response.socket?.resetAndDestroy()
    })
    expect(await notifier.send(call)).toMatchObject({ ok: false, error: { again: true, retryAfterMs: null } })
  })

  it('survives a port where nobody listens', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const result = await open(`http://127.0.0.1:${port}/`).send(call)
    expect(result).toMatchObject({
      ok: false,
      error: { again: true, problem: { details: { reason: 'ECONNREFUSED' } } },
    })
  })

  it('refuses a body beyond its limit without sending it', async () => {
    const { receiver, notifier } = await setUp(end(200))
    const result = await notifier.send({ ...call, body: { text: '长'.repeat(100_000) } })
    expect(result).toMatchObject({ ok: false, error: { again: false } })
    expect(receiver.received).toEqual([])
  })
})

describe('the notifier', () => {
  it('fails finally for a channel that is gone or switched off', async () => {
    const notifier = open('http://127.0.0.1:1/', { enabled: false })
    expect(await notifier.send(call)).toMatchObject({ ok: false, error: { again: false } })
    expect(await notifier.send({ ...call, channel: 'gone' })).toMatchObject({ ok: false, error: { again: false } })
  })

  it('does not start without a secret that a channel names', () => {
    expect(() => open('http://127.0.0.1:1/', { secretEnv: 'MISSING' })).toThrow(
      '通知渠道 hook 的签名密钥 MISSING 未设置',
    )
  })

  it('logs keys and outcomes, never the message', async () => {
    const lines: LogFields[] = []
    const note = (fields: LogFields) => void lines.push(fields)
    const logger: Logger = { debug: note, info: note, warn: note, error: note, child: () => logger }
    const receiver = await openReceiver((response, n) => end(n === 0 ? 503 : 200)(response))
    closing.push(() => receiver.close())
    const notifier = open(receiver.url, {}, logger)
    await notifier.send(call)
    await notifier.send(call)
    expect(lines).toMatchObject([
      { call: 'key-1', again: true, status: 503 },
      { call: 'key-1', status: 200 },
    ])
    expect(JSON.stringify(lines)).not.toContain('学校食堂')
  })
})
