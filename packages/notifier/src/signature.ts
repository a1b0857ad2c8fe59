import { createHmac } from 'node:crypto'

/**
 * Signature of Standard Webhooks (standardwebhooks.com, 1.0): `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`.
 * A secret of the form `whsec_<base64>` is decoded; any other is used as its UTF-8 bytes. `timestamp` in epoch seconds.
 */
export function signWebhook(secret: string, id: string, timestamp: number, body: string): string {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret)
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}
