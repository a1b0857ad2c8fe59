import { measureStores } from '@guanlan/runtime'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { answers, type Api } from '../http/api.js'

const stores = ['event-log', 'record-store', 'search-store'] as const

const readySchema = z.object({
  ready: z.boolean(),
  parts: z.array(
    z.object({ part: z.string(), ready: z.boolean(), code: z.string().optional(), reason: z.string().optional() }),
  ),
})

/** GET /healthz (alive), /readyz (each part and why not), /metrics (Prometheus). */
export function healthRoutes(app: Api, deps: ApiDeps): void {
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
      const problems = new Map((await deps.health()).map((trouble) => [trouble.part, trouble]))
      const parts = [...new Set([...stores, ...problems.keys()])].map((part) => {
        const trouble = problems.get(part)
        if (!trouble) return { part, ready: true }
        const { code, message: reason } = trouble
        return { part, ready: false, reason, ...(code ? { code } : {}) }
      })
      const ready = problems.size === 0
      return reply.code(ready ? 200 : 503).send({ ready, parts })
    },
  )

  app.get('/metrics', { schema: { tags: ['health'], hide: true } }, async (_request, reply) => {
    await measureStores(deps)
    const { registry } = deps.metrics
    return reply
      .type(registry.contentType)
      .serializer(String)
      .send(await registry.metrics())
  })
}
