import { pushRequestSchema, pushResponseSchema } from '@guanlan/contracts'
import type { FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.js'
import { answers, type Api } from '../http/api.js'
import { isLoopback } from '../http/guard.js'
import { pushItems, type Pusher } from '../push-items.js'

/** Largest push, in bytes: 500 items of 30 KB. */
const MOST_BYTES = 16 * 1024 * 1024

/** POST /api/v1/items: one item, or many. */
export function itemRoutes(app: Api, deps: ApiDeps): void {
  app.post(
    '/api/v1/items',
    {
      bodyLimit: MOST_BYTES,
      schema: { tags: ['items'], body: pushRequestSchema, response: answers(pushResponseSchema) },
    },
    (request) => pushItems(deps, 'items' in request.body ? request.body.items : [request.body], pusherOf(request)),
  )
}

function pusherOf({ headers, socket }: FastifyRequest): Pusher {
  const key = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null
  return { key, local: isLoopback(socket.remoteAddress ?? '') }
}
