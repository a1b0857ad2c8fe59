import type { FeedKind } from '@guanlan/contracts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { FAKE_NOW } from './fake-data.js'

interface Entry {
  readonly id: number
  readonly kind: FeedKind
  readonly body: unknown
}

/** The live stream of the fake API: a feed with ids, resumable, and a switch that cuts it and keeps it cut. */
export function createFakeStream() {
  const feed: Entry[] = []
  const clients = new Set<ServerResponse>()
  const started = Date.now()
  let lastId = 100
  let isCut = false
  /** `after` of every connection that was let in, in order. */
  const resumedFrom: number[] = []
  const beat = (): string =>
    JSON.stringify({
      now: new Date(FAKE_NOW + (Date.now() - started) * 60).toISOString(),
      speed: 60,
      sample: true,
      lastEventId: lastId,
    })
  const write = (client: ServerResponse, entry: Entry): void => {
    client.write(`id: ${entry.id}\nevent: ${entry.kind}\ndata: ${JSON.stringify(entry.body)}\n\n`)
  }
  const timer = setInterval(() => {
    for (const client of clients) client.write(`event: heartbeat\ndata: ${beat()}\n\n`)
  }, 15_000)
  return {
    lastId: (): number => lastId,
    resumedFrom,
    now: (): string => new Date(FAKE_NOW + (Date.now() - started) * 60).toISOString(),
    push(kind: FeedKind, body: unknown): void {
      lastId += 1
      const entry = { id: lastId, kind, body }
      feed.push(entry)
      for (const client of clients) write(client, entry)
    },
    /** Cuts every connection; new ones are refused until `mend`. */
    cut(): void {
      isCut = true
      for (const client of clients) client.destroy()
      clients.clear()
    },
    mend(): void {
      isCut = false
    },
    reset(): void {
      for (const client of clients) client.write(`event: reset\ndata: ${beat()}\n\n`)
    },
    handle(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void {
      if (isCut) {
        response.destroy()
        return
      }
      const after = Number(request.headers['last-event-id'] ?? query.get('after') ?? lastId)
      resumedFrom.push(after)
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write(`event: hello\ndata: ${beat()}\n\n`)
      for (const entry of feed) if (entry.id > after) write(response, entry)
      clients.add(response)
      request.on('close', () => clients.delete(response))
    },
    close(): void {
      clearInterval(timer)
      for (const client of clients) client.destroy()
    },
  }
}
export type FakeStream = ReturnType<typeof createFakeStream>
