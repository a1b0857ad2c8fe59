import type { Records } from '../port.js'

/** The same records; `grew` is called when outbox, feed or calls are added to. */
export const watchGrowth = (records: Records, grew: () => void): Records => {
  const { outbox, feed, calls } = records
  const watched =
    <Row>(add: (rows: readonly Row[]) => Promise<void>) =>
    (rows: readonly Row[]): Promise<void> => {
      if (rows.length > 0) grew()
      return add(rows)
    }
  return {
    ...records,
    outbox: { ...outbox, add: watched(outbox.add) },
    feed: { ...feed, append: watched(feed.append) },
    calls: { ...calls, add: watched(calls.add) },
  }
}
