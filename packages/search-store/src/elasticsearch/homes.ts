import type { Client } from '@elastic/elasticsearch'
import type { Month } from '../months.js'
import type { Names } from './names.js'

/** Ids of one question. */
const AT_ONCE = 1_000

/**
 * The months where documents stand already. First sight is the same for every revision, so that this is nearly always the
 * month one would compute; but an item that its source still lists after our memory of it went (docs/retention.md) comes
 * with a new first sight, and must not stand in two indices.
 */
export async function findHomes(client: Client, names: Names, ids: readonly string[]): Promise<Map<string, Month>> {
  const homes = new Map<string, Month>()
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const values = ids.slice(start, start + AT_ONCE)
    const { hits } = await client.search({
      index: names.readAlias,
      query: { ids: { values } },
      size: values.length,
      _source: false,
      sort: ['_doc'],
      track_total_hits: false,
      allow_partial_search_results: false,
    })
    for (const { _id: id, _index: index } of hits.hits) {
      const month = names.read(index)?.month
      if (id !== undefined && month) homes.set(id, month)
    }
  }
  return homes
}
