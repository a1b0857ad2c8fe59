import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { htmlToText, parseDate, type FeedDocument, type FeedItem } from '@guanlan/extract'
import { settled, type Expectation, type FeedCase } from './gofeed-cases.js'

interface Gold {
  readonly feed: {
    readonly title?: unknown
    readonly description?: unknown
    readonly link?: unknown
    readonly items: readonly GoldItem[]
  }
}
type GoldItem = Readonly<Record<string, unknown>>

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined
/** rss-parser writes the nodes of XHTML in an order of its own: what is in a text is compared, not where. */
const lettersOf = (html: string): string => [...html.replace(/\s+/g, '')].toSorted().join('')

/** One of the answers is written in Latin-1. */
const decoded = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}
const address = (value: string | undefined): string | undefined => {
  const given = value?.trim()
  return given && URL.canParse(given, 'http://example.org/') ? new URL(given, 'http://example.org/').href : given
}

/** The real feeds of rss-parser's test data, with what it says of them in the fields that ours has, too. */
export function rssParserCases(folder: string): FeedCase[] {
  return readdirSync(join(folder, 'input')).map((name) => {
    const gold = join(folder, 'output', name.replace(/\.\w+$/, '.json'))
    const feed = existsSync(gold) ? (JSON.parse(decoded(readFileSync(gold))) as Gold).feed : undefined
    return {
      name: `rss-parser/${name}`,
      bytes: readFileSync(join(folder, 'input', name)),
      expectations: feed ? expectationsOf(feed) : [],
    }
  })
}

function expectationsOf(gold: Gold['feed']): Expectation[] {
  const rows: [string, string | undefined, (document: FeedDocument) => string | undefined][] = [
    ['items', String(gold.items.length), (document) => String(document.items.length)],
    ['title', text(gold.title), ({ feed }) => feed.title],
    ['description', text(gold.description), ({ feed }) => feed.description],
    ['link', address(text(gold.link)), ({ feed }) => address(feed.link)],
  ]
  gold.items.forEach((item, i) => rows.push(...itemRows(item, i)))
  return rows.flatMap(([field, expected, found]) => {
    const wanted = settled(expected)
    // An answer with replacement characters was read in the wrong encoding: it is no gold.
    return wanted === undefined || wanted.includes('\ufffd')
      ? []
      : [{ field, expected: wanted, found: (document: FeedDocument) => settled(found(document)) }]
  })
}

function itemRows(
  gold: GoldItem,
  i: number,
): [string, string | undefined, (document: FeedDocument) => string | undefined][] {
  const of = (pick: (item: FeedItem) => string | undefined) => (document: FeedDocument) => {
    const item = document.items[i]
    return item && pick(item)
  }
  // Its markup is its own rendering of XHTML; one of its feeds is read with an option that writes EMPTY.
  const content = text(gold['content']) === 'EMPTY' ? undefined : lettersOf(htmlToText(text(gold['content']) ?? ''))
  const creator = text(gold['creator']) ?? text(gold['author'])
  const enclosure = gold['enclosure'] as { readonly url?: unknown } | undefined
  return [
    ['item.title', text(gold['title']), of((item) => item.title)],
    ['item.link', address(text(gold['link'])), of((item) => address(item.url))],
    ['item.id', text(gold['guid'] ?? gold['id']), of((item) => item.id)],
    ['item.published', parseDate(text(gold['isoDate'])), of((item) => item.published)],
    // Its `content` is the summary of RSS and the content of Atom: either place will do.
    [
      'item.content',
      content,
      of((item) => {
        const plain = [item.summary, item.content].map((one) => lettersOf(htmlToText(one ?? '')))
        return plain.find((one) => one === content) ?? plain.find(Boolean)
      }),
    ],
    ['item.authors', creator, of((item) => item.authors.find((name) => name === creator?.trim()) ?? item.authors[0])],
    ['item.enclosures', address(text(enclosure?.url)), of((item) => address(item.enclosures[0]?.url))],
  ]
}
