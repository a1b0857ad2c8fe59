import type { ChannelOf } from '@guanlan/contracts'
import { err, ok, SECOND } from '@guanlan/kernel'
import { undelivered, type Call, type Channel } from './channel.js'
import { createPoster, type PostOptions } from './post.js'
import { signWebhook } from './signature.js'

/** Bodies above this are refused: an alert is a few kilobytes. */
const MAX_BYTES = 256 * 1024

export interface WebhookOptions extends PostOptions {
  readonly secret?: string | undefined
}

/**
 * POSTs the whole call as JSON to the office's own address. Headers: `idempotency-key` and `webhook-id` (the call's key),
 * `webhook-timestamp`, and with a secret `webhook-signature` (also as `x-guanlan-signature`). Whatever a 2xx says, it is done.
 */
export function webhookChannel(config: ChannelOf<'webhook'>, options: WebhookOptions = {}): Channel {
  const { secret, now = Date.now } = options
  const poster = createPoster(config.id, options)
  return {
    id: config.id,
    async send(call) {
      const body = JSON.stringify(call.body)
      const bytes = Buffer.byteLength(body)
      if (bytes > MAX_BYTES) return err(undelivered('通知内容超过上限', { channel: config.id, bytes }, false))
      const sent = await poster.post(config.url, headersOf(call, body, Math.floor(now() / SECOND), secret), body)
      return sent.ok ? ok({ status: sent.value.status, ms: sent.value.ms }) : sent
    },
    close: () => poster.close(),
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
