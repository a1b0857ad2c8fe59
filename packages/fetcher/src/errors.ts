import { AppError } from '@guanlan/kernel'

const dns = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME', 'ENODATA', 'ESERVFAIL'])
const timeouts = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'])
const tls =
  /^(?:CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|HOSTNAME_MISMATCH|EPROTO|CRL_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/

/** What went wrong on the way, as a code of the closed list: undici, sockets, TLS and DNS each have their own words for it. */
export function toFetchError(thrown: unknown, url: string): AppError {
  for (let cause = thrown, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if (cause instanceof AppError) return cause
    const inner = cause instanceof AggregateError ? ((cause.errors as unknown[])[0] as Error | undefined) : undefined
    const code = String((cause as { code?: unknown }).code ?? (inner as { code?: unknown } | undefined)?.code ?? '')
    const details = { url, reason: code || cause.name }
    if (cause.name === 'TimeoutError' || timeouts.has(code))
      return new AppError('fetch_timeout', `${url}: 超时`, details, { cause: thrown })
    if (dns.has(code)) return new AppError('dns_failed', `${url}: 域名无法解析`, details, { cause: thrown })
    if (tls.test(code)) return new AppError('tls_failed', `${url}: ${code}`, details, { cause: thrown })
  }
  const code = thrown instanceof Error ? ((thrown as { code?: string }).code ?? thrown.name) : 'unknown'
  return new AppError('connect_failed', `${url}: ${code}`, { url, reason: code }, { cause: thrown })
}

/** Retry-After (RFC 9110, 10.2.3: seconds or a date) → milliseconds from `now`; undefined when absent or unreadable. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1_000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
