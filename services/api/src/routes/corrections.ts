import type { IncomingHttpHeaders } from 'node:http'
import {
  acceptCorrectionSchema,
  correctionSchema,
  correctionsQuerySchema,
  correctionsResponseSchema,
  idSchema,
} from '@guanlan/contracts'
import { AppError, toInstant } from '@guanlan/kernel'
import { correctionDesk } from '@guanlan/runtime'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { actorOf } from '../http/actor.js'
import { answers, type Api } from '../http/api.js'
import { pageOfList } from '../http/page.js'

const tags = ['corrections']
const params = z.object({ id: idSchema })

/** GET /api/v1/corrections; POST corrections/{id}/accept, corrections/{id}/reject. */
export function correctionRoutes(app: Api, { recordStore, office, clock }: ApiDeps): void {
  /** Who may review. Errors: `not_authenticated`, `not_allowed`. */
  const reviewerOf = (headers: IncomingHttpHeaders) => {
    const { role, name } = actorOf(headers, office)
    if (role === 'clerk') throw new AppError('not_allowed', '更正由值班员或分析员审核', { role })
    return { by: name, at: toInstant(clock.now()) }
  }

  app.get(
    '/api/v1/corrections',
    { schema: { tags, querystring: correctionsQuerySchema, response: answers(correctionsResponseSchema) } },
    async ({ query }) => {
      const all = await correctionDesk.list(recordStore.records, office)
      const wanted = all.filter(({ state }) => query.state === undefined || state === query.state)
      return pageOfList(wanted, query, ({ id }) => id)
    },
  )

  app.post(
    '/api/v1/corrections/:id/accept',
    { schema: { tags, params, body: acceptCorrectionSchema, response: answers(correctionSchema) } },
    ({ headers, params: { id }, body: { matter } }) => {
      const reviewer = reviewerOf(headers)
      return recordStore.transaction((records) => correctionDesk.accept(records, office, { id, matter, ...reviewer }))
    },
  )

  app.post(
    '/api/v1/corrections/:id/reject',
    { schema: { tags, params, body: z.strictObject({}).nullish(), response: answers(correctionSchema) } },
    ({ headers, params: { id } }) => {
      const reviewer = reviewerOf(headers)
      return recordStore.transaction((records) => correctionDesk.reject(records, office, { id, ...reviewer }))
    },
  )
}
