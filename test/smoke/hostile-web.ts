import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A site where nearly every page wants harm, and one feed that is well. Each path is one trick. */
export async function serveHostileWeb(): Promise<{
  address: string
  asked: Map<string, number>
  close(): Promise<void>
}> {
  const asked = new Map<string, number>()
  const tricks: Readonly<Record<string, (response: ServerResponse) => void>> = {
    '/robots.txt': (response) => {
      response.statusCode = 404
      response.end()
    },
    '/well.xml': (response) => {
      response.setHeader('content-type', 'application/rss+xml; charset=utf-8')
      response.end(
        `<?xml version="1.0"?><rss version="2.0"><channel><title>well</title><link>/</link><description>d</description><item><guid isPermaLink="false">w1</guid><title>健身步道完工，市民可以散步了</title><description>步道沿江而建，全长三公里，沿途种了桂花，傍晚有不少市民来散步，孩子们在空地上放风筝，一直玩到天黑才回家去，很是热闹，听说明年还要接着往北修，通到老码头那边的公园里去。</description><pubDate>${new Date().toUTCString()}</pubDate></item></channel></rss>`,
      )
    },
    '/malformed.xml': (response) => {
      response.setHeader('content-type', 'application/rss+xml')
      response.end('<?xml version="1.0"?><html><body>not a feed <<<>>> at all & broken')
    },
    '/huge.xml': (response) => {
      response.setHeader('content-type', 'application/rss+xml')
      response.end(Buffer.alloc(10_000_000, 'x'))
    },
    '/endless.xml': (response) => {
      response.setHeader('content-type', 'application/rss+xml')
      const drip = setInterval(() => response.write('<item>'), 50)
      response.on('close', () => clearInterval(drip))
    },
    '/silent.xml': () => undefined,
    '/loop.xml': (response) => {
      response.writeHead(302, { location: '/loop.xml' })
      response.end()
    },
    '/inward.xml': (response) => {
      response.writeHead(302, { location: 'http://127.0.0.1:22/secret' })
      response.end()
    },
    '/gone.xml': (response) => {
      response.statusCode = 410
      response.end()
    },
  }
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.set(path, (asked.get(path) ?? 0) + 1)
    const trick = tricks[path]
    if (trick) trick(response)
    else {
      response.statusCode = 404
      response.end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
