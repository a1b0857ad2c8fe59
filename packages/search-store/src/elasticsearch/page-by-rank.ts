import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Client, estypes } from '@elastic/elasticsearch'
import { cursorInvalid, decodeCursor, encodeCursor, type Coordinate } from '../cursor.js'
import type { SearchQuery } from '../port.js'
import { ask, type Found, type Page } from './ask.js'
import { reasonOf } from './failures.js'
import { KEEP_ALIVE, type Rankings } from './rankings.js'

/** Best documents that paging by relevance goes through. */
const MOST_RANKED = 10_000
/** Longest cursor that clients hand back (`searchQuerySchema`), with room for the base64 around it. */
const LONGEST_VIEW = 5_000
const LONGEST_INFLATED = 200_000

/** View that stands still, packed; documents shown so far; sort values of the last one. */
type Rank = readonly [view: string, shown: number, ...after: Coordinate[]]

const isRank = (position: readonly unknown[]): position is Rank =>
  typeof position[0] === 'string' &&
  Number.isSafeInteger(position[1]) &&
  position.length >= 4 &&
  position.slice(2).every((value) => typeof value === 'number' || typeof value === 'string')

/**
 * A page of the ranking, in the order of its first page. Scores move whenever a document arrives, so a view of the indices
 * is held still from the first page on, where there is more than one page, until five minutes after the last one asked
 * for. Where the engine holds no more views, pages follow the scores as they are at each page.
 */
export async function pageByRank(
  client: Client,
  rankings: Rankings,
  query: SearchQuery,
  request: estypes.SearchRequest,
): Promise<Page> {
  const { limit } = query
  const cursor = decodeCursor(query, isRank)
  const [packed, shown, ...after] = cursor ?? [null, 0]
  const view = packed === null ? await rankings.open() : unpack(packed)
  const size = Math.min(limit + 1, MOST_RANKED - shown)
  if (size <= 0) throw cursorInvalid('the ranking goes no further')
  try {
    const found = await ask(client, {
      ...request,
      ...(view ? { pit: { id: view, keep_alive: KEEP_ALIVE } } : { index: rankings.index }),
      size,
      search_type: 'dfs_query_then_fetch',
      sort: [{ _score: { order: 'desc' } }, { time: 'desc' }, { id: 'desc' }],
      ...(after.length > 0 ? { search_after: after } : {}),
    })
    return await pageOf(found)
  } catch (thrown) {
    if (!cursor && view) await rankings.close(view)
    if (cursor && view && isGone(thrown)) throw cursorInvalid('the ranking of this cursor is no longer kept')
    throw thrown
  }

  async function pageOf(found: Found): Promise<Page> {
    const hits = found.hits.hits.slice(0, limit)
    const last = hits.at(-1)?.sort
    const more = found.hits.hits.length > limit && last !== undefined
    if (!more) {
      if (view) await rankings.close(view)
      return { found, hits, next: null }
    }
    const position: Rank = [pack(found.pit_id ?? view), shown + hits.length, ...last.map(coordinate)]
    return { found, hits, next: encodeCursor(query, position) }
  }
}

const coordinate = (value: estypes.FieldValue): Coordinate => (typeof value === 'number' ? value : String(value))

/** Names of views grow with the number of shards and repeat themselves: packed to a quarter. '' = none, or too long a one. */
function pack(view: string | null): string {
  const packed = view === null ? '' : deflateRawSync(view, { level: 9 }).toString('base64url')
  return packed.length > LONGEST_VIEW ? '' : packed
}

function unpack(packed: string): string | null {
  if (packed === '') return null
  try {
    return inflateRawSync(Buffer.from(packed, 'base64url'), { maxOutputLength: LONGEST_INFLATED }).toString('utf8')
  } catch {
    throw cursorInvalid('the cursor is not one of this query')
  }
}

/** Whether the engine does not know the view (any more), or was handed one that never was. */
function isGone(thrown: unknown): boolean {
  const status = reasonOf(thrown)?.status
  return status === 404 || status === 400
}
