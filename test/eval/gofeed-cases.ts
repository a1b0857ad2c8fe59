import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FeedDocument, FeedItem } from '@guanlan/extract'

type Loose = Readonly<Record<string, unknown>>

/** One thing that a suite says about a feed, and where our answer should have it. */
export interface Expectation {
  readonly field: string
  readonly expected: string
  readonly found: (document: FeedDocument) => string | undefined
}

/** A feed of the suite; no expectations: it must be refused, or at least not crash. */
export interface FeedCase {
  readonly name: string
  readonly bytes: Uint8Array
  readonly expectations: readonly Expectation[]
}

const object = (value: unknown): Loose => (typeof value === 'object' && value !== null ? (value as Loose) : {})
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined
const joined = (values: readonly (string | undefined)[]): string | undefined =>
  values.some((value) => value !== undefined) ? values.map((value) => value ?? '').join(' | ') : undefined

/** White space as one blank: what a feed's indentation means is nobody's promise. */
export const settled = (value: string | undefined): string | undefined =>
  value?.replace(/\s+/g, ' ').trim() || undefined

const address = (value: string | undefined): string | undefined => {
  const given = value?.trim()
  return given && URL.canParse(given) ? new URL(given).href : given
}
const instant = (value: string | undefined): string | undefined =>
  value && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : undefined

/** The cases of gofeed's test data, read into our fields. What our fields cannot say (generator, cloud, …) is left out. */
export function gofeedCases(folder: string): FeedCase[] {
  return ['parser', 'translator', 'extensions'].flatMap((kind) =>
    readdirSync(join(folder, kind)).flatMap((dialect) => casesIn(join(folder, kind, dialect), `${kind}/${dialect}`)),
  )
}

function casesIn(folder: string, label: string): FeedCase[] {
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []))
  return names
    .filter((name) => !name.endsWith('_expected.json') && (name.endsWith('.xml') || label.endsWith('/json')))
    .map((name) => {
      const stem = join(folder, name.replace(/\.(?:xml|json)$/, ''))
      const gold = name.endsWith('.xml') ? `${stem}.json` : `${stem}_expected.json`
      const expected = existsSync(gold) ? object(JSON.parse(readFileSync(gold, 'utf8'))) : undefined
      return {
        name: `${label}/${name}`,
        bytes: readFileSync(join(folder, name)),
        expectations: expected ? expectationsOf(expected) : [],
      }
    })
}

type Row = readonly [field: string, expected: string | undefined, found: (document: FeedDocument) => string | undefined]

function expectationsOf(gold: Loose): Expectation[] {
  const translated = gold['feedType'] !== undefined
  const head: Row[] = [
    ['title', text(gold['title']), ({ feed }) => feed.title],
    ['description', text(gold['description'] ?? gold['subtitle']), ({ feed }) => feed.description],
    ['language', text(gold['language']), ({ feed }) => feed.language],
    ['updated', instant(text(gold['updatedParsed'] ?? gold['lastBuildDateParsed'])), ({ feed }) => feed.updated],
    [
      'link',
      address(text(gold['link'] ?? gold['home_page_url']) ?? alternate(gold['links'])),
      ({ feed }) => address(feed.link),
    ],
  ]
  const items = list(gold['items'] ?? gold['entries']).map(object)
  const count: Row = ['items', String(items.length), (document) => String(document.items.length)]
  return [count, ...head, ...items.flatMap((item, i) => itemRows(item, i, translated))].flatMap(
    ([field, expected, found]) => {
      const wanted = settled(expected)
      return wanted === undefined
        ? []
        : [{ field, expected: wanted, found: (document: FeedDocument) => settled(found(document)) }]
    },
  )
}

function itemRows(gold: Loose, i: number, translated: boolean): Row[] {
  const of = (pick: (item: FeedItem) => string | undefined) => (document: FeedDocument) => {
    const item = document.items[i]
    return item && pick(item)
  }
  const content = gold['content_html'] ?? gold['content_text'] ?? object(gold['content'])['value'] ?? gold['content']
  const guid = text(object(gold['guid'])['value']) ?? text(gold['guid']) ?? text(gold['id'])
  const published = gold['publishedParsed'] ?? gold['pubDateParsed'] ?? gold['date_published']
  return [
    ['item.id', guid, of((item) => item.id)],
    ['item.title', text(gold['title']), of((item) => item.title)],
    [
      'item.link',
      address(text(gold['link'] ?? gold['url']) ?? alternate(gold['links'])),
      of((item) => address(item.url)),
    ],
    ['item.published', instant(text(published)), of((item) => item.published)],
    ['item.updated', instant(text(gold['updatedParsed'] ?? gold['date_modified'])), of((item) => item.updated)],
    ['item.summary', text(gold['description'] ?? gold['summary']), of((item) => item.summary)],
    ['item.content', text(content), of((item) => item.content)],
    ['item.authors', joined(authorsIn(gold, translated)), of((item) => joined(item.authors))],
    ['item.categories', joined(categoriesIn(gold)), of((item) => joined(item.categories))],
    [
      'item.enclosures',
      joined(enclosuresIn(gold)),
      of((item) => joined(item.enclosures.map((one) => `${address(one.url)} ${one.type ?? ''} ${one.length ?? ''}`))),
    ],
  ]
}

/** gofeed's links are strings, or objects with `rel` and `href` in Atom. */
function alternate(links: unknown): string | undefined {
  const found = list(links)
    .map(object)
    .find((link) => link['href'] !== undefined && ['', 'alternate'].includes(text(link['rel']) ?? ''))
  return text(found?.['href'])
}

/** A person's name, else the address. In the dialect of RSS the author is one string. */
function authorsIn(gold: Loose, translated: boolean): (string | undefined)[] {
  const single = gold['author']
  if (typeof single === 'string') return [single]
  const many = list(gold['authors'])
  // Dublin Core may name several creators; gofeed tells of the first.
  const creators = list(object(gold['dcExt'])['creator'])
  if (translated && creators.length > 1) return creators.map(text)
  return (many.length > 0 ? many : single ? [single] : []).map(
    (one) => text(object(one)['name']) ?? text(object(one)['email']),
  )
}

const categoriesIn = (gold: Loose): (string | undefined)[] =>
  list(gold['categories'] ?? gold['tags']).map((one) =>
    typeof one === 'string' ? one : text(object(one)['value'] ?? object(one)['label'] ?? object(one)['term']),
  )

const enclosuresIn = (gold: Loose): string[] =>
  list(gold['enclosures'] ?? gold['attachments'])
    .map(object)
    .map((one) => {
      const length = Number(one['length'] ?? one['size_in_bytes'])
      return `${address(text(one['url']))} ${text(one['type'] ?? one['mime_type']) ?? ''} ${length > 0 ? length : ''}`
    })
