import { AppError, err, ok, type Result } from '@guanlan/kernel'
import { decode, type CharsetHints } from '../charset.js'
import type { FeedDocument, FeedItem, FeedReading } from './feed.js'
import { readJsonFeed } from './json-feed.js'
import { readLeniently } from './lenient-reader.js'
import { readWithRssParser } from './rss-parser-reader.js'
import { htmlToText } from '../plain-text.js'

export interface FeedOptions extends CharsetHints {
  readonly url: string
  /** Zone of times that name none; default Asia/Shanghai. */
  readonly zone?: string | undefined
}

/**
 * Bytes → feed. rss-parser first; what it refuses or loses items of goes to the lenient reader, and `reader` says
 * which it was. Error: `feed_unreadable` when neither finds a feed in it.
 */
export async function readFeed(bytes: Uint8Array, options: FeedOptions): Promise<Result<FeedDocument>> {
  const { text: decoded, charset } = decode(bytes, options)
  // Control characters are forbidden in XML and common in feeds.
  const text = decoded.replace(/[^\P{Cc}\t\n\r]/gu, '').trimStart()
  const context = { url: options.url, zone: options.zone ?? 'Asia/Shanghai' }
  const warnings: string[] = []
  const done = (reading: FeedReading, reader: FeedDocument['reader']) => ok({ ...reading, warnings, reader, charset })
  try {
    if (text.startsWith('{')) {
      const json = readJsonFeed(text, context)
      return json ? done(json, 'lenient') : err(unreadable('JSON, but no JSON Feed', options.url))
    }
    const strict = await readWithRssParser(text, context).catch((cause: unknown) => {
      warnings.push(`rss-parser: ${firstLine(cause)}`)
      return null
    })
    const expected = text.match(/<(?:\w+:)?(?:item|entry)[\s>]/gi)?.length ?? 0
    if (strict && strict.items.length >= expected && !strict.items.some(isEmpty)) return done(strict, 'rss-parser')
    if (strict) warnings.push(`rss-parser found ${strict.items.length} of ${expected} items whole`)
    const lenient = readLeniently(text, context)
    if (lenient) return done(lenient, 'lenient')
    return strict ? done(strict, 'rss-parser') : err(unreadable('no feed in it', options.url))
  } catch (cause) {
    // Nesting beyond the stack is the one thing that the readers throw on.
    return err(unreadable(firstLine(cause), options.url, cause))
  }
}

/** Plain text of an item: its content, or its summary where that says more. Never markup. */
export function feedItemText(item: FeedItem): string {
  const content = htmlToText(item.content ?? '')
  const summary = htmlToText(item.summary ?? '')
  return summary.length > content.length ? summary : content
}

const isEmpty = (item: FeedItem) => !item.url && !item.title && !item.content && !item.summary

const firstLine = (cause: unknown) =>
  (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0]?.slice(0, 200) ?? ''

const unreadable = (why: string, url: string, cause?: unknown) =>
  new AppError('feed_unreadable', `${url}: ${why}`, { url, why }, { cause })
