import type { Topic, TopicAct } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import type { FeedEntry, TimerRow } from '@guanlan/record-store'
import type { Turn } from '@guanlan/runtime'
import type { Cause } from './cause.js'
import { station } from './station.js'

/** A topic as it stood at one moment, to be told. */
export interface Told {
  /** Its version is given when it is written. */
  readonly topic: Topic
  readonly at: Instant
  readonly cause: Cause
  /** Left out = always. `before`: as last told, if ever. */
  readonly worthTelling?: (before: Topic | undefined, after: Topic) => boolean
}

/** A topic that went into another. */
interface Redirected {
  readonly from: string
  readonly to: string
  readonly at: Instant
  readonly cause: Cause
}

/** What a batch has to say, gathered while it is handled and written together at its end. */
export interface Telling {
  say(told: Told): void
  /** One that was never told is not spoken of. To be said before what becomes of `to`. */
  redirect(redirected: Redirected): void
  /** A person's act; it is told with what is said next of this topic. */
  note(topic: string, act: TopicAct): void
  /** Sets the timer, or cancels it; the last word on an id counts. */
  setTimer(id: string, timer: TimerRow | null): void
  write(turn: Turn<'topic-detector'>): Promise<void>
}

/** Acts and merged topics that a topic remembers. */
const mostActs = 20
const mostAbsorbed = 50

export function startTelling(): Telling {
  const said: (Told | Redirected)[] = []
  const timers = new Map<string, TimerRow | null>()
  const acts = new Map<string, TopicAct[]>()
  return {
    say: (told) => void said.push(told),
    redirect: (redirected) => void said.push(redirected),
    note: (topic, act) => void acts.set(topic, [...(acts.get(topic) ?? []), act]),
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
      const ids = said.map((one) => ('from' in one ? one.from : one.topic.topic))
      const last = new Map(await records.topics.getMany([...new Set(ids)]))
      const absorbed = new Map<string, string[]>()
      /** The next version of a topic, with what it remembers; null when there is nothing to tell. */
      const next = (one: Told | Redirected): Topic | null => {
        const id = 'from' in one ? one.from : one.topic.topic
        const before = last.get(id)
        if ('from' in one && (!before || before.redirect !== undefined)) return null
        const version = (before?.version ?? 0) + 1
        const plain = 'from' in one ? { ...(before as Topic), redirect: one.to } : one.topic
        const memory = {
          acts: [...(before?.acts ?? []), ...(acts.get(id) ?? [])].slice(-mostActs),
          absorbed: [...(before?.absorbed ?? []), ...(absorbed.get(id) ?? [])].slice(-mostAbsorbed),
        }
        const topic: Topic = { ...plain, version, ...filled(memory) }
        if (!('from' in one) && one.worthTelling && !one.worthTelling(before, topic)) return null
        acts.delete(id)
        absorbed.delete(id)
        if ('from' in one) absorbed.set(one.to, [...(absorbed.get(one.to) ?? []), ...(topic.absorbed ?? []), one.from])
        return topic
      }
      /** The consoles need no more than how a topic stands at the end. */
      const feed = new Map<string, Omit<FeedEntry, 'seq'>>()
      const told: Topic[] = []
      for (const one of said) {
        const topic = next(one)
        if (!topic) continue
        const { at, cause } = one
        const before = last.get(topic.topic)
        told.push(topic)
        last.set(topic.topic, topic)
        const isSeen = isShown(topic) || (before !== undefined && isShown(before)) || feed.has(topic.topic)
        if (isSeen) feed.set(topic.topic, { kind: 'topic', id: topic.topic, at, body: topic })
        turn.emit(cause, {
          type: 'topic.changed',
          key: topic.topic,
          ordinal: `${topic.topic}:${topic.version}`,
          body: topic,
        })
      }
      await records.topics.putMany(told)
      await records.feed.append([...feed.values()])
    },
  }
}

/** Without the lists that are empty. */
const filled = <T extends Record<string, readonly unknown[]>>(lists: T): Partial<T> =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) as Partial<T>

/** Whether the consoles show it as it changes: yellow and above. */
const isShown = ({ level }: Topic): boolean => level !== 'blue'
