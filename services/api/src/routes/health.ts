import { systemClock } from '@guanlan/kernel'
import { measureStores, pulseOf, readinessOf, storeParts, type DeadLetterDesk } from '@guanlan/runtime'
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
  const started = systemClock.now()
  const heartbeatPart = async () => {
    const pulse = await pulseOf(deps.recordStore.records, started, systemClock.now()).catch(() => null)
    if (pulse && !pulse.late) return { part: 'heartbeat', ready: true }
    const reason = pulse ? `链路心跳已 ${pulse.ageSeconds} 秒未到` : '链路心跳无法读取'
    return { part: 'heartbeat', ready: false, reason }
  }
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
      // Told, and no reason to send nobody here any more: whoever looks at the desk has to see that the chain is broken.
      return reply.code(ready ? 200 : 503).send({ ready, parts: [...parts, await heartbeatPart()] })
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
