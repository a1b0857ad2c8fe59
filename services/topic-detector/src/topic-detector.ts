import { levelRank, type Level, type Topic } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import type { TimerRow, TopicItemRow } from '@guanlan/record-store'
import { defineStatefulStation, type StationAtWork, type Turn } from '@guanlan/runtime'
import {
  describeTopic,
  evaluate,
  followItem,
  readableBody,
  toTopicItem,
  type Evaluation,
  type LevelRules,
  type Standing,
  type TopicsConfig,
} from '@guanlan/topics'
import type { Segmenter } from '@guanlan/text'
import { loadMemory, nowFact, type Memory } from './memory.js'
import { toRow } from './stored-member.js'
import { startTelling, type Telling } from './telling.js'
import { lookId, lookOf, lookTimer } from './topic-look.js'
import { answerId, type Sighted } from './waiting-answers.js'

type DetectorTurn = Turn<'topic-detector'>

export interface TopicDetectorDeps {
  readonly segmenter: Segmenter
  readonly rules: LevelRules
  /** Items older than this when first seen raise nothing, ms. */
  readonly freshness: number
  readonly config: TopicsConfig
}

/** Heat that a topic must lose in silence before it is told again. */
const tellingFall = 5

/**
 * Folds near copies, gathers items into topics, and judges each topic after each of its items. A topic is told at the end of
 * the batch, and within it at every item that changes its level or doubles it: so what is told of levels and doublings is
 * the same however batches are cut. In silence timers judge again at their due time.
 */
export const topicDetector = defineStatefulStation<'topic-detector', TopicDetectorDeps>({
  name: 'topic-detector',
  isolation: 'read-committed',
  async open(deps, records) {
    return createDetector(deps, await loadMemory(records, deps.config))
  },
})

/** A topic touched in the current batch. */
interface Touched {
  /** Last input of it, a live one if there was any: it is what the event is caused by. */
  cause: Sighted
  /** As of its last item. */
  evaluation: Evaluation
  now: Instant
  /** Whether that was told, and the level that was told last. */
  told: boolean
  toldLevel: Level
}

/** What one batch gathers. */
interface Batch {
  readonly telling: Telling
  readonly touched: Map<string, Touched>
  readonly rows: Map<string, TopicItemRow>
}

