import { HOUR, type Logger } from '@guanlan/kernel'
import { repeat } from '@guanlan/runtime'
import type { Stores } from './stores.js'

/** How many lines of the change feed are kept for consoles that reconnect. */
const FEED_KEPT = 20_000

/** Once an hour (wall time): messages past their retention and the old end of the change feed go. */
export function startHousekeeping(stores: Stores, logger: Logger): { stop(): Promise<void> } {
  const tidy = async () => {
    const messages = await stores.eventLog.expire(Date.now())
    const feed = await stores.recordStore.transaction((records) => records.feed.trim(FEED_KEPT))
    if (messages + feed > 0) logger.info({ messages, feed }, 'tidied')
  }
  return repeat(HOUR, tidy, (error) => logger.error({ err: error }, 'tidying failed'))
}
