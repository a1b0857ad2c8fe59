import { AppError, type Logger } from '@guanlan/kernel'
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** What a site answers to one path. */
export interface Page {
  /** Whole Content-Type, with or without charset, as in the wild. */
  readonly type: string
  readonly body: string | Buffer
  /** Epoch ms of the newest thing on it; becomes Last-Modified. */
  readonly modified?: number | undefined
}

/** Path and origin (`http://127.0.0.1:port`) → page; null = 404. */
export type SiteHandler = (path: string, origin: string) => Page | null

/** A site that is being served. */
export interface ServedSite {
  readonly port: number
  readonly url: string
  stop(): Promise<void>
}

/**
 * Serves a site on 127.0.0.1: GET and HEAD, ETag, Last-Modified and 304. Takes `port` when it is free, else any free
 * one. Throws AppError `port_taken` when loopback gives none at all.
 */
export async function serveSite(handler: SiteHandler, port: number, logger: Logger): Promise<ServedSite> {
  let url = ''
  const server = createServer((request, response) => {
    try {
      answer(request, response, handler, url)
    } catch (thrown) {
      logger.error({ path: request.url, error: String(thrown) }, 'a page of the sample city could not be made')
      send(response, 500, {}, '')
    }
  })
  const taken = await listen(server, port)
  url = `http://127.0.0.1:${taken}`
  return { port: taken, url, stop: () => close(server) }
}

function answer(request: IncomingMessage, response: ServerResponse, handler: SiteHandler, origin: string): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, { Allow: 'GET, HEAD' }, '')
  const path = new URL(request.url ?? '/', origin).pathname
  const page = handler(path, origin)
  if (!page) return send(response, 404, { 'Content-Type': 'text/plain; charset=utf-8' }, '404 没有这一页\n')
  const body = Buffer.from(page.body)
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 20)}"`
  const headers: Record<string, string> = { 'Content-Type': page.type, ETag: etag }
  if (page.modified !== undefined) headers['Last-Modified'] = new Date(page.modified).toUTCString()
  if (isUnchanged(request, etag, page.modified)) return send(response, 304, headers, '')
  send(response, 200, headers, body, request.method === 'HEAD')
}

/** RFC 9110 §13.2.2: If-None-Match decides alone when it is there. */
function isUnchanged(request: IncomingMessage, etag: string, modified: number | undefined): boolean {
  const wanted = request.headers['if-none-match']
  if (wanted !== undefined)
    return wanted.trim() === '*' || wanted.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  const since = Date.parse(request.headers['if-modified-since'] ?? '')
  return modified !== undefined && Math.floor(modified / 1_000) * 1_000 <= since
}

function send(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
  headOnly = false,
): void {
  const length = status === 304 ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  response.writeHead(status, { ...headers, ...length })
  response.end(headOnly ? undefined : body)
}

/** Listens on 127.0.0.1:port, or on any free port when that one is taken; gives the port. */
async function listen(server: Server, port: number): Promise<number> {
  for (const wanted of port === 0 ? [0] : [port, 0]) {
    const got = await new Promise<number | null>((resolve) => {
      server.once('error', () => resolve(null))
      server.listen(wanted, '127.0.0.1', () => {
        server.removeAllListeners('error')
        const address = server.address()
        resolve(typeof address === 'object' && address ? address.port : null)
      })
    })
    if (got !== null) return got
  }
  throw new AppError('port_taken', 'no free port on 127.0.0.1 for the sample city', { port })
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

/** Finds a port on which nothing answers: takes it like a site, then lets go of it. */
export async function reserveDeadPort(port: number): Promise<number> {
  const server = createServer()
  const taken = await listen(server, port)
  await close(server)
  return taken
}
