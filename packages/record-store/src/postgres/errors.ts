import { AppError, type ErrorCode } from '@guanlan/kernel'

const SQLSTATE = /^[0-9A-Z]{5}$/

/** SQLSTATE classes and codes (PostgreSQL manual, appendix A) as codes of the closed list. */
const codes: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^40(001|P01)$/, 'store_conflict'],
  [/^53100$/, 'store_full'],
  // Connection, resources, intervention, system error; statement, lock and idle timeouts; a server that only reads now.
  [/^(08|53|57|58)|^(55P03|25P03|25006)$/, 'store_unavailable'],
]

export const stateOf = (thrown: unknown): string => {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  return SQLSTATE.test(code) ? code : ''
}

/** Whether the connection cannot be used any more. */
export const isBroken = (thrown: unknown): boolean => {
  if (thrown instanceof TypeError || thrown instanceof RangeError) return false
  const state = stateOf(thrown)
  return state === '' || /^(08|57P)|^25P03$/.test(state)
}

/**
 * What the driver threw, as an error of the closed list. What says neither that the server is away nor that
 * transactions collided is a fault of ours (`internal`), not an outage: it must not be tried for ever.
 */
export function postgresError(thrown: unknown, place: string): AppError {
  if (thrown instanceof AppError) return thrown
  const state = stateOf(thrown)
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const code = state ? (codes.find(([pattern]) => pattern.test(state))?.[1] ?? 'internal') : undefined
  return new AppError(
    code ?? (isBroken(thrown) ? 'store_unavailable' : 'internal'),
    `PostgreSQL ${place}: ${message}`,
    state ? { sqlstate: state } : {},
    { cause: thrown },
  )
}

/** Without a connection the store is away, whatever the reason: a password that was changed is put right by the DBA. */
export function unreachable(thrown: unknown, place: string): AppError {
  const { message, details } = postgresError(thrown, place)
  return new AppError('store_unavailable', message, details, { cause: thrown })
}

const explanations: readonly (readonly [RegExp, ErrorCode, string])[] = [
  [/^28/, 'config_invalid', '用户名或口令不对，或该用户不准从本机登录'],
  [/^3D000$/, 'config_invalid', '没有这个数据库，请先建立（CREATE DATABASE … ENCODING UTF8）'],
  [/^42501$/, 'config_invalid', '该用户没有建表的权限，请让它成为数据库的所有者'],
  [/^ENOTFOUND$|^EAI_/, 'config_invalid', '找不到这个主机名'],
  [/^57P03$/, 'store_unavailable', '服务器正在启动或停止，请稍后再试'],
  [/^53300$/, 'store_unavailable', '服务器的连接数已满（max_connections）'],
  [/^53100$/, 'store_full', '服务器磁盘已满'],
  [/^(ECONN|ETIMEDOUT|EHOST|ENET|EPIPE)/, 'store_unavailable', '连接不上，请确认 PostgreSQL 已启动、地址与端口无误'],
  [/CERT|TLS|SSL/, 'config_invalid', 'TLS 证书有误'],
]

/** What keeps the store from opening, as a sentence that names the setting; the password is not in it. */
export function bootError(thrown: unknown, place: string, user: string): AppError {
  if (thrown instanceof AppError) return thrown
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const known = explanations.find(([pattern]) => pattern.test(code))
  const [, kind, reason] =
    known ??
    ([null, 'store_unavailable', /timeout|terminated/i.test(message) ? '连接不上，对方没有应答' : '无法打开'] as const)
  return new AppError(
    kind,
    `DATABASE_URL（${user ? `${user}@` : ''}${place}）：${reason}（${message}）。`,
    { setting: 'DATABASE_URL', ...(code ? { cause: code } : {}) },
    { cause: thrown },
  )
}
