import { createHmac } from 'node:crypto'
import type { ChannelOf } from '@guanlan/contracts'
import { err, MINUTE, ok, SECOND, type Result } from '@guanlan/kernel'
import { undelivered, type Channel, type Delivery, type Undelivered } from './channel.js'
import { messageOf, type Message } from './message.js'
import type { PaceLimit } from './pace.js'
import { createPoster, type Answer, type PostOptions } from './post.js'

export type RobotKind = 'dingtalk' | 'wecom' | 'feishu'
type RobotConfig = ChannelOf<RobotKind>

export interface RobotOptions extends PostOptions {
  /** Secret part of its address. */
  readonly token: string
  /** Signs each message, where the robot was set up so. */
  readonly secret?: string | undefined
}

/** What one maker's robot wants, and how it says that something is wrong. */
interface Dialect {
  /** Longest text, bytes of UTF-8. */
  readonly maxBytes: number
  readonly limits: readonly PaceLimit[]
  /** How long to be quiet when it says that it was asked too often, ms. */
  readonly restMs: number
  request(message: Message, parts: RequestParts): { readonly url: string; readonly body: unknown }
  /** Its own code for the outcome; 0 = taken. */
  codeOf(answer: Readonly<Record<string, unknown>>): unknown
  /** Codes that say: too often. */
  readonly tooOften: readonly number[]
  /** Codes of trouble on its side: it comes again. */
  readonly itsOwn: readonly number[]
}

interface RequestParts {
  readonly url: string
  readonly token: string
  readonly secret: string | undefined
  /** Epoch ms. */
  readonly now: number
  readonly atAll: boolean
}

const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('base64')

/** As the makers document them (open.dingtalk.com, developer.work.weixin.qq.com, open.feishu.cn; read 2026-11). */
const dialects: Readonly<Record<RobotKind, Dialect>> = {
  dingtalk: {
    maxBytes: 18_000,
    // Above it the robot is shut up for ten minutes.
    limits: [{ most: 20, perMs: MINUTE }],
    restMs: 10 * MINUTE,
    request: ({ text }, { url, token, secret, now, atAll }) => {
      const address = new URL(url)
      address.searchParams.set('access_token', token)
      if (secret !== undefined) {
        address.searchParams.set('timestamp', String(now))
        address.searchParams.set('sign', hmac(secret, `${now}\n${secret}`))
      }
      return { url: address.href, body: { msgtype: 'text', text: { content: text }, at: { isAtAll: atAll } } }
    },
    codeOf: ({ errcode }) => errcode,
    tooOften: [130_101, 410_100, 90_030],
    itsOwn: [-1],
  },
  wecom: {
    maxBytes: 2_048,
    limits: [{ most: 20, perMs: MINUTE }],
    restMs: MINUTE,
    request: ({ text }, { url, token, atAll }) => {
      const address = new URL(url)
      address.searchParams.set('key', token)
      const mentioned = atAll ? { mentioned_list: ['@all'] } : {}
      return { url: address.href, body: { msgtype: 'text', text: { content: text, ...mentioned } } }
    },
    codeOf: ({ errcode }) => errcode,
    tooOften: [45_009],
    itsOwn: [-1],
  },
  feishu: {
    maxBytes: 18_000,
    limits: [
      { most: 5, perMs: SECOND },
      { most: 100, perMs: MINUTE },
    ],
    restMs: MINUTE,
    request: ({ text }, { url, token, secret, now, atAll }) => {
      const timestamp = String(Math.floor(now / SECOND))
      // Its makers sign the empty text with time and secret as the key.
      const signed = secret === undefined ? {} : { timestamp, sign: hmac(`${timestamp}\n${secret}`, '') }
      const all = atAll ? '<at user_id="all">所有人</at> ' : ''
      return {
        url: `${url.replace(/\/$/, '')}/${encodeURIComponent(token)}`,
        body: { ...signed, msg_type: 'text', content: { text: all + escaped(text) } },
      }
    },
    codeOf: ({ code, StatusCode }) => code ?? StatusCode,
    tooOften: [11_232],
    itsOwn: [],
  },
}

/** A citizen's words must not call anybody by a tag. */
const escaped = (text: string): string => text.replace(/</g, '＜').replace(/>/g, '＞')

/**
 * A robot of a group chat: one text by the template, cut to what the robot takes, everybody called at the levels of `atAll`. `limits` are the
 * robot's own limits of messages, which whoever sends has to keep. A robot answers 200 with a code of its own: 0 is done, „too often“
 * rests the robot, trouble on its side and an answer that is none of its own (a proxy's page) come again, anything else is final. Robots know no
 * idempotency key: a call that broke off after it was taken is seen twice.
 */
export function robotChannel(config: RobotConfig, options: RobotOptions): Channel {
  const { token, secret, now = Date.now } = options
  const dialect = dialects[config.kind]
  const poster = createPoster(config.id, options)

  function judge({ status, ms, text }: Answer): Result<Delivery, Undelivered> {
    const code = codeIn(text, dialect)
    if (code === 0) return ok({ status, ms })
    if (code === null) return err(undelivered('机器人的应答无法识别', { channel: config.id, status }, true))
    if (dialect.tooOften.includes(code)) {
      return err({
        ...undelivered('机器人发送过于频繁', { channel: config.id, code }, true, dialect.restMs),
        paced: true,
      })
    }
    return err(undelivered(`机器人拒收（${code}）`, { channel: config.id, code }, dialect.itsOwn.includes(code)))
  }

  return {
    id: config.id,
    limits: dialect.limits,
    async send(call) {
      const message = messageOf(call.body, config.template, dialect.maxBytes)
      if (!message) return err(undelivered('通知内容无法识别', { channel: config.id }, false))
      const atAll = config.atAll.includes(message.level)
      const { url, body } = dialect.request(message, { url: config.url, token, secret, now: now(), atAll })
      const sent = await poster.post(url, { 'content-type': 'application/json; charset=utf-8' }, JSON.stringify(body))
      return sent.ok ? judge(sent.value) : sent
    },
    close: () => poster.close(),
  }
}

/** The robot's own code, or null when this is not its answer. */
function codeIn(text: string, dialect: Dialect): number | null {
  try {
    const answer: unknown = JSON.parse(text)
    if (typeof answer !== 'object' || answer === null) return null
    const code = dialect.codeOf(answer as Record<string, unknown>)
    return typeof code === 'number' ? code : null
  } catch {
    return null
  }
}
