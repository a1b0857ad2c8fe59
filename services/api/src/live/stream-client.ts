import type { ServerResponse } from 'node:http'
import type { FeedLine, LiveFeed } from './live-feed.js'

/** How long a browser may leave what was sent unread. Then it is let go; it comes back with its last id and loses nothing. */
const PATIENCE_MS = 30_000

/** One browser on the stream. */
export interface StreamClient {
  /** Sends a message without an id: hello, heartbeat, reset. */
  say(event: string, data: unknown): void
  /** Sends everything after `seq`: the past page by page, then what comes. Resolves when the browser is gone. */
  tell(seq: number): Promise<void>
  close(): void
}

export interface StreamClientOptions {
  readonly patienceMs?: number
  /** Called once, when the browser has left or was let go. */
  readonly gone: (why: 'left' | 'lagging') => void
}

/**
 * Sends the feed at the browser's own pace: when its buffer is full, it is no longer sent what comes, but waited for, and
 * then told from the store what it missed. So a slow browser costs one page of memory, however much happens.
 */
export function openStreamClient(
  response: ServerResponse,
  feed: LiveFeed,
  { gone, patienceMs = PATIENCE_MS }: StreamClientOptions,
): StreamClient {
  let position = 0
  let open = true

  const end = (why: 'left' | 'lagging'): void => {
    if (!open) return
    open = false
    if (why === 'lagging') response.destroy()
    gone(why)
  }
  response.on('close', () => end('left'))
  response.on('error', () => end('left'))

  /** Sends what the browser does not have yet. False: its buffer is full. */
  function send(lines: readonly FeedLine[]): boolean {
    const fresh = lines.filter(({ seq }) => seq > position)
    const last = fresh.at(-1)
    if (!open || !last) return true
    position = last.seq
    return response.write(fresh.map(({ text }) => text).join(''))
  }

  async function tellPast(): Promise<void> {
    while (open && position < feed.newest()) {
      const page = await feed.after(position)
      // Numbers below the feed's end that are kept no longer.
      if (page.length === 0) position = feed.newest()
      if (!send(page) && open && !(await drained(response, patienceMs))) end('lagging')
    }
  }

  /** Resolves when the buffer is full, the browser gone, or something came between the past and the present. */
  const followPresent = (): Promise<void> =>
    new Promise((resolve) => {
      const stop = (): void => {
        unfollow()
        response.off('close', stop)
        resolve()
      }
      const unfollow = feed.follow((lines) => {
        if (!send(lines) || !open) stop()
      })
      response.on('close', stop)
      if (!open || position < feed.newest()) stop()
    })

  return {
    say(event, data) {
      if (open) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    },
    async tell(seq) {
      position = seq
      while (open) {
        await tellPast()
        if (!open) return
        await followPresent()
        if (open && !(await drained(response, patienceMs))) end('lagging')
      }
    },
    close() {
      if (open) response.end()
    },
  }
}

/** Whether the browser has taken what was written, or left, within its time. */
function drained(response: ServerResponse, patienceMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (taken: boolean): void => {
      clearTimeout(timer)
      response.off('drain', yes)
      response.off('close', yes)
      resolve(taken)
    }
    const yes = (): void => settle(true)
    const timer = setTimeout(() => settle(false), patienceMs)
    response.on('drain', yes)
    response.on('close', yes)
    if (!response.writableNeedDrain || response.destroyed) yes()
  })
}
