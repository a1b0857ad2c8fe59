import type { ServerResponse } from 'node:http'
import type { LiveFeed } from './live-feed.js'

/** Bytes waiting for a browser that does not read: beyond, it is let go. It comes back with its last id and loses nothing. */
const MOST_WAITING = 1_048_576
/** How long a browser may leave a page of the past unread. */
const DRAIN_MS = 30_000

/** One browser on the stream. */
export interface StreamClient {
  /** Sends a message without an id: hello, heartbeat, reset. */
  say(event: string, data: unknown): void
  /** Sends everything after `seq`, the past first, then what comes. Resolves when the past is told, or the browser is gone. */
  tell(seq: number): Promise<void>
  close(): void
}

/** `gone` is called once, when the browser has left or was let go. */
export function openStreamClient(response: ServerResponse, feed: LiveFeed, gone: (why: 'left' | 'lagging') => void): StreamClient {
  let position = 0
  let open = true
  let unfollow = (): void => {}

  const end = (why: 'left' | 'lagging'): void => {
    if (!open) return
    open = false
    unfollow()
    if (why === 'lagging') response.destroy()
    gone(why)
  }
  response.on('close', () => end('left'))
  response.on('error', () => end('left'))

  const write = (text: string): boolean => {
    if (!open) return false
    const flowing = response.write(text)
    if (response.writableLength > MOST_WAITING) end('lagging')
    return flowing
  }
  const live = (lines: readonly { seq: number; text: string }[]): void => {
    const fresh = lines.filter(({ seq }) => seq > position)
    const last = fresh.at(-1)
    if (!last) return
    position = last.seq
    write(fresh.map(({ text }) => text).join(''))
  }

  return {
    say(event, data) {
      write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    },
    async tell(seq) {
      position = seq
      // Behind the feed the past is read page by page; up with it, and in the same turn of the loop, the client follows.
      while (open && position < feed.newest()) {
        const page = await feed.after(position)
        const last = page.at(-1)
        if (!last) break
        position = last.seq
        if (!write(page.map(({ text }) => text).join('')) && open && !(await drained(response))) end('lagging')
      }
      if (open) unfollow = feed.follow(live)
    },
    close() {
      if (open) response.end()
    },
  }
}

/** Whether the browser has taken what was written, within its time. */
function drained(response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (taken: boolean) => (): void => {
      clearTimeout(timer)
      response.off('drain', yes)
      response.off('close', yes)
      resolve(taken)
    }
    const yes = settle(true)
    const timer = setTimeout(settle(false), DRAIN_MS)
    if (!response.writableNeedDrain) return yes()
    response.on('drain', yes)
    response.on('close', yes)
  })
}
