import type { Client } from '@elastic/elasticsearch'
import type { EngineKind } from './connect.js'
import { reasonOf } from './failures.js'
import type { Names } from './names.js'

/** How long a ranking is kept after its last page was asked for. */
export const KEEP_ALIVE = '5m'

/** Views of the indices that stand still while a ranking is paged through; kept by the engine, so any instance can go on. */
export interface Rankings {
  /** What is searched where no view is held. */
  readonly index: string
  /** null: the engine keeps as many as it can already. */
  open(): Promise<string | null>
  /** Never throws: what is not closed ends by itself. */
  close(id: string): Promise<void>
}

/** Both engines have them, under different addresses. */
export function createRankings(client: Client, kind: EngineKind, names: Names): Rankings {
  async function openAt(): Promise<string> {
    if (kind === 'elasticsearch')
      return (await client.openPointInTime({ index: names.readAlias, keep_alive: KEEP_ALIVE })).id
    const answer = await client.transport.request<{ pit_id: string }>({
      method: 'POST',
      path: `/${encodeURIComponent(names.readAlias)}/_search/point_in_time`,
      querystring: { keep_alive: KEEP_ALIVE },
    })
    return answer.pit_id
  }
  return {
    index: names.readAlias,
    async open() {
      try {
        return await openAt()
      } catch (thrown) {
        const refused = reasonOf(thrown)
        if (refused && (refused.status === 429 || /max_open_pit|too many/i.test(refused.reason))) return null
        throw thrown
      }
    },
    async close(id) {
      try {
        if (kind === 'elasticsearch') await client.closePointInTime({ id })
        else
          await client.transport.request({
            method: 'DELETE',
            path: '/_search/point_in_time',
            body: { pit_id: [id] },
          })
      } catch {
        // It ends by itself after KEEP_ALIVE.
      }
    },
  }
}
