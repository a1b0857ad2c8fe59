import type { Client, estypes } from '@elastic/elasticsearch'
import { decodeCursor, encodeCursor } from '../cursor.js'
import type { SearchQuery } from '../port.js'
import { ask, type Page } from './ask.js'
import type { Names } from './names.js'

type Place = readonly [time: number, id: string]

const isPlace = (position: readonly unknown[]): position is Place =>
  position.length === 2 && Number.isSafeInteger(position[0]) && typeof position[1] === 'string'

/**
 * A page in the order of time, and of id within a moment. Every document has its place in that order for good, so a
 * cursor needs nothing kept: what arrives meanwhile falls before it or after it, and any instance can go on.
 */
export async function pageByTime(
  client: Client,
  names: Names,
  query: SearchQuery,
  request: estypes.SearchRequest,
): Promise<Page> {
  const { limit } = query
  const order = query.order === 'oldest' ? 'asc' : 'desc'
  const after = decodeCursor(query, isPlace)
  const found = await ask(client, {
    ...request,
    index: names.readAlias,
    size: limit + 1,
    sort: [{ time: { order } }, { id: { order } }],
    ...(after ? { search_after: [...after] } : {}),
  })
  const hits = found.hits.hits.slice(0, limit)
  const last = placeOf(hits.at(-1)?.sort)
  return { found, hits, next: found.hits.hits.length > limit && last ? encodeCursor(query, last) : null }
}

function placeOf(sort: estypes.SortResults | undefined): Place | null {
  return sort?.length === 2 ? [Number(sort[0]), String(sort[1])] : null
}
