import { deadLetterTopics, retryTopicOf, type DeadLetter } from '@guanlan/contracts'
import type { EventLog } from '@guanlan/event-log'
import { AppError, DAY, toInstant, type Instant } from '@guanlan/kernel'
import { replayFact, type RecordStore } from '@guanlan/record-store'
import { createMutex } from './mutex.js'
import { deadLetterRecordSchema, type DeadLetterRecord } from './dead-letter.js'

const PAGE = 500
/** Newest dead letters of a topic looked at; older ones stay in the topic until its retention ends. */
const MOST = 10_000
const SHOWN_CHARS = 4_000
/** As long as their topics keep them (flow.ts). */
const KEPT_MS = 90 * DAY

/** Dead letters of all stations: list, show, replay. Used by the command line, the api and the health page alike. */
export interface DeadLetterDesk {
  /** Newest first; `waiting` = not replayed yet. */
  list(options: { limit: number; waiting?: boolean }): Promise<DeadLetter[]>
  count(): Promise<number>
  /** Whole, with the message as it was. AppError `not_found`. */
  show(id: string): Promise<DeadLetterRecord & { replayedAt?: Instant }>
  /** Hands the message to its group again. AppError `not_found`. Replaying twice is allowed: inputs are done once. */
  replay(id: string): Promise<void>
}

export function createDeadLetterDesk(eventLog: EventLog, recordStore: RecordStore): DeadLetterDesk {
  /** What was read of each topic, and up to where: a broker is slow to browse, so only what is new is read again. */
  const kept = new Map(
    deadLetterTopics().map((topic) => [topic, { newest: new Map<string, DeadLetterRecord>(), after: -1 }]),
  )
  const inTurn = createMutex()

  async function read(): Promise<DeadLetterRecord[]> {
    const letters = new Map<string, DeadLetterRecord>()
    const oldest = toInstant(Date.now() - KEPT_MS)
    for (const [topic, { newest, after: before }] of kept) {
      let after = before
      for (;;) {
        const page = await eventLog.read(topic, { after, limit: PAGE })
        for (const message of page) {
          const parsed = deadLetterRecordSchema.safeParse(JSON.parse(message.value))
          if (parsed.success) newest.set(parsed.data.id, parsed.data)
        }
        for (const first of newest.keys()) {
          if (newest.size <= MOST) break
          newest.delete(first)
        }
        after = page.at(-1)?.offset ?? after
        if (page.length < PAGE) break
      }
      kept.set(topic, { newest, after })
      for (const [id, letter] of newest) if (letter.at >= oldest) letters.set(id, letter)
    }
    return [...letters.values()].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1))
  }
  const all = (): Promise<DeadLetterRecord[]> => inTurn(read)
  async function find(id: string): Promise<DeadLetterRecord> {
    const letter = (await all()).find((one) => one.id === id)
    if (!letter) throw new AppError('not_found', `no dead letter ${id}`)
    return letter
  }
  const replayedAt = (id: string): Promise<Instant | null> => recordStore.records.facts.get<Instant>(replayFact(id))

  return {
    async list({ limit, waiting }) {
      const shown: DeadLetter[] = []
      const letters = await all()
      const marks = await recordStore.records.facts.getMany<Instant>(letters.map(({ id }) => replayFact(id)))
      for (const { value, partition: _partition, offset: _offset, key: _key, ...letter } of letters) {
        const replayed = marks.get(replayFact(letter.id))
        if (waiting && replayed) continue
        shown.push({ ...letter, value: value.slice(0, SHOWN_CHARS), ...(replayed ? { replayedAt: replayed } : {}) })
        if (shown.length === limit) break
      }
      return shown
    },
    async count() {
      return (await this.list({ limit: MOST, waiting: true })).length
    },
    async show(id) {
      const letter = await find(id)
      const replayed = await replayedAt(id)
      return replayed ? { ...letter, replayedAt: replayed } : letter
    },
    async replay(id) {
      const letter = await find(id)
      await eventLog.publish(retryTopicOf(letter.topic, letter.group), [{ key: letter.key, value: letter.value }])
      await recordStore.transaction((records) => records.facts.put(replayFact(id), toInstant(Date.now())))
    },
  }
}
