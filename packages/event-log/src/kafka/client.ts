import { AppError, type Logger } from '@guanlan/kernel'
import { Kafka, logLevel, type KafkaConfig, type RetryOptions, type SASLOptions } from 'kafkajs'
import { bridgeLogs } from './kafka-logger.js'

/** Login. The dots of the env names: KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD. */
export interface KafkaLogin {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'
  readonly username: string
  readonly password: string
}

export interface KafkaConnection {
  /** `host:port` of some brokers; the others are learnt from them (KAFKA_BROKERS). */
  readonly brokers: readonly string[]
  /** Shown in the broker's logs and quotas: the instance's name. */
  readonly clientId: string
  readonly logger: Logger
  /** TLS (KAFKA_SSL). */
  readonly ssl?: boolean
  /** Authority that signed the brokers' certificates, PEM text (KAFKA_CA_FILE); left out = the system's. */
  readonly ca?: string
  readonly sasl?: KafkaLogin
}

/** Opens a connection of its own: consumers share state by group inside one client, so each gets its own. */
export type ClientFactory = (overrides?: Partial<KafkaConfig>) => Kafka

/** Short: whoever calls us tries again anyway, and knows better how long. */
export const shortRetry: RetryOptions = { retries: 3, initialRetryTime: 200, maxRetryTime: 2_000 }

/** Checks the settings that need no server. AppError `config_invalid` names the setting. */
export function clientFactory(connection: KafkaConnection): ClientFactory {
  const { brokers, clientId, logger, ssl = false, ca, sasl } = connection
  if (brokers.length === 0)
    throw new AppError('config_invalid', 'KAFKA_BROKERS 未填写：应为 host:port，多个以逗号隔开。')
  for (const broker of brokers)
    if (!/^[^\s:/@]+:\d{1,5}$/.test(broker))
      throw new AppError('config_invalid', `KAFKA_BROKERS 的“${broker}”写法有误：应为 host:port，多个以逗号隔开。`)
  if (ca !== undefined && !ssl)
    throw new AppError(
      'config_invalid',
      'KAFKA_CA_FILE 只在 KAFKA_SSL=on 时有用：请打开 KAFKA_SSL，或去掉 KAFKA_CA_FILE。',
    )
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----'))
    throw new AppError('config_invalid', 'KAFKA_CA_FILE 不是 PEM 格式的证书。')
  if (sasl && (sasl.username === '' || sasl.password === ''))
    throw new AppError('config_invalid', 'KAFKA_SASL_USERNAME 与 KAFKA_SASL_PASSWORD 须同时填写。')
  const logCreator = bridgeLogs(logger)
  return (overrides = {}) =>
    new Kafka({
      clientId,
      brokers: [...brokers],
      ssl: ssl && ca !== undefined ? { ca: [ca] } : ssl,
      ...(sasl ? { sasl: sasl as SASLOptions } : {}),
      connectionTimeout: 3_000,
      requestTimeout: 30_000,
      retry: shortRetry,
      logLevel: logLevel.WARN,
      logCreator,
      ...overrides,
    })
}
