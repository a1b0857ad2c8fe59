import type { Logger } from '@guanlan/kernel'
import type { FeedEntry, RecordStore } from '@guanlan/record-store'

/** How often the feed is looked at besides the hints of this process's own commits, wall time. */
const POLL_MS = 1_000
const PAGE = 200

/** One line of the feed, encoded once for all who follow. */
export interface FeedLine {
  readonly seq: number
  readonly text: string
}

/** Reads the change feed as it grows, for everyone who follows it. */
export interface LiveFeed {
  /** Number of the last line that the followers have been given. */
  newest(): number
  /** Lines after `seq`, oldest first, straight from the store. */
  after(seq: number): Promise<FeedLine[]>
  /** Calls `listener` with new lines, in order and without a gap from `newest()` on. */
  follow(listener: (lines: readonly FeedLine[]) => void): () => void
  stop(): Promise<void>
}

/** Starts at the feed's present end. */
export async function startLiveFeed(recordStore: RecordStore, logger: Logger): Promise<LiveFeed> {
  const { feed } = recordStore.records
  const listeners = new Set<(lines: readonly FeedLine[]) => void>()
  let newest = await feed.newest()
  let stopped = false
  let running: Promise<void> | null = null
  let again = false

  const read = async (seq: number): Promise<FeedLine[]> => (await feed.after(seq, PAGE)).map(encodeLine)

  async function pump(): Promise<void> {
    do {
      again = false
      const lines = await read(newest)
      const last = lines.at(-1)
      if (!last) continue
      newest = last.seq
      for (const listener of listeners) listener(lines)
      again ||= lines.length === PAGE
    } while (again && !stopped)
  }
  const wake = (): void => {
    again = true
    if (running || stopped) return
    running = pump()
      .catch((error: unknown) => logger.warn({ err: error }, 'change feed not read, again soon'))
      .finally(() => {
        running = null
      })
  }
  const timer = setInterval(wake, POLL_MS)
  const unhook = recordStore.onCommit(wake)

  return {
    newest: () => newest,
    after: read,
    follow(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      unhook()
      await running
    },
  }
}

/** A line in the words of the event stream (WHATWG HTML, server-sent events). JSON has no line breaks of its own. */
const encodeLine = ({ seq, kind, body }: FeedEntry): FeedLine => ({
  seq,
  text: `id: ${seq}\nevent: ${kind}\ndata: ${JSON.stringify(body)}\n\n`,
})
