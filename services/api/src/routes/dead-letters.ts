import { deadLetterSchema, pageOf, pageQuerySchema } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import type { DeadLetterDesk } from '@guanlan/runtime'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { actorOf } from '../http/actor.js'
import { answers, type Api } from '../http/api.js'
import { pageOfList } from '../http/page.js'

const tags = ['dead-letters']
/** Newest dead letters that are listed at all. */
const MOST_LISTED = 2_000

/** GET /api/v1/dead-letters; POST /api/v1/dead-letters/{id}/replay. */
export function deadLetterRoutes(app: Api, deps: ApiDeps, letters: DeadLetterDesk): void {
  app.get(
    '/api/v1/dead-letters',
    { schema: { tags, querystring: pageQuerySchema, response: answers(pageOf(deadLetterSchema)) } },
    async ({ query }) => pageOfList(await letters.list({ limit: MOST_LISTED }), query, (letter) => letter.id),
  )

  app.post(
    '/api/v1/dead-letters/:id/replay',
    {
      schema: {
        tags,
        params: z.object({ id: z.string().min(1).max(300) }),
        body: z.strictObject({}).nullish(),
        response: answers(z.object({ replayed: z.string() })),
      },
    },
    async ({ headers, params: { id } }) => {
      const { role } = actorOf(headers, deps.office)
      if (role === 'clerk') throw new AppError('not_allowed', '重放由值班员或分析员进行')
      await letters.replay(id)
      deps.logger.info({ letter: id, role }, 'dead letter replayed')
      return { replayed: id }
    },
  )
}
