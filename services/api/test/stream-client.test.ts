import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { FeedLine, LiveFeed } from '../src/live/live-feed.js'
import { openStreamClient } from '../src/live/stream-client.js'

/** A feed in memory that counts how often the store was asked. */
function memoryFeed() {
  const lines: FeedLine[] = []
  const listeners = new Set<(lines: readonly FeedLine[]) => void>()
  const feed: LiveFeed = {
    newest: () => lines.length,
    after: async (seq) => lines.slice(seq, seq + 10),
    follow(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: async () => {},
  }
  const add = (count: number, size: number): void => {
    const fresh = Array.from({ length: count }, (_, i) => ({
      seq: lines.length + i + 1,
      text: `${lines.length + i + 1}:${'x'.repeat(size)}\n`,
    }))
    lines.push(...fresh)
    for (const listener of listeners) listener(fresh)
  }
  return { feed, add, followers: () => listeners.size }
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A response whose other end is a real socket that reads only when told to. */
async function connect(): Promise<{ response: ServerResponse; browser: IncomingMessage }> {
  let answer: (response: ServerResponse) => void = () => {}
  const answered = new Promise<ServerResponse>((resolve) => (answer = resolve))
  const server = createServer((_request, response) => {
    response.writeHead(200)
    response.flushHeaders()
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const browser = await new Promise<IncomingMessage>((resolve) =>
    get({ port: (server.address() as AddressInfo).port }, resolve),
  )
  browser.on('error', () => {})
  return { response: await answered, browser }
}

it('lets a browser go that leaves everything unread, and holds little for it until then', async () => {
  const { feed, add, followers } = memoryFeed()
  const { response } = await connect()
  const gone: string[] = []
  const client = openStreamClient(response, feed, { patienceMs: 300, gone: (why) => gone.push(why) })
  const telling = client.tell(0)
  let held = 0
  for (let i = 0; i < 200; i += 1) {
    add(5, 20_000)
    held = Math.max(held, response.writableLength)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await telling
  expect(gone).toEqual(['lagging'])
  expect(response.destroyed).toBe(true)
  expect(followers()).toBe(0)
  expect(held).toBeLessThan(1_000_000)
})

it('waits for a slow browser, and then tells it everything it missed, in order', async () => {
  const { feed, add } = memoryFeed()
  const { response, browser } = await connect()
  const client = openStreamClient(response, feed, { patienceMs: 10_000, gone: () => {} })
  void client.tell(0)
  for (let i = 0; i < 100; i += 1) add(5, 20_000)
  let text = ''
  browser.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  const seen = () => text.split('\n').flatMap((line) => (line ? Number(line.split(':')[0]) : []))
  await expect.poll(() => seen().length, { timeout: 10_000 }).toBe(500)
  expect(seen()).toEqual(Array.from({ length: 500 }, (_, i) => i + 1))
})

it('forgets a browser that left', async () => {
  const { feed, add, followers } = memoryFeed()
  const { response, browser } = await connect()
  const gone: string[] = []
  const telling = openStreamClient(response, feed, { gone: (why) => gone.push(why) }).tell(0)
  browser.destroy()
  await telling
  add(3, 10)
  expect(gone).toEqual(['left'])
  expect(followers()).toBe(0)
})
