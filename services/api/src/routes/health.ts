import { measureStores, readinessOf, storeParts, type DeadLetterDesk } from '@guanlan/runtime'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { answers, type Api } from '../http/api.js'

const readySchema = z.object({
  ready: z.boolean(),
  parts: z.array(
    z.object({ part: z.string(), ready: z.boolean(), code: z.string().optional(), reason: z.string().optional() }),
  ),
})

/** GET /healthz (alive), /readyz (each part and why not), /metrics (Prometheus). */
export function healthRoutes(app: Api, deps: ApiDeps, letters: DeadLetterDesk): void {
  app.get(
    '/healthz',
    { schema: { tags: ['health'], response: answers(z.object({ status: z.literal('ok') })) } },
    () => ({
      status: 'ok' as const,
    }),
  )

  app.get(
    '/readyz',
    { schema: { tags: ['health'], response: { 200: readySchema, 503: readySchema } } },
    async (_request, reply) => {
      const { ready, parts } = readinessOf(storeParts, await deps.health())
      return reply.code(ready ? 200 : 503).send({ ready, parts: [...parts] })
    },
  )

  app.get('/metrics', { schema: { tags: ['health'], hide: true } }, async (_request, reply) => {
    await measureStores({ ...deps, letters })
    const { registry } = deps.metrics
    return reply
      .type(registry.contentType)
      .serializer(String)
      .send(await registry.metrics())
  })
}