function createDetector(deps: TopicDetectorDeps, memory: Memory): StationAtWork<'topic-detector'> {
  const { segmenter, rules, freshness } = deps
  const { index, standings, answers } = memory
  /** Greatest `seen` so far: time does not run backwards here, whatever order the inputs come in. */
  let { now } = memory

  const describe = (topic: string, evaluation: Evaluation, at: Instant): Topic | null => {
    const group = index.group(topic)
    return group && describeTopic(group, evaluation, { topic, version: 1, now: at }, rules)
  }
  /** Keeps how a topic stands as long as its timer does, so that a restart finds the same. */
  const lookAgain = (topic: string, standing: Standing, heat: number, at: Instant, telling: Telling) => {
    const timer = lookTimer({ topic, ...standing }, heat, at, rules)
    if (timer) standings.set(topic, standing)
    else standings.delete(topic)
    telling.setTimer(lookId(topic), timer)
    return timer
  }

  function place(input: Sighted, batch: Batch): void {
    const article = input.body
    const item = toTopicItem(article, {
      titleWords: segmenter.cut(article.title),
      bodyWords: segmenter.cut(readableBody(article.body)),
      live: input.live,
      freshness,
    })
    const isNew = index.member(item.article) === null
    const assignment = index.assign(item)
    // Known in this revision or a later one: nothing changes.
    if (!assignment) return
    const { member } = assignment
    batch.rows.set(item.article, toRow(member, article, input.live))
    follow(member.topic, item.published, input, isNew && member.copyOf === null, batch)
    for (const answer of answers.take(item.article)) {
      batch.telling.setTimer(answerId(answer), null)
      place(answer, batch)
    }
  }

  /** Judges the topic after an item of it; tells at once what others must not miss. */
  function follow(topic: string, published: Instant, input: Sighted, grew: boolean, batch: Batch): void {
    const group = index.group(topic)
    if (!group) return
    const before = standings.get(topic) ?? null
    const known = batch.touched.get(topic)
    let toldLevel = known?.toldLevel ?? before?.state.level ?? 'blue'
    let told = false
    const { looks, item } = followItem(group, before, published, freshness, rules)
    for (const step of [...looks, item]) {
      const { state } = step.evaluation
      standings.set(topic, { state, at: step.at })
      told = state.level !== toldLevel || (step === item && grew && isDoubling(group.timeline.length))
      if (!told) continue
      toldLevel = state.level
      const draft = describe(topic, step.evaluation, now)
      if (draft) batch.telling.say({ topic: draft, at: now, cause: input })
    }
    const cause = known?.cause.live && !input.live ? known.cause : input
    batch.touched.set(topic, { cause, evaluation: item.evaluation, now, told, toldLevel })
  }

  async function inBatch(turn: DetectorTurn, work: (batch: Batch) => void): Promise<void> {
    const batch: Batch = { telling: startTelling(), touched: new Map(), rows: new Map() }
    work(batch)
    for (const [topic, { cause, evaluation, now: at, told }] of batch.touched) {
      const draft = describe(topic, evaluation, at)
      if (draft && !told) batch.telling.say({ topic: draft, at, cause })
      const standing = standings.get(topic)
      if (standing) lookAgain(topic, standing, draft?.heat ?? 0, at, batch.telling)
    }
    await turn.records.topicItems.put([...batch.rows.values()])
    await batch.telling.write(turn)
    index.evict(now)
  }

  /** Judges a topic in silence, at the due time of its timer. */
  async function look(topic: string, timer: TimerRow, turn: DetectorTurn): Promise<void> {
    const standing = standings.get(topic)
    const group = index.group(topic)
    standings.delete(topic)
    // Forgotten: its last item has left the window.
    if (!standing || !group) return
    const telling = startTelling()
    const evaluation = evaluate(group, standing.state, timer.due, freshness, rules)
    const draft = describe(topic, evaluation, timer.due)
    const next = lookAgain(topic, { state: evaluation.state, at: timer.due }, draft?.heat ?? 0, timer.due, telling)
    const worthTelling = (before: Topic | undefined, after: Topic) => isWorthTelling(before, after, next === null)
    if (draft) telling.say({ topic: draft, at: timer.due, cause: timer, worthTelling })
    await telling.write(turn)
  }

  return {
    async handle(inputs, turn) {
      await inBatch(turn, (batch) => {
        for (const input of inputs) {
          if (input.type !== 'matter.sighted') continue
          const { seen, replyTo } = input.body
          if (seen > now) now = seen
          if (replyTo === undefined || index.member(replyTo) || index.member(input.body.article)) place(input, batch)
          else batch.telling.setTimer(answerId(input), answers.hold(input, replyTo))
        }
      })
      await turn.records.facts.put(nowFact, now)
    },

    async fire(timer, turn) {
      const known = lookOf(timer)
      if (known) return look(known.topic, timer, turn)
      const answer = answers.release(timer)
      if (answer) await inBatch(turn, (batch) => place(answer, batch))
    },
  }
}

/** 2, 4, 8, 16 … canonical items. */
const isDoubling = (items: number): boolean => items >= 2 && Number.isInteger(Math.log2(items))

/** A fall of the level or of much heat; and once more when it comes to rest, so that the last word is the cold one. */
const isWorthTelling = (before: Topic | undefined, after: Topic, atRest: boolean): boolean =>
  !before ||
  levelRank(before.level) !== levelRank(after.level) ||
  before.heat - after.heat >= (atRest ? 1 : tellingFall)
