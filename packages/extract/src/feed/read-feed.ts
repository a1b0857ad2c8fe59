import { AppError, err, ok, type Result } from '@guanlan/kernel'
import { decode, type CharsetHints } from '../charset.js'
import { agree } from './agreement.js'
import { noPace } from './feed-pace.js'
import type { FeedContext, FeedDocument, FeedItem, FeedReading } from './feed.js'
import { readJsonFeed } from './json-feed.js'
import { readLeniently } from './lenient-reader.js'
import { readWithRssParser } from './rss-parser-reader.js'
import { xmlFault } from './xml-fault.js'
import { isDeeperThan } from '../depth.js'
import { htmlToText, oneLine } from '../plain-text.js'

export interface FeedOptions extends CharsetHints {
  readonly url: string
  /** Zone of times that name none; default Asia/Shanghai. */
  readonly zone?: string | undefined
}

/**
 * Bytes → feed. rss-parser reads all that is well-formed; the lenient reader reads the same text and is believed where rss-parser refuses it,
 * loses something or reads it otherwise. `reader` says whose reading it is; elements of other namespaces, which
 * rss-parser passes over, are always the lenient reader's, and so are documents of more than a million characters. Error: `feed_unreadable` when neither finds a feed in it.
 */
export async function readFeed(bytes: Uint8Array, options: FeedOptions): Promise<Result<FeedDocument>> {
  const { text: decoded, charset } = decode(bytes, options)
  const text = decoded.replace(forbidden, '').trimStart()
  const context = { url: options.url, zone: options.zone ?? 'Asia/Shanghai' }
  try {
    const read = /^[[{]/.test(text) ? readAsJson(text, context) : await readAsXml(text, context)
    if (typeof read === 'string') return err(unreadable(read, options.url))
    return ok({ ...read, warnings: [...read.warnings, ...oddities(read, decoded)], charset })
  } catch (cause) {
    // None is known; a document of strangers must not end the process all the same.
    return err(unreadable(firstLine(cause), options.url, cause))
  }
}

/** Unclosed items are each one deeper, and so is unescaped HTML without closing tags: a feed may be that deep, not more. */
const deepest = 3_000

/** Longer documents, in characters, are read by the lenient reader alone. */
const largestForBoth = 1_000_000

type Reading = Omit<FeedDocument, 'charset'>

/** Control characters and non-characters: forbidden in XML, and common in feeds. */
const forbidden = /[^\P{Cc}\t\n\r]|[\ufeff\ufffe\uffff]/gu

function readAsJson(text: string, context: FeedContext): Reading | string {
  const read = readJsonFeed(text, context)
  if (!read) return 'JSON, but no JSON Feed'
  const { truncated, ...reading } = read
  return {
    ...reading,
    pace: noPace,
    warnings: truncated ? ['the JSON is cut short: what was whole of it is read'] : [],
    reader: 'lenient',
  }
}

async function readAsXml(text: string, context: FeedContext): Promise<Reading | string> {
  if (isDeeperThan(deepest, text, { html: false })) return `elements nested deeper than ${deepest}`
  const lenient = readLeniently(text, context)
  if (!lenient) return 'no feed in it'
  // A feed of this size is an archive; two more readings of it would take seconds.
  if (text.length > largestForBoth) return { ...lenient, warnings: [], reader: 'lenient' }
  const fault = xmlFault(text)
  if (fault) return { ...lenient, warnings: [`no well-formed XML: ${fault}`], reader: 'lenient' }
  try {
    const strict = await readWithRssParser(text, context)
    if (!agree(strict, lenient)) return { ...lenient, warnings: [lossOf(strict, lenient)], reader: 'lenient' }
    const items = strict.items.map((item, i) => ({ ...item, extra: lenient.items[i]?.extra ?? {} }))
    return { feed: strict.feed, items, pace: lenient.pace, warnings: [], reader: 'rss-parser' }
  } catch (cause) {
    return { ...lenient, warnings: [`rss-parser: ${firstLine(cause)}`], reader: 'lenient' }
  }
}

function lossOf(strict: FeedReading, lenient: FeedReading): string {
  const [found, expected] = [strict.items.length, lenient.items.length]
  return found === expected
    ? 'rss-parser reads some fields otherwise'
    : `rss-parser found ${found} of ${expected} items`
}

/** What an editor of the source should know of: items without id, ids that repeat, replacement characters. */
function oddities({ items }: Reading, text: string): string[] {
  const ids = items.map(({ id }) => id).filter((id) => id !== undefined)
  const missing = items.length - ids.length
  const repeated = ids.length - new Set(ids).size
  const broken = text.split('\ufffd').length - 1
  return [
    ...(missing > 0 ? [`${missing} items have neither id nor link`] : []),
    ...(repeated > 0 ? [`${repeated} ids repeat`] : []),
    ...(broken > 0 ? [`${broken} characters could not be decoded`] : []),
  ]
}

/** Title of an item in plain text on one line; undefined when it has none. Never markup. */
export const feedItemTitle = (item: FeedItem): string | undefined => oneLine(htmlToText(item.title ?? '')) || undefined

/** Whom an item names as its author, in plain text; undefined when nobody. */
export const feedItemAuthor = (item: FeedItem): string | undefined =>
  oneLine(htmlToText(item.authors[0] ?? '')) || undefined

/** Plain text of an item: its content, or its summary where that says more. Never markup. */
export function feedItemText(item: FeedItem): string {
  const content = htmlToText(item.content ?? '')
  const summary = htmlToText(item.summary ?? '')
  return summary.length > content.length ? summary : content
}

const firstLine = (cause: unknown) =>
  (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0]?.slice(0, 200) ?? ''

const unreadable = (why: string, url: string, cause?: unknown) =>
  new AppError('feed_unreadable', `${url}: ${why}`, { url, why }, { cause })
