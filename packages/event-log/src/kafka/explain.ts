import { AppError } from '@guanlan/kernel'

/** What an error of the client and its causes say of themselves. */
interface Traits {
  readonly codes: readonly string[]
  readonly types: readonly string[]
  readonly names: readonly string[]
  readonly text: string
}

export function traitsOf(thrown: unknown): Traits {
  const codes: string[] = []
  const types: string[] = []
  const names: string[] = []
  const texts: string[] = []
  const seen = new Set<unknown>()
  const visit = (one: unknown): void => {
    if (!(one instanceof Error) || seen.has(one)) return
    seen.add(one)
    const { code, type, errors, originalError } = one as Error & Record<string, unknown>
    if (typeof code === 'string') codes.push(code)
    if (typeof type === 'string') types.push(type)
    names.push(one.name)
    texts.push(one.message)
    visit(one.cause)
    visit(originalError)
    if (Array.isArray(errors)) errors.forEach(visit)
  }
  visit(thrown)
  return { codes, types, names, text: texts[0] ?? String(thrown) }
}

const untrusted =
  /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|CERT_UNTRUSTED|self.signed certificate|unable to (verify|get)/i
const plainPort = /WRONG_VERSION_NUMBER|wrong version number|packet length too long|http request/i
const rights = /AUTHORIZATION_FAILED/

/**
 * An error of the client as one sentence for whoever starts the system: which setting to look at. What a setting causes is
 * `config_invalid`; what a server does is `log_unavailable`.
 */
export function explain(thrown: unknown, brokers: readonly string[], doing = '连接 Kafka'): AppError {
  if (thrown instanceof AppError) return thrown
  const { codes, types, names, text } = traitsOf(thrown)
  const where = brokers.join(',')
  const all = [...codes, ...types, text].join(' ')
  const error = (code: 'config_invalid' | 'log_unavailable', sentence: string) =>
    new AppError(code, sentence, { brokers: where, reason: text.slice(0, 300) }, { cause: thrown })

  if (/ENOTFOUND|EAI_AGAIN/.test(all))
    return error('config_invalid', `KAFKA_BROKERS（${where}）中的主机名无法解析，请检查拼写与 DNS。`)
  if (names.includes('KafkaJSSASLAuthenticationError') && /not supported|does not support|unsupported/i.test(text))
    return error('config_invalid', `Kafka（${where}）不支持所设的登录方式，请检查 KAFKA_SASL_MECHANISM。`)
  if (names.includes('KafkaJSSASLAuthenticationError') || types.includes('SASL_AUTHENTICATION_FAILED'))
    return error(
      'config_invalid',
      `Kafka（${where}）拒绝登录，请检查 KAFKA_SASL_USERNAME、KAFKA_SASL_PASSWORD 与 KAFKA_SASL_MECHANISM。`,
    )
  if (types.includes('UNSUPPORTED_SASL_MECHANISM') || types.includes('ILLEGAL_SASL_STATE') || /SASL/.test(text))
    return error(
      'config_invalid',
      `Kafka（${where}）的这个端口不接受所设的登录方式，请检查 KAFKA_SASL_MECHANISM（不需要登录时请去掉 KAFKA_SASL_USERNAME）。`,
    )
  if (plainPort.test(all))
    return error('config_invalid', `Kafka（${where}）的这个端口没有启用 TLS，请设 KAFKA_SSL=off，或改用 TLS 端口。`)
  if (/ALTNAME_INVALID|does not match certificate/i.test(all))
    return error('config_invalid', `Kafka 证书上的名字与 KAFKA_BROKERS（${where}）中的主机名不符。`)
  if (/CERT_HAS_EXPIRED|certificate has expired/i.test(all))
    return error('log_unavailable', `Kafka（${where}）的证书已过期。`)
  if (untrusted.test(all))
    return error('config_invalid', `Kafka（${where}）的证书不受信任，请把签发它的 CA 证书填入 KAFKA_CA_FILE。`)
  if (rights.test(all))
    return error(
      'config_invalid',
      `${doing}：KAFKA_SASL_USERNAME 所用账号没有所需的权限（${types.find((type) => rights.test(type)) ?? text}），所需权限见 docs/event-log.md。`,
    )
  if (/find group coordinator/i.test(all))
    return error(
      'log_unavailable',
      `${doing}：找不到消费组的协调者。若不是 Kafka 正在启动，则 KAFKA_SASL_USERNAME 所用账号缺少消费组的权限，见 docs/event-log.md。`,
    )
  if (/ECONNREFUSED/.test(all))
    return error('log_unavailable', `${doing}：KAFKA_BROKERS（${where}）拒绝连接，请确认 Kafka 已启动、端口无误。`)
  if (/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|Connection timeout|timed out|not connected/i.test(all))
    return error(
      'log_unavailable',
      `${doing}：KAFKA_BROKERS（${where}）没有应答，请确认地址是 Kafka 的端口、网络可通（端口启用了 TLS 时须设 KAFKA_SSL=on）。`,
    )
  // The client trips over its own empty metadata when a connection ends in the middle of a question.
  if (
    /EPROTO|Closed connection|ECONNRESET|closed by the server|socket disconnected|EPIPE|No broker available/i.test(
      all,
    ) ||
    names.includes('TypeError')
  )
    return error(
      'log_unavailable',
      `${doing}：KAFKA_BROKERS（${where}）断开了连接，请确认那是 Kafka 的端口，且 KAFKA_SSL 与登录设置（KAFKA_SASL_USERNAME 等）适合该端口。`,
    )
  return error('log_unavailable', `${doing} 失败（KAFKA_BROKERS=${where}）：${text.slice(0, 200)}`)
}
