import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a reader made of one page; what it does not say is null. Times carry an offset. */
export interface PageReading {
  readonly kind: string | null
  readonly title: string | null
  readonly published: string | null
  readonly source: string | null
  readonly author: string | null
  readonly body: string
  readonly links: readonly { readonly url: string }[] | null
  readonly posts?: readonly { readonly author: string | null; readonly body: string }[]
}

/** A post of a thread's gold; its time as in `published` of the page. */
export interface GoldPost {
  readonly author: string
  readonly published: string
  readonly body: string
}

/**
 * A record of gold.jsonl; its conventions stand in the NOTES.md beside it. Of source and author null says that the page names none; a field
 * that is missing is not asked.
 */
export interface GoldPage {
  readonly file: string
  readonly kind: 'article' | 'thread' | 'list' | 'other'
  /** Kinds that are as right: a letter with its answer may be read as an article or as a thread. */
  readonly kinds?: readonly string[]
  readonly title?: string | null
  readonly published?: string | null
  readonly source?: string | null
  readonly author?: string | null
  readonly account?: string | null
  readonly body?: string
  readonly left_out?: Readonly<Record<string, readonly string[]>>
  readonly base_url?: string
  readonly links?: readonly { readonly url: string }[]
  readonly links_optional?: readonly { readonly url: string }[]
  readonly posts?: readonly GoldPost[]
}

/** Right, wrong, or a share of right between 0 and 1; undefined where the gold asks nothing. */
export interface PageScores {
  readonly kind: number
  readonly title: number | undefined
  readonly time: number | undefined
  readonly source: number | undefined
  readonly author: number | undefined
  /** F1 of the body when borderline lines (captions, lead, credits, original title) are neither asked for nor held against it. */
  readonly body: number | undefined
  /** The same, every line that the gold leaves out being wrong. */
  readonly strictBody: number | undefined
  readonly links: number | undefined
  /** F1 of posts, one being right when its author is and its text has an F1 of 0.9. */
  readonly posts: number | undefined
}

/** The gold of a folder of pages, in its order. Throws when the file is missing or a line is no JSON. */
export function readGold(folder: string): GoldPage[] {
  const lines = readFileSync(join(folder, 'gold.jsonl'), 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as GoldPage)
}

/** One reading held against its gold. */
export function scorePage(gold: GoldPage, found: PageReading): PageScores {
  const isList = gold.kind === 'list'
  const body = isList ? undefined : gold.body
  const text =
    found.kind === 'thread' && gold.kinds ? (found.posts ?? []).map((post) => post.body).join('\n') : found.body
  return {
    kind: found.kind !== null && (gold.kinds ?? [gold.kind]).includes(found.kind) ? 1 : 0,
    title: typeof gold.title !== 'string' ? undefined : same(found.title, gold.title),
    time: typeof gold.published !== 'string' ? undefined : timeScore(gold.published, found.published),
    source: isList || gold.source === undefined ? undefined : nameScore(found.source, gold.source, gold.account),
    author: isList || gold.author === undefined ? undefined : nameScore(found.author, gold.author, gold.account),
    body: body === undefined ? undefined : textF1(withoutBorderline(text, gold), body),
    strictBody: body === undefined ? undefined : textF1(text, body),
    links: isList ? linksF1(gold, found.links ?? []) : undefined,
    posts: gold.posts ? postsF1(gold.posts, found.posts ?? []) : undefined,
  }
}

const collapse = (text: string) => text.replace(/\s+/g, ' ').trim()
const same = (found: string | null, wanted: string) => (collapse(found ?? '') === collapse(wanted) ? 1 : 0)

/** At the precision of the gold: a day, a minute or a second. */
function timeScore(wanted: string, found: string | null): number {
  const local = (text: string) => text.replace(/\+08:00$/, '')
  return found !== null && local(found).startsWith(local(wanted)) ? 1 : 0
}

/** Several names in any order; an account's name passes for either. Where the page names none, none is right. */
function nameScore(found: string | null, wanted: string | null | undefined, account: string | null | undefined) {
  const key = (text: string) => collapse(text).split(' ').sort().join(' ')
  const passing = new Set([wanted, account].filter((name) => typeof name === 'string').map(key))
  if (typeof wanted !== 'string') return found === null || passing.has(key(found)) ? 1 : 0
  return found !== null && passing.has(key(found)) ? 1 : 0
}

const borderline = ['captions', 'lead', 'orig_title', 'credits']

function withoutBorderline(body: string, gold: GoldPage): string {
  const forgiven = new Set(borderline.flatMap((name) => gold.left_out?.[name] ?? []).map(squeeze))
  return body
    .split('\n')
    .filter((line) => !forgiven.has(squeeze(line)))
    .join('\n')
}

const squeeze = (text: string) => text.replace(/\s+/g, '')

/** F1 over the bag of runs of four characters, white space left out: order within a sentence counts, length of lines does not. */
function textF1(found: string, wanted: string): number {
  const [ours, theirs] = [shingles(found), shingles(wanted)]
  let hit = 0
  for (const [part, count] of ours) hit += Math.min(count, theirs.get(part) ?? 0)
  const total = sum(ours) + sum(theirs)
  return total === 0 ? 1 : (2 * hit) / total
}

function shingles(text: string): Map<string, number> {
  const chars = [...squeeze(text)]
  const bag = new Map<string, number>()
  for (let i = 0; i < Math.max(1, chars.length - 3) && chars.length > 0; i += 1) {
    const part = chars.slice(i, i + 4).join('')
    bag.set(part, (bag.get(part) ?? 0) + 1)
  }
  return bag
}

const sum = (bag: ReadonlyMap<string, number>) => [...bag.values()].reduce((all, count) => all + count, 0)

function linksF1(gold: GoldPage, found: readonly { readonly url: string }[]): number {
  const wanted = new Set((gold.links ?? []).map(({ url }) => url))
  const optional = new Set((gold.links_optional ?? []).map(({ url }) => url))
  const given = [...new Set(found.map(({ url }) => url))].filter((url) => wanted.has(url) || !optional.has(url))
  const hit = given.filter((url) => wanted.has(url)).length
  return hit === 0 ? 0 : (2 * hit) / (given.length + wanted.size)
}

function postsF1(wanted: readonly GoldPost[], found: NonNullable<PageReading['posts']>): number {
  const left = [...found]
  let hit = 0
  for (const { author, body } of wanted) {
    const at = left.findIndex((post) => collapse(post.author ?? '') === author && textF1(post.body, body) >= 0.9)
    if (at < 0) continue
    hit += 1
    left.splice(at, 1)
  }
  return (2 * hit) / (found.length + wanted.length)
}
