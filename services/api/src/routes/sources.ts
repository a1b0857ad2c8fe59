import { pageQuerySchema, sourcesResponseSchema } from '@guanlan/contracts'
import type { ApiDeps } from '../deps.js'
import { answers, type Api } from '../http/api.js'
import { pageOfList } from '../http/page.js'
import { sourceStates } from './source-states.js'

/** GET /api/v1/sources */
export function sourceRoutes(app: Api, deps: ApiDeps): void {
  app.get(
    '/api/v1/sources',
    { schema: { tags: ['sources'], querystring: pageQuerySchema, response: answers(sourcesResponseSchema) } },
    async ({ query }) => pageOfList(await sourceStates(deps), query, (state) => state.source),
  )
}
