import { maxCharsOn } from '../port.js'

/** Names on the server. A namespace lets several offices share one: topics and groups of each begin with `<ns>.`. */
export interface Names {
  /** `article.collected.v1` → `<ns>.article.collected.v1`. */
  topic(name: string): string
  group(name: string): string
  /** The other way round; a name of another namespace comes back unchanged. */
  plain(topic: string): string
}

export function createNames(namespace?: string): Names {
  const prefix = namespace ? `${namespace}.` : ''
  return {
    topic: (name) => prefix + name,
    group: (name) => prefix + name,
    plain: (topic) => (topic.startsWith(prefix) ? topic.slice(prefix.length) : topic),
  }
}

/** A UTF-16 unit takes at most three bytes of UTF-8 (a pair of them four). */
const BYTES_PER_CHAR = 3
/** Key, headers and the frame of the record batch around the largest value. */
const ROOM_BYTES = 64 * 1024
/** The broker's limit is per record batch, so that it must leave room for many small messages, too. */
const LEAST_BATCH_BYTES = 1024 * 1024

/** `max.message.bytes` of a topic, so that every value that the port accepts fits into a record batch. */
export const maxBytesOn = (topic: string, maxMessageChars: number): number =>
  Math.max(maxCharsOn(topic, maxMessageChars) * BYTES_PER_CHAR + ROOM_BYTES, LEAST_BATCH_BYTES)

/** Bytes that a message takes in a record batch, rather too many than too few. */
export const bytesOf = (message: { readonly key: string; readonly value: string }): number =>
  Buffer.byteLength(message.key) + Buffer.byteLength(message.value) + 256
