import { err, ok, type Result } from '@guanlan/kernel'
import { Agent, request } from 'undici'
import { undelivered, type Undelivered } from './channel.js'
import { attemptTimeout, parseRetryAfter } from './schedule.js'

/** Wall time, replaceable in tests, and how long one attempt may take in milliseconds (default 10 s). */
export interface PostOptions {
  readonly now?: () => number
  readonly timeoutMs?: number
}

/** An answer of 2xx: its status, the time it took (wall ms), and the beginning of its text. */
export interface Answer {
  readonly status: number
  readonly ms: number
  readonly text: string
}

export interface Poster {
  /**
   * One POST. 2xx is an answer; 408, 425, 429, 5xx, timeouts and broken connections come again; any other status, a redirect too,
   * is final. Never throws.
   */
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Result<Answer, Undelivered>>
  close(): Promise<void>
}

/** What of an answer is looked at; a longer one just closes its connection. */
const MAX_ANSWER = 64 * 1024

/** POSTs for one channel, to the office's own choice of address (loopback and intranet are allowed). */
export function createPoster(channel: string, { now = Date.now, timeoutMs = attemptTimeout }: PostOptions): Poster {
  const agent = new Agent({ connect: { timeout: timeoutMs }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs })
  return {
    async post(url, headers, body) {
      try {
        const started = now()
        const signal = AbortSignal.timeout(timeoutMs)
        const response = await request(url, { method: 'POST', dispatcher: agent, signal, headers, body })
        const status = response.statusCode
        if (status >= 200 && status < 300) {
          const text = await beginningOf(response.body)
          return ok({ status, ms: now() - started, text })
        }
        await response.body.dump({ limit: MAX_ANSWER }).catch(() => undefined)
        const again = status >= 500 || [408, 425, 429].includes(status)
        const header = response.headers['retry-after']
        const retryAfterMs = parseRetryAfter(Array.isArray(header) ? header[0] : header, now())
        return err(undelivered(`接收方返回 ${status}`, { channel, status }, again, retryAfterMs))
      } catch (thrown) {
        const reason = reasonOf(thrown)
        const message = reason === 'timeout' ? '接收方未在时限内应答' : '无法连接接收方'
        return err(undelivered(message, { channel, reason }, true))
      }
    },
    close: () => agent.close(),
  }
}

async function beginningOf(body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= MAX_ANSWER) break
    }
  } catch {
    // It took the message; what is left of its answer does not matter.
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** `timeout`, or the code of the network error (ECONNREFUSED, UND_ERR_SOCKET …). */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'unknown'
  const code = 'code' in thrown ? String(thrown.code) : ''
  if (thrown.name === 'TimeoutError' || code.includes('TIMEOUT')) return 'timeout'
  return code || thrown.name
}
