import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { encodeGb18030 } from '@guanlan/service-sample-city'

/** One message of a citizens' board. */
export interface Message {
  readonly id: number
  readonly user: string
  readonly time: string
  readonly title: string
  readonly text: string
}

const PER_PAGE = 40
const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c)
// Control characters are not allowed in XML at all.
const clean = (text: string): string => escape(text.replace(/[^\P{Cc}\n]|[\ufffe\uffff]/gu, ''))
const local = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

/** Serves one half of the messages as RSS and the other as GB18030 forum pages, times laid into the last 48 hours. */
export async function serveBoard(
  messages: readonly Message[],
  now: number,
): Promise<{ address: string; close(): Promise<void> }> {
  const times = messages.map((message) => Date.parse(`${message.time.replace(' ', 'T')}+08:00`))
  const [first, last] = [Math.min(...times), Math.max(...times)]
  const laid = messages.map((message, i) => ({
    ...message,
    at: now - 48 * 3_600_000 + Math.floor((((times[i] ?? first) - first) / (last - first)) * (48 * 3_600_000 - 60_000)),
  }))
  const inFeed = laid.filter((_, i) => i % 2 === 0)
  const inForum = laid.filter((_, i) => i % 2 === 1).reverse()
  const feed = () =>
    `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>board</title><link>/</link><description>board</description>${inFeed
      .map(
        (m) =>
          `<item><guid isPermaLink="false">m${m.id}</guid><title>${clean(m.title)}</title><author>${m.user}</author><pubDate>${new Date(m.at).toUTCString()}</pubDate><description>${clean(clean(m.text))}</description></item>`,
      )
      .join('')}</channel></rss>`
  const listPage = (page: number) =>
    `<!doctype html><meta charset="gb2312"><title>board</title><ul class="threads">${inForum
      .slice((page - 1) * PER_PAGE, page * PER_PAGE)
      .map(
        (m) =>
          `<li class="thread"><a href="/t/${m.id}.html">${escape(m.title)}</a> <span class="time">${local(m.at)}</span></li>`,
      )
      .join(
        '',
      )}</ul>${page * PER_PAGE < inForum.length ? `<a class="next" href="/list_${page + 1}.html">next</a>` : ''}`
  const threadPage = (m: (typeof laid)[number]) =>
    `<!doctype html><meta charset="gb2312"><title>${escape(m.title)}</title><h1>${escape(m.title)}</h1><div class="post"><span class="author">${m.user}</span> <span class="time">${local(m.at)}</span><div class="content">${escape(m.text)}</div></div>`
  const byId = new Map(inForum.map((m) => [String(m.id), m]))
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const html = (text: string) => {
      response.setHeader('content-type', 'text/html; charset=gb2312')
      response.end(encodeGb18030(text))
    }
    const list = /^\/list_(\d+)\.html$/.exec(path)
    const thread = byId.get(/^\/t\/(\d+)\.html$/.exec(path)?.[1] ?? '')
    if (path === '/feed.xml') {
      response.setHeader('content-type', 'application/rss+xml; charset=utf-8')
      response.end(feed())
    } else if (list) html(listPage(Number(list[1])))
    else if (thread) html(threadPage(thread))
    else {
      response.statusCode = 404
      response.end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
