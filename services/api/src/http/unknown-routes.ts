import { AppError } from '@guanlan/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from './api.js'
import { problemOf, sendProblem } from './problems.js'

/** Remembers which methods each path knows, so that a wrong method is told from a wrong path. Call before the routes. */
export function rememberRoutes(app: Api): (path: string) => string[] {
  const known: { pattern: RegExp; method: string }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return
    const pattern = new RegExp(`^${url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:[^/]+/g, '[^/]+')}/?$`)
    for (const one of [method].flat()) known.push({ pattern, method: one })
  })
  return (path) => [...new Set(known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))]
}

/** What is under no route: the console's page for its deep links, a problem for all else. */
export function answerUnknown(app: Api, options: { methodsOf: (path: string) => string[]; page: string | null }): void {
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?')[0] ?? '/'
    const methods = options.methodsOf(path)
    if (methods.length > 0) {
      reply.header('allow', methods.join(', '))
      return sendProblem(
        reply,
        problemOf(new AppError('method_not_allowed', `此处支持 ${methods.join('、')}`), request.id),
      )
    }
    if (options.page !== null && isDeepLink(request, path))
      return reply.header('cache-control', 'no-cache').sendFile(options.page)
    const detail = options.page === null && path === '/' ? '控制台尚未构建：请运行 npm run build' : '没有这个地址'
    return sendProblem(reply, problemOf(new AppError('not_found', detail), request.id))
  })
}

/** An address that a person opened, and that the console's own router knows: no file, nothing of the api. */
const isDeepLink = ({ method, headers }: FastifyRequest, path: string): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  (headers.accept ?? '').includes('text/html') &&
  !path.startsWith('/api/') &&
  !/\.[a-z0-9]+$/i.test(path)
