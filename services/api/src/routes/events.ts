import type { Heartbeat } from '@guanlan/contracts'
import { AppError, toInstant } from '@guanlan/kernel'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import type { Api } from '../http/api.js'
import type { LiveFeed } from '../live/live-feed.js'
import { openStreamClient, type StreamClient } from '../live/stream-client.js'

/** The console calls the stream dead after 35 s without a sign of life. */
const HEARTBEAT_MS = 15_000
const MOST_CLIENTS = 1_000

const querystring = z.object({ after: z.coerce.number().int().nonnegative().optional() })

/**
 * GET /api/v1/events: the live stream (server-sent events). Begins after `Last-Event-ID` (a reconnect), else after `?after=`
 * (what was loaded), else now. First `hello`; `reset` when lines after the asked-for id are gone: load everything anew.
 */
export function eventRoutes(app: Api, deps: ApiDeps, feed: LiveFeed): void {
  const { recordStore, clock, clockInfo, logger, metrics } = deps
  const clients = new Set<StreamClient>()
  const count = () => metrics.streamClients.set(clients.size)
  count()
  const beat = (): Heartbeat => ({ now: toInstant(clock.now()), ...clockInfo, lastEventId: feed.newest() })
  const timer = setInterval(() => {
    for (const client of clients) client.say('heartbeat', beat())
  }, HEARTBEAT_MS)
  app.addHook('preClose', async () => {
    clearInterval(timer)
    for (const client of clients) client.close()
  })

  app.get(
    '/api/v1/events',
    { exposeHeadRoute: false, schema: { tags: ['events'], querystring } },
    async (request, reply) => {
      if (clients.size >= MOST_CLIENTS) throw new AppError('rate_limited', `实时连接已达 ${MOST_CLIENTS} 个`)
      const asked = lastEventId(request.headers['last-event-id']) ?? request.query.after
      // Read before anything is sent: trouble of the store is an answer with a code, not a broken stream.
      const oldest = await recordStore.records.feed.oldest()
      reply.hijack()
      const { raw: response } = reply
      response.writeHead(200, {
        ...headersOf(reply.getHeaders()),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      })
      const client = openStreamClient(response, feed, {
        gone(why) {
          clients.delete(client)
          count()
          if (why === 'lagging') logger.info({ request: request.id }, 'a console that did not read was let go')
        },
      })
      clients.add(client)
      count()
      client.say('hello', beat())
      const newest = feed.newest()
      // Behind what is kept, or ahead of what there is (the data are others): neither can be continued.
      const lost = asked !== undefined && (asked + 1 < oldest || asked > (await recordStore.records.feed.newest()))
      if (lost) client.say('reset', beat())
      await client.tell(asked === undefined || lost ? newest : asked).catch((error: unknown) => {
        logger.warn({ request: request.id, err: error }, 'live stream broken off')
        client.close()
      })
    },
  )
}

function lastEventId(header: string | string[] | undefined): number | undefined {
  if (header === undefined || header === '') return undefined
  const id = Number(header)
  if (!Number.isSafeInteger(id) || id < 0) throw new AppError('bad_request', 'Last-Event-ID 应为实时流的编号')
  return id
}

/** The headers that the hooks have set, for a response that is written past them. */
const headersOf = (headers: Readonly<Record<string, number | string | string[] | undefined>>) =>
  Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined))
