import { levelRank, type DomainEvent, type Topic } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import type { TimerRow } from '@guanlan/record-store'
import { defineStatefulStation, type StationAtWork, type Turn } from '@guanlan/runtime'
import {
  describeTopic,
  evaluate,
  restingLevel,
  toTopicItem,
  type Evaluation,
  type LevelRules,
  type LevelState,
  type TopicIndex,
  type TopicsConfig,
} from '@guanlan/topics'
import type { Segmenter } from '@guanlan/text'
import { loadMemory, nowFact } from './memory.js'
import { toRow } from './stored-member.js'
import { lookId, lookOf, lookTimer } from './topic-look.js'

type Sighted = DomainEvent<'matter.sighted'>
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
 * Folds near copies, gathers items into topics, judges each topic after each of its items at that item's time, and tells
 * of each changed topic once a batch. In silence timers judge again at their due time.
 */
export const topicDetector = defineStatefulStation<'topic-detector', TopicDetectorDeps>({
  name: 'topic-detector',
  async open(deps, records) {
    const { index, states, now } = await loadMemory(records, deps.config)
    return createDetector(deps, index, states, now)
  },
})

/** A topic touched in the current batch. */
interface Touched {
  /** Last input of it, a live one if there was any: it is what the event is caused by. */
  cause: Sighted
  evaluation: Evaluation
  /** When it was judged. */
  at: Instant
}

function createDetector(
  deps: TopicDetectorDeps,
  index: TopicIndex,
  states: Map<string, LevelState>,
  since: Instant,
): StationAtWork<'topic-detector'> {
  const { segmenter, rules, freshness } = deps
  /** Greatest `seen` so far: time does not run backwards here, whatever order the inputs come in. */
  let now = since

  /** Only what is not at rest needs remembering. */
  const remember = (topic: string, state: LevelState) => {
    if (state.level === 'blue' && state.below === null) states.delete(topic)
    else states.set(topic, state)
  }

  /** Writes the topic's next version, its timer, and the event. */
  async function tell(
    turn: DetectorTurn,
    topic: string,
    evaluation: Evaluation,
    at: Instant,
    cause: Sighted | TimerRow,
    worthTelling: (before: Topic | undefined, after: Topic, atRest: boolean) => boolean,
  ): Promise<void> {
    const before = (await turn.records.topics.getMany([topic])).get(topic)
    const version = (before?.version ?? 0) + 1
    const after = describeTopic(index.members(topic), evaluation, { topic, version, now: at }, rules)
    remember(topic, evaluation.state)
    const timer = lookTimer({ topic, state: evaluation.state, at }, after?.heat ?? 0, rules)
    if (timer) await turn.records.timers.set([timer])
    else await turn.records.timers.cancel('topic-detector', [lookId(topic)])
    if (!after || !worthTelling(before, after, timer === null)) return
    await turn.records.topics.put(after)
    if (isShown(after) || (before && isShown(before))) {
      await turn.records.feed.append([{ kind: 'topic', id: topic, at, body: after }])
    }
    turn.emit(cause, { type: 'topic.changed', key: topic, ordinal: `${topic}:${version}`, body: after })
  }

  return {
    async handle(inputs, turn) {
      const touched = new Map<string, Touched>()
      const rows = new Map<string, ReturnType<typeof toRow>>()
      for (const input of inputs) {
        if (input.type !== 'matter.sighted') continue
        const article = input.body
        if (article.seen > now) now = article.seen
        const item = toTopicItem(article, {
          titleWords: segmenter.cut(article.title),
          bodyWords: segmenter.cut(article.body),
          live: input.live,
          freshness,
        })
        const assignment = index.assign(item)
        // Known in this revision or a later one: nothing changes.
        if (!assignment) continue
        const { member } = assignment
        rows.set(item.article, toRow(member, article, input.live))
        const evaluation = evaluate(
          index.members(member.topic),
          states.get(member.topic) ?? restingLevel,
          now,
          freshness,
          rules,
        )
        remember(member.topic, evaluation.state)
        const earlier = touched.get(member.topic)
        if (earlier && levelRank(earlier.evaluation.state.level) > levelRank(evaluation.state.level)) {
          // A batch over hours (after an outage) must not swallow the height that the topic had in between.
          await tell(turn, member.topic, earlier.evaluation, earlier.at, earlier.cause, isHigher)
          remember(member.topic, evaluation.state)
        }
        const cause = earlier?.cause.live && !input.live ? earlier.cause : input
        touched.set(member.topic, { cause, evaluation, at: now })
      }
      await turn.records.topicItems.put([...rows.values()])
      for (const [topic, { cause, evaluation, at }] of touched) {
        await tell(turn, topic, evaluation, at, cause, () => true)
      }
      await turn.records.facts.put(nowFact, now)
      index.evict(now)
    },

    async fire(timer, turn) {
      const { topic, at } = lookOf(timer)
      const members = index.members(topic)
      // Judged at a later moment meanwhile, or forgotten: that judgement has set its own timer.
      if (members.length === 0 || at >= timer.due) return
      const evaluation = evaluate(members, states.get(topic) ?? restingLevel, timer.due, freshness, rules)
      await tell(turn, topic, evaluation, timer.due, timer, isWorthTelling)
    },
  }
}

/** Whether the consoles show it as it changes: yellow and above. */
const isShown = ({ level }: Topic): boolean => level !== 'blue'

const isHigher = (before: Topic | undefined, after: Topic): boolean =>
  levelRank(after.level) > levelRank(before?.level ?? 'blue')

/** A fall of the level or of much heat; and once more when it comes to rest, so that the last word is the cold one. */
const isWorthTelling = (before: Topic | undefined, after: Topic, atRest: boolean): boolean =>
  !before || before.level !== after.level || before.heat - after.heat >= (atRest ? 1 : tellingFall)
