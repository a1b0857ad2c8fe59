import { levelRank, type Topic } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import type { TimerRow } from '@guanlan/record-store'
import { defineStatefulStation, type StationAtWork, type Turn } from '@guanlan/runtime'
import {
  describeTopic,
  evaluate,
  followItem,
  forecastTopic,
  readableBody,
  toTopicItem,
  type Evaluation,
  type ForecastModel,
  type LevelRules,
  type Recheck,
  type Standing,
  type TopicsConfig,
} from '@guanlan/topics'
import type { Segmenter } from '@guanlan/text'
import { openBatch, writeRows, type Batch } from './batch.js'
import { isLive, type Cause } from './cause.js'
import { burstTimer, openBursts, type BurstOffice } from './bursts.js'
import { loadMemory, nowFact, type Memory } from './memory.js'
import { askOf, doAsk } from './person-asks.js'
import { lookCause, owedLook, owedLookOf, silenceTimer, silenceTimerId } from './second-look.js'
import { rowAfter, toRow } from './stored-member.js'
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
  readonly office: BurstOffice
  /** Foretells what becomes of a topic. */
  readonly forecast: ForecastModel
}

/** Heat that a topic must lose in silence before it is told again, and how far its forecast must move. */
const tellingFall = 5
const tellingDoubt = 0.15

/**
 * Folds near copies, gathers items into topics, and judges each topic after each of its items. A topic is told at the end of
 * the batch, and within it at every item that changes its level or doubles it: so what is told of levels and doublings is
 * the same however batches are cut. In silence timers judge again at their due time.
 *
 * Every ten minutes of its inputs' time a second look at what came splits and merges topics; what people ask of topics comes by
 * timer, is done at once and never undone by a look.
 */
export const topicDetector = defineStatefulStation<'topic-detector', TopicDetectorDeps>({
  name: 'topic-detector',
  isolation: 'read-committed',
  async open(deps, records) {
    return createDetector(deps, await loadMemory(records, deps.config, deps.office))
  },
})

