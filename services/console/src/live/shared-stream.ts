import { startStream, WATCHDOG, type Source, type StreamEvent } from './stream.js'

const NAME = 'guanlan-live'

/** What of the browser is used; a missing part means one stream for each tab. */
export interface Sharing {
  readonly locks?: {
    request(name: string, options: { signal: AbortSignal }, held: () => Promise<void>): Promise<unknown>
  }
  readonly channel?: () => BroadcastChannel
}

/** The browser's own; Web Locks exist only on secure addresses (and on this machine). */
export function browserSharing(): Sharing {
  const locks: LockManager | undefined = navigator.locks
  if (locks === undefined || typeof BroadcastChannel === 'undefined') return {}
  return {
    locks: { request: (name, options, held) => locks.request(name, options, held) },
    channel: () => new BroadcastChannel(NAME),
  }
}

/**
 * One stream for all tabs of a browser: the tab that holds the lock opens it and passes everything on; when it goes, the
 * next one goes on from the last id that it saw itself. A browser has only six connections to a server.
 */
export function shareStream(
  sharing: Sharing,
  open: (url: string) => Source,
  emit: (event: StreamEvent) => void,
): { start(after: number): void; stop(): void; retry(): void } {
  const abort = new AbortController()
  const channel = sharing.channel?.()
  const early: StreamEvent[] = []
  let lastId = -1
  let leader: ReturnType<typeof startStream> | undefined
  /** How the leader's stream stood last, for tabs that come later. */
  let standing: Exclude<StreamEvent, { type: 'message' }> | undefined
  let watchdog: ReturnType<typeof setTimeout> | undefined

  const take = (event: StreamEvent): void => {
    if (event.type === 'message') {
      if (event.id <= lastId) return
      lastId = event.id
    }
    if (event.type === 'reset') lastId = event.beat.lastEventId
    emit(event)
  }
  const watch = (): void => {
    clearTimeout(watchdog)
    if (!leader) watchdog = setTimeout(() => take({ type: 'down' }), WATCHDOG)
  }
  const hear = (event: StreamEvent): void => {
    watch()
    if (lastId < 0) early.push(event)
    else take(event)
  }
  const lead = (): void => {
    clearTimeout(watchdog)
    leader = startStream({
      open,
      after: lastId,
      emit: (event) => {
        if (event.type !== 'message') standing = event
        take(event)
        channel?.postMessage(event)
      },
    })
  }
  const answer = (asked: 'retry' | 'who'): void => {
    if (!leader) return
    if (asked === 'retry') leader.retry()
    else if (standing?.type === 'down') channel?.postMessage(standing)
    else if (standing) channel?.postMessage({ type: 'hello', beat: standing.beat, after: leader.lastId() })
  }
  if (channel) {
    channel.addEventListener('message', ({ data }: MessageEvent<StreamEvent | 'retry' | 'who'>) => {
      if (data === 'retry' || data === 'who') answer(data)
      else if (!leader) hear(data)
    })
  }
  return {
    start(after) {
      lastId = after
      for (const event of early.splice(0)) take(event)
      if (!sharing.locks) return lead()
      watch()
      channel?.postMessage('who')
      const held = (): Promise<void> =>
        new Promise((done) => {
          lead()
          abort.signal.addEventListener('abort', () => done())
        })
      sharing.locks.request(NAME, { signal: abort.signal }, held).catch(() => undefined)
    },
    stop() {
      abort.abort()
      clearTimeout(watchdog)
      leader?.stop()
      channel?.close()
    },
    retry() {
      if (leader) leader.retry()
      else channel?.postMessage('retry')
    },
  }
}
