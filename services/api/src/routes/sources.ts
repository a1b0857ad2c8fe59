import { randomUUID } from 'node:crypto'
import {
  pageQuerySchema,
  sourceDetailSchema,
  sourcesResponseSchema,
  switchSourceSchema,
  type SourceConfig,
  type SourceDetail,
} from '@guanlan/contracts'
import { AppError, toInstant } from '@guanlan/kernel'
import { sourceDesk } from '@guanlan/runtime'
import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { actorOf } from '../http/actor.js'
import { answers, type Api } from '../http/api.js'
import { pageOfList } from '../http/page.js'
import { sourceStates, unaskedState } from './source-states.js'

const tags = ['sources']
const params = z.object({ source: z.string().max(64) })
const asked = z.object({ asked: z.string() })

/**
 * GET /api/v1/sources, /api/v1/sources/{source}; POST …/{source}/switch, …/fetch, …/try: a crawler takes these up within a second or
 * two, and what came of them stands in the source's detail.
 */
export function sourceRoutes(app: Api, deps: ApiDeps): void {
  const { recordStore, clock, logger } = deps

  app.get(
    '/api/v1/sources',
    { schema: { tags, querystring: pageQuerySchema, response: answers(sourcesResponseSchema) } },
    async ({ query }) => pageOfList(await sourceStates(deps), query, (state) => state.source),
  )

  app.get(
    '/api/v1/sources/:source',
    { schema: { tags, params, response: answers(sourceDetailSchema) } },
    ({ params: { source } }) => detailOf(deps, configured(deps, source)),
  )

  app.post(
    '/api/v1/sources/:source/switch',
    { schema: { tags, params, body: switchSourceSchema, response: answers(asked) } },
    async ({ headers, params: { source }, body: { on, reason } }) => {
      const { id, by, at } = wishOf(headers, source)
      await recordStore.transaction((records) => sourceDesk.ask(records, id, { kind: 'switch', by, at, on, reason }))
      logger.info({ source: id, on }, 'source switched by a person')
      return { asked: id }
    },
  )

  for (const kind of ['fetch', 'try'] as const)
    app.post(
      `/api/v1/sources/:source/${kind}`,
      { schema: { tags, params, body: z.strictObject({}).nullish(), response: answers(asked) } },
      async ({ headers, params: { source } }) => {
        const { id, by, at } = wishOf(headers, source)
        const wish = { kind, by, at, id: randomUUID() }
        await recordStore.transaction((records) => sourceDesk.ask(records, id, wish))
        return { asked: wish.id }
      },
    )

  /** Who wishes something of which source. Errors: `not_found`, `not_allowed`, `not_authenticated`, `bad_request`. */
  function wishOf(headers: IncomingHttpHeaders, id: string): { id: string; by: string; at: string } {
    const { role, name } = actorOf(headers, deps.office)
    if (role === 'clerk') throw new AppError('not_allowed', '来源由值班员和分析员管理')
    const source = configured(deps, id)
    if (source.kind === 'push') throw new AppError('bad_request', '推送来源由对方送来，不由本系统抓取；停用请改配置')
    return { id, by: name, at: toInstant(clock.now()) }
  }
}

function configured({ office }: Pick<ApiDeps, 'office'>, id: string): SourceConfig {
  const source = office.sources.find((one) => one.id === id)
  if (!source) throw new AppError('not_found', `没有来源 ${id}`)
  return source
}

async function detailOf({ recordStore: { records } }: ApiDeps, source: SourceConfig): Promise<SourceDetail> {
  const { id, enabled, owner, tier, official, place, weight, language, scope } = source
  const [row, switches, waiting, tried, visits] = await Promise.all([
    records.sources.get(id),
    sourceDesk.switches(records),
    sourceDesk.waiting(records, id),
    sourceDesk.tried(records, id),
    sourceDesk.visits(records, id),
  ])
  const pace =
    source.kind === 'push'
      ? {}
      : {
          every: source.every,
          hostDelay: source.hostDelay,
          ...(source.slowest === undefined ? {} : { slowest: source.slowest }),
        }
  return {
    state: row?.state ?? unaskedState(source),
    config: { enabled, owner, tier, official, place, weight, language, scope, ...pace },
    switched: switches.get(id) ?? null,
    asked: waiting ? { by: waiting.by, at: waiting.at } : null,
    tried,
    visits,
  }
}
