import { onTopicChanged, type AlertEffect } from '@guanlan/alerts'
import type { Alert, Level, Reason, Topic } from '@guanlan/contracts'
import { toInstant, toMs, type Instant } from '@guanlan/kernel'
import {
  createTopicIndex,
  defaultTopicsConfig,
  describeTopic,
  evaluate,
  followItem,
  nextLook,
  type Evaluation,
  type LevelRules,
  type Standing,
  type TopicItem,
} from '@guanlan/topics'

/** What is told of an alert, on the stream's own clock. */
export interface Told {
  readonly at: Instant
  readonly kind: 'alert' | 'change'
  readonly level: Level
  readonly topic: string
  readonly title: string
  /** Articles of the topic, in order of arrival; of a long one the newest. */
  readonly articles: readonly string[]
  readonly reasons: readonly string[]
}

/** Articles listed at most. */
const listed = 1_000

/** Canonical items of a topic up to which each one is judged. */
const flood = 500

/** Detector and alerts over one stream: items into topics, topics judged, alerts raised, as the two stations do it. */
export interface StoryWatch {
  /** How often this article was read: 0 = unknown. */
  revisionOf(article: string): number
  /** Judges what silence has changed by `now`. */
  passTo(now: Instant): Told[]
  take(item: TopicItem, now: Instant): Told[]
  /** Forgets what no window needs; says of an article whether it is still held. */
  evict(now: Instant): void
  holds(article: string): boolean
}

export function createStoryWatch(rules: LevelRules, freshness: number): StoryWatch {
  const index = createTopicIndex([], defaultTopicsConfig)
  const standings = new Map<string, Standing>()
  const alerts = new Map<string, Alert>()
  const versions = new Map<string, number>()
  /** Items of a flood since its topic was judged last. */
  const unjudged = new Map<string, number>()
  /** The earliest time at which a topic that is not at rest is to be looked at, epoch ms. */
  let earliest = Infinity

  /** The alert after its topic changed, and what people would hear of it. */
  const tell = (topic: string, evaluation: Evaluation, now: Instant): Told[] => {
    const group = index.group(topic)
    const version = (versions.get(topic) ?? 0) + 1
    const described = group && describeTopic(group, evaluation, { topic, version, now }, rules)
    if (!described) return []
    versions.set(topic, version)
    const { alert, effects } = onTopicChanged(alerts.get(topic) ?? null, described, { now, live: true })
    if (!alert) return []
    alerts.set(topic, alert)
    const kind = kindOf(effects)
    return kind === null ? [] : [tellingOf(described, alert, kind, now, articlesOf(topic))]
  }
  /** Judging goes through all that is fresh, so a flood of thousands is judged whenever it grew by a five-hundredth. */
  const isTimeToJudge = (topic: string, canonical: number): boolean => {
    const waiting = (unjudged.get(topic) ?? 0) + 1
    const isTime = waiting >= canonical / flood
    if (isTime) unjudged.delete(topic)
    else unjudged.set(topic, waiting)
    return isTime
  }
  const articlesOf = (topic: string) =>
    index
      .members(topic)
      .slice(-listed)
      .map(({ item }) => item.article)
  const stand = (topic: string, standing: Standing) => {
    const wait = standing.state.level === 'blue' ? null : nextLook(standing.state, 0, rules.levels)
    if (wait === null) return void standings.delete(topic)
    standings.set(topic, standing)
    earliest = Math.min(earliest, toMs(standing.at) + wait)
  }
  const dueOf = ({ state, at }: Standing): number => toMs(at) + (nextLook(state, 0, rules.levels) ?? Infinity)
  /** The topic whose look is due first; of equal ones the first by id. */
  const firstDue = (): { readonly topic: string; readonly standing: Standing; readonly due: number } | null => {
    let first: { topic: string; standing: Standing; due: number } | null = null
    for (const [topic, standing] of standings) {
      const due = dueOf(standing)
      if (!first || due < first.due || (due === first.due && topic < first.topic)) first = { topic, standing, due }
    }
    return first
  }

  return {
    revisionOf: (article) => index.member(article)?.item.revision ?? 0,
    passTo(now) {
      const told: Told[] = []
      const until = toMs(now)
      while (earliest <= until) {
        const next = firstDue()
        earliest = next?.due ?? Infinity
        if (!next || next.due > until) break
        const { topic, standing } = next
        standings.delete(topic)
        const group = index.group(topic)
        if (!group) continue
        const due = toInstant(next.due)
        const evaluation = evaluate(group, standing.state, due, freshness, rules)
        stand(topic, { state: evaluation.state, at: due })
        if (evaluation.state.level !== standing.state.level) told.push(...tell(topic, evaluation, due))
        earliest = Math.min(earliest, firstDue()?.due ?? Infinity)
      }
      return told
    },
    take(item, now) {
      const assignment = index.assign(item)
      const group = assignment && index.group(assignment.member.topic)
      if (!group) return []
      const { topic, copyOf } = assignment.member
      if (!isTimeToJudge(topic, group.timeline.length)) return []
      const before = standings.get(topic) ?? null
      const { looks, item: last } = followItem(group, before, item.published, freshness, rules)
      const told: Told[] = []
      let level = before?.state.level ?? 'blue'
      for (const step of [...looks, last]) {
        const { state } = step.evaluation
        const grew = step === last && copyOf === null && isDoubling(group.timeline.length)
        if (state.level !== level || (grew && alerts.has(topic))) told.push(...tell(topic, step.evaluation, now))
        level = state.level
      }
      stand(topic, { state: last.evaluation.state, at: last.at })
      return told
    },
    evict(now) {
      index.evict(now)
      if (versions.size < 2 * index.size + 1_000) return
      for (const topic of versions.keys()) {
        if (index.group(topic)) continue
        versions.delete(topic)
        alerts.delete(topic)
      }
    },
    holds: (article) => index.member(article) !== null,
  }
}

/** 2, 4, 8 … : the marks at which growth may speak. */
const isDoubling = (items: number): boolean => items >= 2 && Number.isInteger(Math.log2(items))

function kindOf(effects: readonly AlertEffect[]): Told['kind'] | null {
  if (effects.some(({ kind }) => kind === 'raised')) return 'alert'
  const changes = new Set<AlertEffect['kind']>(['rose', 'grew', 'lowered'])
  return effects.some(({ kind }) => changes.has(kind)) ? 'change' : null
}

function tellingOf(topic: Topic, alert: Alert, kind: Told['kind'], at: Instant, articles: string[]): Told {
  const isSaid = (reason: Reason) => reason.points > 0 || reason.kind.startsWith('floor:')
  const reasons = topic.reasons.filter(isSaid).map(({ text }) => text)
  return { at, kind, level: alert.level, topic: topic.topic, title: topic.title, articles, reasons }
}