function createDetector(deps: TopicDetectorDeps, memory: Memory): StationAtWork<'topic-detector'> {
  const { segmenter, rules, freshness, config } = deps
  const { index, standings, answers } = memory
  const bursts = openBursts(memory.watch, index, deps.office)
  /** Greatest `seen` so far: time does not run backwards here, whatever order the inputs come in. */
  let { now, owed } = memory

  const describe = (topic: string, evaluation: Evaluation, at: Instant): Topic | null => {
    const group = index.group(topic)
    const draft = group && describeTopic(group, evaluation, { topic, version: 1, now: at }, rules)
    if (!group || !draft) return null
    const forecast = forecastTopic(group, evaluation.state, at, { freshness, rules, model: deps.forecast })
    return { ...bursts.explain(draft), ...(forecast ? { forecast } : {}) }
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
    if (isNew) owed ??= owedLook(member.order, now, config.lookEvery)
    batch.rows.set(item.article, toRow(member, article, input.live))
    if (isNew) bursts.hear(member)
    follow(member.topic, item.published, input, isNew && member.copyOf === null, batch)
    for (const answer of answers.take(item.article)) {
      batch.telling.setTimer(answerId(answer), null)
      place(answer, batch)
    }
  }

  /** A second look at what came since the last one, if it is time. Depends on the inputs alone, not on when they are handled. */
  function lookTwice(batch: Batch): void {
    if (!owed) return
    const many = index.nextOrder - owed.since >= config.lookAfter
    if (now >= owed.at) takeLook(owed.at, batch)
    else if (many) takeLook(now, batch)
  }
  function takeLook(at: Instant, batch: Batch): void {
    if (!owed) return
    const change = index.recheck(owed.since)
    owed = null
    settleInto(change, lookCause(at), batch)
  }

  /** What follows from members having moved: redirects are told, and topics that won or lost are judged anew. */
  function settleInto({ moved, touched, redirects }: Recheck, cause: TimerRow, batch: Batch): void {
    for (const { item } of moved) batch.moved.add(item.article)
    for (const { from, to } of redirects) {
      const [left, taken] = [standings.get(from), standings.get(to)]
      // The higher level goes on: it falls in its own time, not because its topic has another name now.
      if (left && (!taken || levelRank(left.state.level) > levelRank(taken.state.level))) standings.set(to, left)
      standings.delete(from)
      batch.touched.delete(from)
      batch.telling.setTimer(lookId(from), null)
      batch.telling.redirect({ from, to, at: cause.due, cause })
    }
    for (const topic of touched) follow(topic, cause.due, cause, false, batch)
  }

  /** Judges the topic after an item of it, or at another moment; tells at once what others must not miss. */
  function follow(topic: string, published: Instant, cause: Cause, grew: boolean, batch: Batch): void {
    const group = index.group(topic)
    if (!group) return
    const before = standings.get(topic) ?? null
    const moment = 'due' in cause ? cause.due : now
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
      const draft = describe(topic, step.evaluation, moment)
      if (draft) batch.telling.say({ topic: draft, at: moment, cause })
    }
    const kept = known && isLive(known.cause) && !isLive(cause) ? known.cause : cause
    batch.touched.set(topic, { cause: kept, evaluation: item.evaluation, now: moment, told, toldLevel })
  }

  async function inBatch(turn: DetectorTurn, work: (batch: Batch) => void): Promise<void> {
    const batch = openBatch()
    const before = owed
    work(batch)
    if (owed !== before) batch.telling.setTimer(silenceTimerId, owed && silenceTimer(owed))
    for (const [topic, { cause, evaluation, now: at, told }] of batch.touched) {
      const draft = describe(topic, evaluation, at)
      if (draft && !told) batch.telling.say({ topic: draft, at, cause })
      const standing = standings.get(topic)
      if (standing) lookAgain(topic, standing, draft?.heat ?? 0, at, batch.telling)
    }
    await writeRows(batch, index, turn.records)
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
          lookTwice(batch)
          if (replyTo === undefined || index.member(replyTo) || index.member(input.body.article)) place(input, batch)
          else batch.telling.setTimer(answerId(input), answers.hold(input, replyTo))
        }
      })
      await turn.records.facts.put(nowFact, now)
      await bursts.look(now, turn)
    },

    async fire(timer, turn) {
      if (timer.id === burstTimer) return bursts.look(timer.due, turn)
      const known = lookOf(timer)
      if (known) return look(known.topic, timer, turn)
      if (owedLookOf(timer)) return inBatch(turn, (batch) => owed && takeLook(owed.at, batch))
      const ask = askOf(timer)
      const done = ask && (await doAsk(ask, index, turn.records))
      if (done)
        await inBatch(turn, (batch) => {
          for (const row of done.rows) {
            const member = index.member(row.article)
            if (member) batch.rows.set(row.article, rowAfter(row, member))
          }
          for (const topic of new Set([done.act.from, done.act.into])) batch.telling.note(topic, done.act)
          settleInto(done, timer, batch)
        })
      const answer = answers.release(timer)
      if (answer) await inBatch(turn, (batch) => place(answer, batch))
    },
  }
}

/** 2, 4, 8, 16 … canonical items. */
const isDoubling = (items: number): boolean => items >= 2 && Number.isInteger(Math.log2(items))

/** A fall of the level, of much heat or of what was foretold; and once more when it comes to rest, so that the last word is the cold one. */
const isWorthTelling = (before: Topic | undefined, after: Topic, atRest: boolean): boolean =>
  !before ||
  levelRank(before.level) !== levelRank(after.level) ||
  Math.abs((before.forecast?.probability ?? 0) - (after.forecast?.probability ?? 0)) >= tellingDoubt ||
  before.heat - after.heat >= (atRest ? 1 : tellingFall)
