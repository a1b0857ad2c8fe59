import type { DomainEvent, Topic } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import type { FeedEntry, TimerRow } from '@guanlan/record-store'
import type { Turn } from '@guanlan/runtime'
import { station } from './station.js'

/** A topic as it stood at one moment, to be told. */
export interface Told {
  /** Its version is given when it is written. */
  readonly topic: Topic
  readonly at: Instant
  readonly cause: DomainEvent<'matter.sighted'> | TimerRow
  /** Left out = always. `before`: as last told, if ever. */
  readonly worthTelling?: (before: Topic | undefined, after: Topic) => boolean
}

/** What a batch has to say, gathered while it is handled and written together at its end. */
export interface Telling {
  say(told: Told): void
  /** Sets the timer, or cancels it; the last word on an id counts. */
  setTimer(id: string, timer: TimerRow | null): void
  write(turn: Turn<'topic-detector'>): Promise<void>
}

export function startTelling(): Telling {
  const said: Told[] = []
  const timers = new Map<string, TimerRow | null>()
  return {
    say: (told) => void said.push(told),
    setTimer: (id, timer) => void timers.set(id, timer),
    async write(turn) {
      const { records } = turn
      const set = [...timers.values()].filter((timer) => timer !== null)
      await records.timers.set(set)
      await records.timers.cancel(
        station,
        [...timers].flatMap(([id, timer]) => (timer === null ? [id] : [])),
      )
      if (said.length === 0) return
      const last = new Map(await records.topics.getMany([...new Set(said.map(({ topic }) => topic.topic))]))
      /** The consoles need no more than how a topic stands at the end. */
      const feed = new Map<string, Omit<FeedEntry, 'seq'>>()
      const told: Topic[] = []
      for (const { topic: draft, at, cause, worthTelling } of said) {
        const before = last.get(draft.topic)
        const version = (before?.version ?? 0) + 1
        const topic: Topic = { ...draft, version }
        if (worthTelling && !worthTelling(before, topic)) continue
        told.push(topic)
        last.set(topic.topic, topic)
        const isSeen = isShown(topic) || (before !== undefined && isShown(before)) || feed.has(topic.topic)
        if (isSeen) feed.set(topic.topic, { kind: 'topic', id: topic.topic, at, body: topic })
        turn.emit(cause, {
          type: 'topic.changed',
          key: topic.topic,
          ordinal: `${topic.topic}:${version}`,
          body: topic,
        })
      }
      await records.topics.putMany(told)
      await records.feed.append([...feed.values()])
    },
  }
}

/** Whether the consoles show it as it changes: yellow and above. */
const isShown = ({ level }: Topic): boolean => level !== 'blue'
