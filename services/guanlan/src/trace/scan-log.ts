import { decode, events, topicOf, type DomainEvent, type EventName } from '@guanlan/contracts'
import { partitionOf, type DeliveredMessage, type EventLog } from '@guanlan/event-log'

const PAGE = 500
/** Messages looked at for one hop at most: a log that is searched for longer is told about instead. */
const MOST = 500_000
/** Clocks of several machines write publication times. */
const SLACK_MS = 5_000

/** An event with the place in the log where it was found. */
export interface Found {
  readonly event: DomainEvent
  readonly message: DeliveredMessage
}

export interface Scan {
  readonly found: Found[]
  /** False when the scan was given up before the end of the partition. */
  readonly complete: boolean
}

/**
 * Events of a key, oldest first, published at or after `fromMs` (wall, some seconds of slack), until `enough` says so. Reads
 * the key's partition only, and begins at the time given by halving, since offsets know no times.
 */
export async function scanLog(
  log: EventLog,
  name: EventName,
  query: {
    readonly key: string
    readonly fromMs?: number | undefined
    /** Only messages that contain this are decoded. */
    readonly containing?: string
    readonly enough: (found: readonly Found[]) => boolean
  },
): Promise<Scan> {
  const { key, fromMs, containing = '', enough } = query
  const topic = topicOf(name)
  const partition = partitionOf(key, events[name].partitions)
  let after = fromMs === undefined ? -1 : await offsetBefore(log, { topic, partition }, fromMs - SLACK_MS)
  const found: Found[] = []
  const known = new Set<string>()
  for (let looked = 0; looked < MOST;) {
    const page = await log.read(topic, { after, partition, limit: PAGE })
    for (const message of page) {
      if (message.key !== key || !message.value.includes(containing)) continue
      const decoded = decode(message.value)
      // Published twice after a crash: the first counts.
      if (!decoded.ok || known.has(decoded.value.id)) continue
      known.add(decoded.value.id)
      found.push({ event: decoded.value, message })
      if (enough(found)) return { found, complete: true }
    }
    const last = page.at(-1)
    if (!last || page.length < PAGE) return { found, complete: true }
    after = last.offset
    looked += page.length
  }
  return { found, complete: false }
}

/** An offset after which everything published at or after `ms` lies; -1 = read from the oldest. */
async function offsetBefore(
  log: EventLog,
  { topic, partition }: { topic: string; partition: number },
  ms: number,
): Promise<number> {
  /** Whether the first message after this offset (none: true) was published at `ms` or later. */
  const isLate = async (after: number): Promise<boolean> => {
    const [first] = await log.read(topic, { after, partition, limit: 1 })
    return first === undefined || first.publishedAt >= ms
  }
  if (await isLate(-1)) return -1
  let [early, late] = [-1, PAGE]
  while (!(await isLate(late))) [early, late] = [late, late * 2]
  while (late - early > PAGE) {
    const middle = Math.floor((early + late) / 2)
    if (await isLate(middle)) late = middle
    else early = middle
  }
  return early
}
