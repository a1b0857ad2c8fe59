import type { EventEmitter } from 'node:events'

/** A second Ctrl-C within an orderly stop ends at once: the stores stand that. */
const FORCED_EXIT = 130
/** One request often arrives more than once: a supervisor signals the whole group, and a parent passes it on. */
const SAME_REQUEST_MS = 1_000

/**
 * Resolves at the first SIGINT or SIGTERM. Another one later than a second after it ends the process without order.
 * `now` is wall time, epoch ms.
 */
export function askedToStop(
  signals: Pick<EventEmitter, 'on'>,
  { now = Date.now, exit = process.exit }: { now?: () => number; exit?: (code: number) => unknown } = {},
): Promise<void> {
  return new Promise((resolve) => {
    let asked: number | null = null
    const ask = () => {
      if (asked !== null && now() - asked > SAME_REQUEST_MS) exit(FORCED_EXIT)
      asked ??= now()
      resolve()
    }
    signals.on('SIGINT', ask)
    signals.on('SIGTERM', ask)
  })
}
