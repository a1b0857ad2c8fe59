import { levelRank, levels, type Alert } from '@guanlan/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acknowledgeAlert, changeAlertLevel, closeAlert, onTopicChanged, spoken } from '../src/index.js'
import { duty, minute, topic } from './sample.js'

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('topic' as const),
      level: fc.constantFrom(...levels),
      items: fc.integer({ min: 0, max: 300 }),
      version: fc.integer({ min: 1, max: 60 }),
      live: fc.boolean(),
    }),
  },
  fc.record({ do: fc.constantFrom('acknowledge' as const, 'close' as const) }),
  fc.record({ do: fc.constant('level' as const), level: fc.constantFrom(...levels) }),
)

describe('any run of topic changes and commands', () => {
  it('keeps one alert with growing versions, a true highest level, and a call for nothing twice', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let alert: Alert | null = null
        const keys = new Set<string>()
        steps.forEach((each, at) => {
          const before: Alert | null = alert
          const act = { actor: duty, now: minute(at), reason: '理由' }
          let after: { alert: Alert | null; effects: readonly { kind: string }[] }
          if (each.do === 'topic') {
            const { level, items, version, live } = each
            const change = onTopicChanged(before, topic({ level, items, version, liveItems: items }), {
              now: minute(at),
              live,
            })
            for (const effect of spoken(change.effects)) {
              const key = `${effect.kind} ${effect.step}`
              // A topic that shrinks and doubles again names the same step: its key stops the second call.
              if (effect.kind !== 'grew') expect(keys.has(key)).toBe(false)
              keys.add(key)
            }
            if (before?.levelSetBy) expect(change.alert?.level).toBe(before.level)
            after = change
          } else {
            if (!before) return
            const result =
              each.do === 'level'
                ? changeAlertLevel(before, each.level, act)
                : each.do === 'close'
                  ? closeAlert(before, act)
                  : acknowledgeAlert(before, act)
            if (!result.ok) return
            for (const effect of spoken(result.value.effects)) keys.add(`${effect.kind} ${effect.step}`)
            after = result.value
          }
          alert = after.alert
          if (!alert) return
          if (before) {
            expect(alert.alert).toBe(before.alert)
            expect(alert.version).toBe(before.version + (after.effects.length > 0 ? 1 : 0))
            expect(alert.history.length - before.history.length).toBeLessThanOrEqual(1)
          }
          expect(levelRank(alert.highest)).toBeGreaterThanOrEqual(levelRank(alert.level))
          expect(alert.state === 'acknowledged').toBe(alert.state !== 'closed' && alert.acknowledged !== undefined)
        })
      }),
      { numRuns: 300 },
    )
  })
})
