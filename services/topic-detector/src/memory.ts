import { DAY, toInstant, toMs, type Instant } from '@guanlan/kernel'
import type { Records, TopicItemRow } from '@guanlan/record-store'
import {
  createBurstWatch,
  createTopicIndex,
  type BurstWatch,
  type Member,
  type Standing,
  type TopicIndex,
  type TopicsConfig,
} from '@guanlan/topics'
import type { BurstOffice } from './bursts.js'
import { owedLookOf, type OwedLook } from './second-look.js'
import { station } from './station.js'
import { fromRow, orderOf } from './stored-member.js'
import { lookOf } from './topic-look.js'
import { createWaitingAnswers, type WaitingAnswers } from './waiting-answers.js'

/** Fact that keeps the detector's own now: the greatest `seen` of its inputs. */
export const nowFact = `${station}.now`

/** What the detector keeps in memory. */
export interface Memory {
  readonly index: TopicIndex
  /** How the level of each topic stands that is not at rest: what its timer remembers. */
  readonly standings: Map<string, Standing>
  readonly answers: WaitingAnswers
  /** Heard of all members: its counts are not stored. */
  readonly watch: BurstWatch
  readonly now: Instant
  /** null: nothing came since the last second look. */
  readonly owed: OwedLook | null
}

const page = 1_000
const beginning: Instant = '1970-01-01T00:00:00.000Z'
const end: Instant = '9999-12-31T23:59:59.999Z'
/** More timers than topics can be warm at a time. */
const allTimers = 1_000_000

/** Rows → memory as it was when the last batch was committed. */
export async function loadMemory(records: Records, config: TopicsConfig, office: BurstOffice): Promise<Memory> {
  const now = (await records.facts.get<Instant>(nowFact)) ?? beginning
  const stored: TopicItemRow[] = []
  // A day more than the window: items are forgotten in the order in which they came, which is not quite that of `seen`.
  const since = toInstant(Math.max(0, toMs(now) - config.matchableFor - DAY))
  for (let after: { seen: Instant; article: string } | null = null; ;) {
    const rows = await records.topicItems.since(since, after, page)
    for (const row of rows) stored.push(row)
    const last = rows.at(-1)
    if (!last || rows.length < page) break
    after = { seen: last.seen, article: last.article }
  }
  const watch = createBurstWatch(office, office.watches.caught)
  const index = createTopicIndex(heardInOrder(stored, watch), config, now)
  index.evict(now)
  const timers = await records.timers.due(station, end, allTimers)
  const standings = new Map<string, Standing>()
  for (const timer of timers) {
    const look = lookOf(timer)
    if (look) standings.set(look.topic, { state: look.state, at: look.at })
  }
  const owed = timers.flatMap((timer) => owedLookOf(timer) ?? [])[0] ?? null
  return { index, standings, answers: createWaitingAnswers(timers), watch, now, owed }
}

/** Members one by one, so that their words are never all in memory; the watch hears them on the way. */
function* heardInOrder(rows: TopicItemRow[], watch: BurstWatch): Iterable<Member> {
  rows.sort((a, b) => orderOf(a) - orderOf(b))
  for (const row of rows) {
    const member = fromRow(row)
    if (member.copyOf === null) watch.hear(member.item)
    yield member
  }
}
