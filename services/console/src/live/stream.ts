import type { FeedKind, Heartbeat } from '@guanlan/contracts'

/** What of an EventSource is used here; tests hand in their own. */
export interface Source {
  addEventListener(type: string, listener: (event: { data: string; lastEventId: string }) => void): void
  close(): void
}

/** What comes over the live stream. `id` of a message is its number in the change feed. */
export type StreamEvent =
  | { readonly type: 'message'; readonly kind: FeedKind; readonly id: number; readonly body: unknown }
  | { readonly type: 'heartbeat'; readonly beat: Heartbeat }
  /** The stream stands (again), from `after` on. */
  | { readonly type: 'hello'; readonly beat: Heartbeat; readonly after: number }
  /** The asked-for id is gone: load everything anew. */
  | { readonly type: 'reset'; readonly beat: Heartbeat }
  | { readonly type: 'down' }

/** No sign of life for this long means the stream is gone, whatever the browser believes. Heartbeats come every 15 s. */
export const WATCHDOG = 35_000
const kinds = ['alert', 'ticket', 'topic', 'source'] as const satisfies readonly FeedKind[]
/** Waits between tries, milliseconds; the last one repeats. */
const waits = [1_000, 2_000, 4_000, 8_000, 15_000]

export interface StreamOptions {
  readonly open: (url: string) => Source
  readonly emit: (event: StreamEvent) => void
  /** Newest id that is known already. */
  readonly after: number
}

const parse = (data: string): unknown => {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}

/**
 * One EventSource kept alive. It reconnects by itself, always from the last id that was delivered, so that no message
 * is missed and none comes twice. `stop` ends it for good.
 */
export function startStream(options: StreamOptions): { stop(): void; retry(): void; lastId(): number } {
  let lastId = options.after
  let tries = 0
  let source: Source | undefined
  let watchdog: ReturnType<typeof setTimeout> | undefined
  let next: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const alive = (): void => {
    clearTimeout(watchdog)
    watchdog = setTimeout(fail, WATCHDOG)
  }
  const drop = (): void => {
    clearTimeout(watchdog)
    clearTimeout(next)
    source?.close()
    source = undefined
  }
  function fail(): void {
    if (stopped) return
    drop()
    options.emit({ type: 'down' })
    next = setTimeout(connect, waits[Math.min(tries, waits.length - 1)])
    tries += 1
  }
  function connect(): void {
    drop()
    const opened = options.open(`/api/v1/events?after=${lastId}`)
    source = opened
    opened.addEventListener('error', () => {
      if (source === opened) fail()
    })
    alive()
    const listen = (type: string, take: (data: unknown, id: number) => void): void =>
      opened.addEventListener(type, (event) => {
        if (source !== opened) return
        alive()
        const data = parse(event.data)
        if (data !== undefined) take(data, Number(event.lastEventId))
      })
    listen('hello', (data) => {
      tries = 0
      options.emit({ type: 'hello', beat: data as Heartbeat, after: lastId })
    })
    listen('heartbeat', (data) => options.emit({ type: 'heartbeat', beat: data as Heartbeat }))
    listen('reset', (data) => {
      const beat = data as Heartbeat
      lastId = beat.lastEventId
      options.emit({ type: 'reset', beat })
    })
    for (const kind of kinds) {
      listen(kind, (body, id) => {
        if (id <= lastId) return
        lastId = id
        options.emit({ type: 'message', kind, id, body })
      })
    }
  }
  connect()
  return {
    stop() {
      stopped = true
      drop()
    },
    retry() {
      if (stopped) return
      tries = 0
      connect()
    },
    lastId: () => lastId,
  }
}
