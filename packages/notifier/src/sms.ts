import type { ChannelOf } from '@guanlan/contracts'
import { err, ok } from '@guanlan/kernel'
import { undelivered, type Channel } from './channel.js'
import { messageOf } from './message.js'
import { createPoster, type PostOptions } from './post.js'

export interface SmsOptions extends PostOptions {
  /** Sent as `Authorization: Bearer …`. */
  readonly token?: string | undefined
}

/** About three messages of 67 characters, as networks bill long ones. */
const MAX_BYTES = 600

/**
 * Short messages through the office's own gateway: one POST of JSON for each number, in the order of the file, each with a key of its own
 * (`<call>:<number's place>`), so that a gateway that knows keys sends none twice. 2xx is taken. The first number that fails ends the attempt; the next
 * attempt begins with it.
 */
export function smsChannel(config: ChannelOf<'sms'>, options: SmsOptions): Channel {
  const { token } = options
  const poster = createPoster(config.id, options)
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  /** How many numbers have been told, by call under way. A restart forgets it: then keys are what keeps a number from a second message. */
  const told = new Map<string, number>()
  return {
    id: config.id,
    async send(call) {
      const message = messageOf(call.body, config.template, MAX_BYTES)
      if (!message) return err(undelivered('通知内容无法识别', { channel: config.id }, false))
      const { to, text, key } = config.fields
      let last = { status: 0, ms: 0 }
      for (let place = told.get(call.key) ?? 0; place < config.to.length; place += 1) {
        const body = { [to]: config.to[place], [text]: message.text, [key]: `${call.key}:${place}` }
        const sent = await poster.post(config.url, headers, JSON.stringify(body))
        if (!sent.ok) {
          if (sent.error.again) told.set(call.key, place)
          else told.delete(call.key)
          return sent
        }
        last = { status: sent.value.status, ms: last.ms + sent.value.ms }
      }
      told.delete(call.key)
      return ok(last)
    },
    close: () => poster.close(),
  }
}
