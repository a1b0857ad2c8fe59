import { levelNames, levelRank, type Alert, type Level, type Topic } from '@guanlan/contracts'
import { HOUR, toMs, type Instant } from '@guanlan/kernel'
import { advance, alertIdOf, riseStep, systemActor, type AlertChange, type AlertEffect } from './effects.js'

/** The lowest level that calls the desk (domain.md: 较大 and above). */
const callsFrom = levelRank('yellow')
/** The first mark at which growth speaks. Below it the alert has just been raised, at a number that chance decides. */
const firstMark = 8
/** A level that the alert left so short a time ago is taken up again quietly, ms. */
const quietReturn = 6 * HOUR

/** When and by what the topic was changed. `live: false` = back-fill: facts go on, nothing is raised and no level rises. */
export interface TopicMoment {
  readonly now: Instant
  readonly live: boolean
}

/**
 * The alert after its topic changed. A topic at yellow or above with live items raises one alert; a higher level speaks
 * again and asks for a new acknowledgement, unless it is one that the alert left less than six hours ago; a lower one is
 * noted quietly; growth speaks at 8, 16, 32 … items. A level that a person set is left alone, and so is a closed alert,
 * unless its topic reaches a level that the alert never had. Topic versions not newer than the last one seen change nothing.
 */
export function onTopicChanged(alert: Alert | null, topic: Topic, moment: TopicMoment): AlertChange {
  if (alert === null) return raise(topic, moment)
  if (topic.version <= (alert.topicVersion ?? 0)) return { alert, effects: [] }
  const facts = { ...factsOf(topic), reasons: reasonsOf(alert, topic), topicVersion: topic.version }
  const risesTo = alert.state === 'closed' ? alert.highest : alert.level
  if (moment.live && !alert.levelSetBy && levelRank(topic.level) > levelRank(risesTo)) {
    return rise(alert, topic, moment.now, facts)
  }
  if (alert.state === 'closed') return update(alert, facts, moment.now)
  if (moment.live && !alert.levelSetBy && levelRank(topic.level) < levelRank(alert.level)) {
    const reason = `由${levelNames[alert.level]}降为${levelNames[topic.level]}`
    const line = { by: systemActor, what: 'lowered', reason }
    const lower = advance(alert, moment.now, { ...facts, level: topic.level }, line)
    return { alert: lower, effects: [{ kind: 'lowered' }, ...growth(alert, topic.items, topic.level)] }
  }
  const grown = moment.live ? growth(alert, topic.items, alert.level) : []
  if (grown.length === 0) return update(alert, facts, moment.now)
  const line = { by: systemActor, what: 'grew', reason: `增至${topic.items}条` }
  return { alert: advance(alert, moment.now, facts, line), effects: grown }
}

function raise(topic: Topic, { now, live }: TopicMoment): AlertChange {
  if (!live || topic.liveItems === 0 || levelRank(topic.level) < callsFrom || topic.redirect !== undefined) {
    return { alert: null, effects: [] }
  }
  const alert: Alert = {
    alert: alertIdOf(topic.topic),
    version: 1,
    jurisdiction: topic.jurisdiction,
    topic: topic.topic,
    topicVersion: topic.version,
    ticket: null,
    state: 'open',
    level: topic.level,
    highest: topic.level,
    ...factsOf(topic),
    raisedItems: Math.max(1, topic.items),
    raisedAt: now,
    changedAt: now,
    history: [{ at: now, by: systemActor, what: 'raised', level: topic.level }],
  }
  return { alert, effects: [{ kind: 'raised', level: topic.level, step: topic.level }] }
}

function rise(alert: Alert, topic: Topic, now: Instant, facts: Partial<Alert>): AlertChange {
  const { level } = topic
  const grown = growth(alert, topic.items, level)
  if (isReturn(alert, level, now)) {
    const line = { by: systemActor, what: 'level', reason: `回升至${levelNames[level]}，不久前曾达到，不再通知` }
    const next = advance(alert, now, { ...facts, level }, line)
    return { alert: next, effects: grown.length > 0 ? grown : [{ kind: 'updated' }] }
  }
  const { acknowledged: _answered, ...open } = alert
  const highest = levelRank(level) > levelRank(alert.highest) ? level : alert.highest
  const line = { by: systemActor, what: 'rose', reason: `由${levelNames[alert.level]}升为${levelNames[level]}` }
  const effect: AlertEffect = { kind: 'rose', from: alert.level, level, step: riseStep(alert, level) }
  return { alert: advance(open, now, { ...facts, state: 'open', level, highest }, line), effects: [effect, ...grown] }
}

/**
 * Whether the alert stood at `level` or above until a short while ago. A topic near a cut swings across it with every hour
 * that passes: people are called for the first time only.
 */
function isReturn(alert: Alert, level: Level, now: Instant): boolean {
  const last = alert.history.findLastIndex((line) => levelRank(line.level) >= levelRank(level))
  const left = alert.history[last + 1]
  return last >= 0 && left !== undefined && toMs(now) - toMs(left.at) < quietReturn
}

function update(alert: Alert, facts: Partial<Alert>, now: Instant): AlertChange {
  return { alert: advance(alert, now, facts), effects: [{ kind: 'updated' }] }
}

/** The mark that this many items have reached: 1, 2, 4, 8, 16 … */
const mark = (items: number): number => 2 ** Math.floor(Math.log2(Math.max(1, items)))

/**
 * The call for the mark that the topic passed since the alert last saw it, if it passed one. Marks are fixed and do not count
 * from the size at raising, and a rise or a fall at the same moment does not swallow them: so the same calls are made
 * however many items happened to come first.
 */
function growth(alert: Alert, items: number, level: Level): AlertEffect[] {
  const reached = mark(items)
  const passed = levelRank(level) >= callsFrom && reached >= firstMark && reached > mark(alert.items)
  return passed ? [{ kind: 'grew', level, items, step: String(reached) }] : []
}

/** The topic's reasons, and after them the person's, which the machine does not wipe away. */
const reasonsOf = (alert: Alert, topic: Topic) => [
  ...topic.reasons,
  ...alert.reasons.filter((reason) => reason.kind === 'person'),
]

const factsOf = (topic: Topic) => ({
  title: topic.title,
  matter: topic.matter,
  matterName: topic.matterName,
  domain: topic.domain,
  places: topic.places,
  items: topic.items,
  copies: topic.copies,
  voices: topic.voices,
  heat: topic.heat,
  reasons: topic.reasons,
})
