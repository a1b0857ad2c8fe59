import { errors } from '@elastic/elasticsearch'
import { AppError } from '@guanlan/kernel'
import { readAddresses } from './options.js'

/** What the engine said of a request or of one document of a bulk. */
export interface EngineReason {
  readonly status: number
  readonly type: string
  readonly reason: string
}

/** Host and port of each address, without credentials: what messages may show. */
export const hostsOf = (url: string): string =>
  readAddresses(url)
    .map((address) => address.url.host)
    .join('、')

/** The engine's refusal inside a thrown error; null when it never answered. */
export function reasonOf(thrown: unknown): EngineReason | null {
  if (!(thrown instanceof errors.ResponseError)) return null
  const status = thrown.statusCode ?? 0
  const body: unknown = thrown.meta.body
  const error: unknown = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined
  return { status, ...errorFields(error) }
}

/** Type and reason of an `error` object of the engine, the deepest cause included: it is what tells. */
export function errorFields(error: unknown): { type: string; reason: string } {
  if (typeof error !== 'object' || error === null) return { type: '', reason: typeof error === 'string' ? error : '' }
  const type = 'type' in error && typeof error.type === 'string' ? error.type : ''
  const own = 'reason' in error && typeof error.reason === 'string' ? error.reason : ''
  const roots = 'root_cause' in error && Array.isArray(error.root_cause) ? (error.root_cause as unknown[]) : []
  const inner = [...roots, 'caused_by' in error ? error.caused_by : undefined].flatMap((cause) =>
    typeof cause === 'object' && cause !== null && cause !== error ? [errorFields(cause).reason] : [],
  )
  return { type, reason: [...new Set([own, ...inner])].filter((text) => text !== '').join('; ') }
}

/** Whether the engine refuses writes for want of room (Elasticsearch 429, older ones and OpenSearch 403 and 429). */
export const isFull = ({ type, reason }: EngineReason): boolean =>
  type === 'cluster_block_exception' && /flood.stage|read.only.*delete|disk usage/i.test(reason)

/** Whether the same request may succeed later. */
export const isPassing = ({ status }: EngineReason): boolean => status === 429 || status >= 500

/** Trouble of a running store as an error of the closed list: `store_full` or `search_unavailable`, with the reason. */
export function storeError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const refused = reasonOf(thrown)
  if (refused) return refusedError(refused, thrown)
  const why = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  return new AppError('search_unavailable', `the search engine does not answer: ${why}`, {}, { cause: thrown })
}

/** What the engine refused, as an error. */
export function refusedError(refused: EngineReason, cause?: unknown): AppError {
  const { status, type, reason } = refused
  const message = `the search engine refused with ${status} ${type}: ${reason}`
  return new AppError(isFull(refused) ? 'store_full' : 'search_unavailable', message, { status, type }, { cause })
}

const certificate = /certificate|self.signed|ERR_TLS|CERT_|UNABLE_TO_|SSL|EPROTO|altnames/i

/** Why the store cannot be opened, naming the setting. Errors: `config_invalid`, `search_unavailable`. */
export function bootError(thrown: unknown, url: string): AppError {
  if (thrown instanceof AppError) return thrown
  const hosts = hostsOf(url)
  const refused = reasonOf(thrown)
  const fail = (code: 'config_invalid' | 'search_unavailable', why: string) =>
    new AppError(code, `ELASTICSEARCH_URL：${why}`, {}, { cause: thrown })
  if (refused?.status === 401)
    return fail('config_invalid', `${hosts} 不接受所给的用户名、密码或 ELASTICSEARCH_API_KEY。`)
  if (refused?.status === 403)
    return fail('config_invalid', `${hosts} 的这个用户权限不足（${refused.reason}）。所需权限见 docs/search-store.md。`)
  if (refused && isPassing(refused))
    return fail('search_unavailable', `${hosts} 暂时不可用（${refused.status} ${refused.reason}）。`)
  if (refused)
    return fail(
      'config_invalid',
      `${hosts} 有应答，但不是可用的 Elasticsearch（${refused.status} ${refused.reason}）。`,
    )
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  if (certificate.test(message))
    return fail(
      'config_invalid',
      `与 ${hosts} 的加密连接失败（${message}）。自签证书请用 ELASTICSEARCH_CA_FILE 给出其签发者。`,
    )
  if (thrown instanceof errors.ProductNotSupportedError || thrown instanceof errors.DeserializationError)
    return fail('config_invalid', `${hosts} 有应答，但不是 Elasticsearch 8/9 或 OpenSearch 2。`)
  return fail('search_unavailable', `无法连接 ${hosts}（${message}）。请检查地址，并确认服务已启动。`)
}
