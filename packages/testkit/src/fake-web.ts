import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

export type Page = (request: IncomingMessage, response: ServerResponse) => void

/** A web server of a test: pages by path, `requests` in the order in which they came. */
export interface FakeWeb {
  readonly origin: string
  readonly host: string
  readonly requests: string[]
  readonly headers: IncomingMessage['headers'][]
  close(): Promise<void>
}

export async function startFakeWeb(pages: Readonly<Record<string, Page>>): Promise<FakeWeb> {
  const requests: string[] = []
  const headers: IncomingMessage['headers'][] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (path !== '/robots.txt') {
      requests.push(path)
      headers.push(request.headers)
    }
    const page = pages[path] ?? pages['*'] ?? ((_, answer) => void answer.writeHead(404).end())
    response.on('error', () => undefined)
    page(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    origin: `http://${host}`,
    requests,
    headers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const text =
  (body: string, headers: Record<string, string> = {}): Page =>
  (_, response) =>
    void response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body)

export const redirect =
  (to: string): Page =>
  (_, response) =>
    void response.writeHead(302, { location: to }).end()

/** A megabyte of zeros for every kilobyte sent. */
export const gzipBomb: Page = (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
const bomb = gzipSync(Buffer.alloc(20_000_000))

/** Never stops. */
export const endless: Page = (_, response) => {
  response.writeHead(200)
  const chunk = Buffer.alloc(65_536, 120)
  const more = () => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', more)
  }
  more()
}

/** One byte every 20 ms. */
export const slowLoris: Page = (_, response) => {
  response.writeHead(200)
  const timer = setInterval(() => response.write('x'), 20)
  response.on('close', () => clearInterval(timer))
}

/** Accepts, and says nothing. */
export const silent: Page = () => undefined

/** Promises more than it sends. */
export const wrongLength: Page = (_, response) => {
  response.writeHead(200, { 'content-length': '1000' })
  response.write('short')
  setTimeout(() => response.destroy(), 20)
}
