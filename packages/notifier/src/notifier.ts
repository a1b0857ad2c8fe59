import type { ChannelConfig } from '@guanlan/contracts'
import { AppError, err, MINUTE, type Logger, type Result } from '@guanlan/kernel'
import { undelivered, type Call, type Channel, type Delivery, type Undelivered } from './channel.js'
import { mailChannel } from './mail.js'
import type { PaceLimit } from './pace.js'
import type { PostOptions } from './post.js'
import { robotChannel } from './robots.js'
import { smsChannel } from './sms.js'
import { webhookChannel } from './webhook.js'

/** What the notifier is handed: where secrets come from (name → value), where it says what happened. */
export interface NotifierOptions {
  readonly secretOf: (name: string) => string | undefined
  readonly logger: Logger
  readonly now?: () => number
  readonly timeoutMs?: number
  /** Channels of our own beside those of the file. */
  readonly own?: readonly Channel[]
}

/** Sends calls by the channel that they name. */
export interface Notifier {
  /** The channels that are switched on, by id, with the limits within which they are to be used ([] = none): the maker's and that of the office's file. */
  readonly limits: ReadonlyMap<string, readonly PaceLimit[]>
  /** One attempt. Never throws; a channel that is unknown or switched off is a final failure. */
  send(call: Call): Promise<Result<Delivery, Undelivered>>
  close(): Promise<void>
}

/** Notifier over the configured channels. Throws `config_invalid` when a channel names a secret that is not set. */
export function createNotifier(configs: readonly ChannelConfig[], options: NotifierOptions): Notifier {
  const { logger, secretOf, own = [], ...limits } = options
  const channels = new Map(own.map((channel) => [channel.id, channel]))
  for (const config of configs) {
    if (!config.enabled) continue
    channels.set(config.id, open(config, secretOf, limits))
  }
  const perMinute = new Map(configs.map((config) => [config.id, config.perMinute]))
  return {
    limits: new Map([...channels].map(([id, channel]) => [id, limitsOf(channel, perMinute.get(id))])),
    async send(call) {
      const channel = channels.get(call.channel)
      if (!channel) return err(undelivered('通知渠道已不存在或已停用', { channel: call.channel }, false))
      const result = await channel.send(call)
      if (result.ok) logger.info({ call: call.key, channel: call.channel, ...result.value }, 'call delivered')
      else
        logger.warn(
          { call: call.key, again: result.error.again, ...result.error.problem.details },
          'call not delivered',
        )
      return result
    },
    async close() {
      await Promise.all([...channels.values()].map((channel) => channel.close()))
    },
  }
}

function limitsOf({ limits = [] }: Channel, perMinute: number | undefined): readonly PaceLimit[] {
  return perMinute === undefined ? limits : [...limits, { most: perMinute, perMs: MINUTE }]
}

function open(config: ChannelConfig, secretOf: NotifierOptions['secretOf'], limits: PostOptions): Channel {
  /** The value of an environment variable that the file names; undefined where it names none. */
  const valueOf = <Name extends string | undefined>(name: Name, what: string): string | Extract<Name, undefined> => {
    if (name === undefined) return undefined as Extract<Name, undefined>
    const value = secretOf(name)
    if (value) return value
    const message = `通知渠道 ${config.id} 的${what} ${name} 未设置`
    throw new AppError('config_invalid', message, { channel: config.id, variable: name })
  }
  switch (config.kind) {
    case 'webhook':
      return webhookChannel(config, { secret: valueOf(config.secretEnv, '签名密钥'), ...limits })
    case 'sms':
      return smsChannel(config, { token: valueOf(config.tokenEnv, '令牌'), ...limits })
    case 'mail':
      return mailChannel(config, { password: valueOf(config.passwordEnv, '密码'), ...limits })
    default: {
      const token = valueOf(config.tokenEnv, '令牌')
      return robotChannel(config, { token, secret: valueOf(config.secretEnv, '签名密钥'), ...limits })
    }
  }
}
