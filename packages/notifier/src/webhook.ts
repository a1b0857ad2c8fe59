import type { ChannelConfig } from '@guanlan/contracts'
import { err, ok, SECOND, type Result } from '@guanlan/kernel'
import { Agent, request } from 'undici'
import { undelivered, type Call, type Channel, type Delivery, type Undelivered } from './channel.js'
import { attemptTimeout, parseRetryAfter } from './schedule.js'
import { signWebhook } from './signature.js'

/** Bodies above this are refused: an alert is a few kilobytes. */
const MAX_BYTES = 256 * 1024

/** Wall time, replaceable in tests, and how long one attempt may take in milliseconds (default 10 s). */
export interface WebhookOptions {
  readonly secret?: string | undefined
  readonly now?: () => number
  readonly timeoutMs?: number
}

/**
 * POSTs JSON to the office's own address (loopback and intranet are allowed: the office configured it). Headers:
 * `idempotency-key` and `webhook-id` (the call's key), `webhook-timestamp`, and with a secret `webhook-signature` (also as
 * `x-guanlan-signature`). 2xx is done; 408, 425, 429, 5xx, timeouts and broken connections come again; any other answer,
 * a redirect too, is final.
 */
export function webhookChannel(config: ChannelConfig, options: WebhookOptions = {}): Channel {
  const { secret, now = Date.now, timeoutMs = attemptTimeout } = options
  const agent = new Agent({ connect: { timeout: timeoutMs }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs })

  async function post(call: Call, body: string): Promise<Result<Delivery, Undelivered>> {
    const started = now()
    const response = await request(config.url, {
      method: 'POST',
      dispatcher: agent,
      signal: AbortSignal.timeout(timeoutMs),
      headers: headersOf(call, body, Math.floor(started / SECOND), secret),
      body,
    })
    // What it answers is read and dropped, so that the connection can be used again; a long answer just closes it.
    await response.body.dump({ limit: 64 * 1024 }).catch(() => undefined)
    const status = response.statusCode
    if (status >= 200 && status < 300) return ok({ status, ms: now() - started })
    const again = status >= 500 || [408, 425, 429].includes(status)
    const header = response.headers['retry-after']
    const retryAfterMs = parseRetryAfter(Array.isArray(header) ? header[0] : header, now())
    return err(undelivered(`接收方返回 ${status}`, { channel: config.id, status }, again, retryAfterMs))
  }

  return {
    id: config.id,
    capabilities: { maxBytes: MAX_BYTES, signed: secret !== undefined },
    async send(call) {
      const body = JSON.stringify(call.body)
      const bytes = Buffer.byteLength(body)
      if (bytes > MAX_BYTES) return err(undelivered('通知内容超过上限', { channel: config.id, bytes }, false))
      try {
        return await post(call, body)
      } catch (thrown) {
        const reason = reasonOf(thrown)
        const message = reason === 'timeout' ? '接收方未在时限内应答' : '无法连接接收方'
        return err(undelivered(message, { channel: config.id, reason }, true))
      }
    },
    close: () => agent.close(),
  }
}

function headersOf(call: Call, body: string, timestamp: number, secret: string | undefined): Record<string, string> {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Guanlan/0.1 (webhook)',
    'idempotency-key': call.key,
    'webhook-id': call.key,
    'webhook-timestamp': String(timestamp),
  }
  if (secret === undefined) return headers
  const signature = signWebhook(secret, call.key, timestamp, body)
  return { ...headers, 'webhook-signature': signature, 'x-guanlan-signature': signature }
}

/** `timeout`, or the code of the network error (ECONNREFUSED, UND_ERR_SOCKET …). */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'unknown'
  const code = 'code' in thrown ? String(thrown.code) : ''
  if (thrown.name === 'TimeoutError' || code.includes('TIMEOUT')) return 'timeout'
  return code || thrown.name
}
