import { AppError, err, ok, type Instant, type Result } from '@guanlan/kernel'
import { decode, type CharsetHints } from './charset.js'
import { parseDate } from './date.js'
import { resolveUrl } from './dom.js'
import { htmlToText, oneLine } from './plain-text.js'

/** Dotted paths into the JSON: `data.list` or `data.0.cards`; those of the items are relative to one item. */
export interface HotlistMap {
  readonly items: string
  readonly title: string
  readonly url?: string | undefined
  readonly id?: string | undefined
  readonly time?: string | undefined
  readonly summary?: string | undefined
  readonly reads?: string | undefined
  readonly comments?: string | undefined
}

export interface HotItem {
  readonly id: string | undefined
  readonly title: string
  readonly url: string | undefined
  readonly published: Instant | undefined
  readonly summary: string | undefined
  readonly reads: number | undefined
  readonly comments: number | undefined
}

export interface HotlistOptions extends CharsetHints {
  readonly url: string
  readonly map: HotlistMap
  readonly zone?: string | undefined
}

/** Bytes of a hot list → its items in rank order. Error `page_unreadable`: no JSON, or no list at `map.items`. Items without title are left out. */
export function readHotlist(bytes: Uint8Array, { url, map, zone, ...hints }: HotlistOptions): Result<HotItem[]> {
  const unreadable = (why: string) => err(new AppError('page_unreadable', `${url}: ${why}`, { url, why }))
  let json: unknown
  try {
    // JSONP wrappers are common on hot lists.
    json = JSON.parse(
      decode(bytes, hints)
        .text.trim()
        .replace(/^[\w$.]+\(([\s\S]*)\);?$/, '$1'),
    )
  } catch {
    return unreadable('no JSON')
  }
  const list = at(json, map.items)
  const entries = Array.isArray(list) ? list : typeof list === 'object' && list !== null ? Object.values(list) : null
  if (!entries) return unreadable(`no list at "${map.items}"`)
  return ok(
    entries.flatMap((entry: unknown) => {
      const title = oneLine(htmlToText(textAt(entry, map.title) ?? ''))
      return title ? [{ ...detailsOf(entry, map, url, zone), title }] : []
    }),
  )
}

const detailsOf = (entry: unknown, map: HotlistMap, url: string, zone?: string): Omit<HotItem, 'title'> => ({
  id: textAt(entry, map.id),
  url: resolveUrl(textAt(entry, map.url), url),
  published: parseDate(textAt(entry, map.time), zone),
  summary: htmlToText(textAt(entry, map.summary) ?? '') || undefined,
  reads: countOf(textAt(entry, map.reads)),
  comments: countOf(textAt(entry, map.comments)),
})

function at(value: unknown, path: string): unknown {
  let current = value
  for (const key of path.split('.').filter(Boolean)) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined
    current = (current as Record<string, unknown>)[key]
  }
  return current
}

function textAt(value: unknown, path: string | undefined): string | undefined {
  const found = path === undefined ? undefined : at(value, path)
  return typeof found === 'string' || typeof found === 'number' ? String(found).trim() || undefined : undefined
}

/** `123456`, `12.3万`, `1.2亿热度` → a number; undefined for what is none. */
export function countOf(text: string | undefined): number | undefined {
  const found = /(\d+(?:,\d{3})*(?:\.\d+)?)\s*([万亿wW])?/.exec(text ?? '')
  if (!found) return undefined
  const unit = found[2] === '亿' ? 100_000_000 : found[2] ? 10_000 : 1
  return Math.round(Number((found[1] ?? '').replaceAll(',', '')) * unit)
}
