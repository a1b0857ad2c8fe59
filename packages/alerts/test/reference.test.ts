import { levelRank, levels, type Alert, type Level } from '@guanlan/contracts'
import { HOUR, toInstant } from '@guanlan/kernel'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { acknowledgeAlert, changeAlertLevel, closeAlert, onTopicChanged, spoken } from '../src/index.js'
import { duty, topic } from './sample.js'

/** The table of docs/alerts.md as a machine of its own: what an alert is, and what was said last. */
interface Reference {
  state: 'none' | 'open' | 'acknowledged' | 'closed'
  level: Level
  highest: Level
  byPerson: boolean
  items: number
  seen: number
  /** When it last fell below each level, ms. */
  left: Map<Level, number>
  said: string[]
}
/** The same, and the alert that is held to it. */
interface Real {
  alert: Alert | null
  said: string[]
}
/** A level left so short a time ago is taken up again quietly. */
const QUIET_HOURS = 6
const start = Date.UTC(2026, 10, 23)
const rank = (level: Level): number => levelRank(level)
const marksUpTo = (items: number): number => (items < 8 ? 0 : Math.floor(Math.log2(items)) - 2)

function stand(model: Reference, level: Level, at: number): void {
  for (const each of levels) if (rank(level) < rank(each) && rank(each) <= rank(model.level)) model.left.set(each, at)
  model.level = level
  if (rank(level) > rank(model.highest)) model.highest = level
}

interface TopicStep {
  readonly level: Level
  readonly items: number
  readonly live: boolean
  readonly newer: boolean
}

function topicChanges(model: Reference, real: Real, step: TopicStep, at: number): void {
  const { level, items, live } = step
  const version = step.newer ? model.seen + 1 : Math.max(1, model.seen)
  const seen = topic({ version, level, items, liveItems: items })
  const change = onTopicChanged(real.alert, seen, { now: toInstant(at), live })
  real.alert = change.alert
  real.said = spoken(change.effects).map(({ kind }) => kind)
  model.said = []
  if (model.state === 'none') {
    if (!live || items === 0 || rank(level) < rank('yellow')) return
    Object.assign(model, { state: 'open', level, highest: level, items, seen: version, said: ['raised'] })
    return
  }
  if (version <= model.seen) return
  model.seen = version
  const closed = model.state === 'closed'
  const free = live && !model.byPerson
  const rises = free && rank(level) > rank(closed ? model.highest : model.level)
  if (rises) {
    const recently = at - (model.left.get(level) ?? -Infinity) < QUIET_HOURS * HOUR
    stand(model, level, at)
    if (!recently) {
      model.state = 'open'
      model.said.push('rose')
    }
  } else if (!closed && free && rank(level) < rank(model.level)) stand(model, level, at)
  const calls = live && (rises || !closed) && rank(model.level) >= rank('yellow')
  if (calls && marksUpTo(items) > marksUpTo(model.items)) model.said.push('grew')
  model.items = items
}

function personActs(model: Reference, real: Real, does: 'acknowledge' | 'close' | Level, at: number): void {
  if (!real.alert) return
  const act = { actor: duty, now: toInstant(at), reason: '理由' }
  const done =
    does === 'acknowledge'
      ? acknowledgeAlert(real.alert, act)
      : does === 'close'
        ? closeAlert(real.alert, act)
        : changeAlertLevel(real.alert, does, act)
  real.said = done.ok ? spoken(done.value.effects).map(({ kind }) => kind) : ['refused']
  if (done.ok) real.alert = done.value.alert
  model.said = []
  if (model.state === 'closed' || (does === 'acknowledge' && model.state === 'acknowledged')) model.said = ['refused']
  else if (does === 'close') model.state = 'closed'
  else if (does === 'acknowledge') model.state = 'acknowledged'
  else {
    if (rank(does) > rank(model.level)) model.said = ['rose']
    stand(model, does, at)
    model.byPerson = true
  }
}

function hold(model: Reference, { alert, said }: Real): void {
  expect(said).toEqual(model.said)
  expect(alert?.state ?? 'none').toBe(model.state)
  if (!alert) return
  expect([alert.level, alert.highest, alert.items, alert.levelSetBy !== undefined]).toEqual([
    model.level,
    model.highest,
    model.items,
    model.byPerson,
  ])
}

const step = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      level: fc.constantFrom(...levels),
      items: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 2_000 })),
      live: fc.boolean(),
      newer: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    }),
  },
  fc.constantFrom('acknowledge' as const, 'close' as const, ...levels),
)
/** What happens, and how many hours after the last. */
const happenings = fc.array(fc.tuple(step, fc.integer({ min: 0, max: 4 })), { minLength: 1, maxLength: 40 })

it('follows the table of docs/alerts.md step by step, whatever comes in whatever order', () => {
  fc.assert(
    fc.property(happenings, (steps) => {
      const nothing = { level: 'blue', highest: 'blue', byPerson: false, items: 0, seen: 0 } as const
      const model: Reference = { state: 'none', ...nothing, left: new Map(), said: [] }
      const real: Real = { alert: null, said: [] }
      let at = start
      for (const [each, hours] of steps) {
        at += hours * HOUR
        if (typeof each === 'string') personActs(model, real, each, at)
        else topicChanges(model, real, each, at)
        hold(model, real)
      }
    }),
    { numRuns: 2_000 },
  )
})
