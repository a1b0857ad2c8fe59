import { pushRequestSchema, pushResponseSchema } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import type { FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.js'
import { answers, type Api } from '../http/api.js'
import { isLoopback } from '../http/guard.js'
import { pushItems, type Pusher } from '../push-items.js'

/** Largest push, in bytes: 500 items of 30 KB. */
const MOST_BYTES = 16 * 1024 * 1024
const MOST_ITEMS = 500
/** Pushes that are taken in at the same time: each may hold 16 MB and waits for the one record store. */
const AT_ONCE = 8
const COME_BACK_MS = 2_000

/**
 * POST /api/v1/items: one item, or many. 413 says what fits into one request; 429 with Retry-After when too many push at
 * the same time, before their bodies are read. Either way nothing of it was taken, and pushing again is right.
 */
export function itemRoutes(app: Api, deps: ApiDeps): void {
  const taking = new Set<FastifyRequest>()
  app.post(
    '/api/v1/items',
    {
      bodyLimit: MOST_BYTES,
      onRequest: async (request, reply) => {
        if (taking.size >= AT_ONCE)
          throw new AppError('rate_limited', '同时推送的请求过多，请稍后重试', { retryAfterMs: COME_BACK_MS })
        taking.add(request)
        // However it ends: who breaks off in the middle of the body is answered nothing.
        reply.raw.once('close', () => taking.delete(request))
      },
      preValidation: async ({ body }) => {
        const items = typeof body === 'object' && body !== null && 'items' in body ? body.items : []
        if (Array.isArray(items) && items.length > MOST_ITEMS) throw new AppError('payload_too_large', TOO_LARGE)
      },
      errorHandler(error) {
        const tooLarge = 'code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
        throw tooLarge ? new AppError('payload_too_large', TOO_LARGE) : error
      },
      schema: { tags: ['items'], body: pushRequestSchema, response: answers(pushResponseSchema) },
    },
    (request) => pushItems(deps, 'items' in request.body ? request.body.items : [request.body], pusherOf(request)),
  )
}

const TOO_LARGE = `一次最多 ${MOST_ITEMS} 条、${MOST_BYTES / 1024 / 1024} MB，请分批推送`

function pusherOf({ headers, socket }: FastifyRequest): Pusher {
  const key = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null
  return { key, local: isLoopback(socket.remoteAddress ?? '') }
}
