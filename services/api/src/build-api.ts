import { randomBytes } from 'node:crypto'
import helmet from '@fastify/helmet'
import { createDeadLetterDesk } from '@guanlan/runtime'
import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { serveConsole } from './console-files.js'
import type { ApiDeps } from './deps.js'
import { documentApi } from './documentation.js'
import type { Api } from './http/api.js'
import { guardLoopback } from './http/guard.js'
import { answerErrors } from './http/problems.js'
import { answerUnknown, rememberRoutes } from './http/unknown-routes.js'
import { startLiveFeed } from './live/live-feed.js'
import { alertRoutes } from './routes/alerts.js'
import { articleRoutes } from './routes/articles.js'
import { briefRoutes } from './routes/briefs.js'
import { correctionRoutes } from './routes/corrections.js'
import { deadLetterRoutes } from './routes/dead-letters.js'
import { eventRoutes } from './routes/events.js'
import { healthRoutes } from './routes/health.js'
import { itemRoutes } from './routes/items.js'
import { ruleRoutes } from './routes/rules.js'
import { searchRoutes } from './routes/search.js'
import { rotaRoutes } from './routes/rota.js'
import { silenceRoutes } from './routes/silences.js'
import { sourceRoutes } from './routes/sources.js'
import { statusRoutes } from './routes/status.js'
import { ticketRoutes } from './routes/tickets.js'
import { topicRoutes } from './routes/topics.js'
import { whatIfRoutes } from './routes/what-if.js'

const MOST_BYTES = 1_048_576
/** How long a request may take to arrive. Answers may take as long as they want: the live stream never ends. */
const ARRIVAL_MS = 60_000
/** How long each part may take to be put in. On a machine that is starting everything at once the usual ten seconds are too few. */
const PLUGIN_MS = 60_000

/** The server with all its routes, not listening yet. Closing it ends the live streams. What fails is closed before it throws. */
export async function buildApi(deps: ApiDeps): Promise<Api> {
  // What is wrong with a request is said to people: zod's own sentences in Chinese, in this process.
  z.config(z.locales.zhCN())
  const app: Api = Fastify({
    bodyLimit: MOST_BYTES,
    requestTimeout: ARRIVAL_MS,
    pluginTimeout: PLUGIN_MS,
    genReqId: () => randomBytes(8).toString('hex'),
    requestIdHeader: false,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  try {
    await furnish(app, deps)
  } catch (thrown) {
    // The live feed asks the store again and again: left alone it would keep a process alive that cannot start.
    await app.close().catch((error: unknown) => deps.logger.warn({ err: error }, 'api not closed'))
    throw thrown
  }
  return app
}

async function furnish(app: Api, deps: ApiDeps): Promise<void> {
  // Only JSON is read: a text/plain body is what a foreign page's form can send without asking.
  app.removeContentTypeParser('text/plain')
  await app.register(helmet, securityHeaders)
  const methodsOf = rememberRoutes(app)
  answerErrors(app, deps.logger)
  guardLoopback(app)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
  })
  logRequests(app, deps)
  await documentApi(app, deps.version)

  const feed = await startLiveFeed(deps.recordStore, deps.logger)
  app.addHook('onClose', () => feed.stop())
  // One for all who look at dead letters: it keeps what it has read.
  const letters = createDeadLetterDesk(deps.eventLog, deps.recordStore)
  for (const routes of [healthRoutes, statusRoutes, deadLetterRoutes]) routes(app, deps, letters)
  for (const routes of [
    alertRoutes,
    rotaRoutes,
    silenceRoutes,
    ticketRoutes,
    correctionRoutes,
    briefRoutes,
    topicRoutes,
    whatIfRoutes,
    searchRoutes,
    articleRoutes,
    ruleRoutes,
    sourceRoutes,
    itemRoutes,
  ])
    routes(app, deps)
  eventRoutes(app, deps, feed)
  answerUnknown(app, { methodsOf, page: await serveConsole(app, deps.consoleFiles) })
}

/** Everything from this origin and nothing inline; images may be data (icons of /docs). Plain http on this machine: no HSTS. */
const securityHeaders = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'none'"],
      connectSrc: ["'self'"],
      fontSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
    },
  },
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' },
  referrerPolicy: { policy: 'no-referrer' },
} as const

function logRequests(app: Api, { logger, metrics }: ApiDeps): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, id, routeOptions } = request
    const ms = Math.round(reply.elapsedTime)
    // The route's pattern, not the address: a search's words are a citizen's or an officer's.
    const answer = { method, route: routeOptions.url ?? '', status: reply.statusCode }
    metrics.requestSeconds.observe(answer, reply.elapsedTime / 1_000)
    logger.debug({ request: id, ...answer, ms }, 'answered')
  })
}
