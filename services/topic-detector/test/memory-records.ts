import type { Topic } from '@guanlan/contracts'
import type { Records, TimerRow, TopicItemRow } from '@guanlan/record-store'

/** As much of the record store as the detector uses, without a file: hundreds of runs would otherwise wait for the disk. */
export interface MemoryRecords {
  readonly records: Records
  readonly rows: ReadonlyMap<string, TopicItemRow>
  /** Takes out the earliest timer due at or before `now`; null = there is none. */
  nextTimer(now: string): TimerRow | null
}

export function openMemoryRecords(): MemoryRecords {
  const rows = new Map<string, TopicItemRow>()
  const topics = new Map<string, Topic>()
  const timers = new Map<string, TimerRow>()
  const facts = new Map<string, unknown>()
  const due = (now: string) =>
    [...timers.values()]
      .filter((timer) => timer.due <= now)
      .toSorted((a, b) => (a.due < b.due || (a.due === b.due && a.id < b.id) ? -1 : 1))
  const records = {
    topics: {
      getMany: async (ids: readonly string[]) =>
        new Map(ids.flatMap((id) => (topics.has(id) ? [[id, topics.get(id) as Topic]] : []))),
      putMany: async (told: readonly Topic[]) => {
        for (const topic of told) {
          if (topic.version !== (topics.get(topic.topic)?.version ?? 0) + 1) throw new Error('version_conflict')
          topics.set(topic.topic, topic)
        }
      },
    },
    timers: {
      set: async (set: readonly TimerRow[]) => set.forEach((timer) => timers.set(timer.id, timer)),
      cancel: async (_station: string, ids: readonly string[]) => ids.forEach((id) => timers.delete(id)),
      due: async (_station: string, now: string) => due(now),
    },
    facts: {
      get: async (name: string) => facts.get(name) ?? null,
      put: async (name: string, value: unknown) => void facts.set(name, value),
    },
    topicItems: {
      put: async (set: readonly TopicItemRow[]) => set.forEach((row) => rows.set(row.article, row)),
      move: async (articles: readonly string[], topic: string) =>
        articles.forEach((article) => rows.set(article, { ...(rows.get(article) as TopicItemRow), topic })),
      since: async () => [],
    },
    feed: { append: async () => undefined },
  } as unknown as Records
  return {
    records,
    rows,
    nextTimer(now) {
      const [first = null] = due(now)
      if (first) timers.delete(first.id)
      return first
    },
  }
}
