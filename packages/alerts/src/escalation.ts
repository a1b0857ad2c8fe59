import type { Alert, EscalationConfig } from '@guanlan/contracts'
import { toInstant, toMs, type Instant } from '@guanlan/kernel'
import { shiftDay } from './shift.js'

/** One call that is due unless somebody confirms the alert before. What a timer of it carries. */
export interface EscalationStep {
  readonly alert: string
  /** Id of the rule of escalations.yaml. */
  readonly rule: string
  /** Since when the alert has waited: a rise begins a new waiting, and what belonged to the old one is over. */
  readonly since: Instant
  /** From 1. */
  readonly nth: number
}

/** Since when an open alert has waited for somebody: it was raised, rose, or was heard of again, then. null when nobody is waited for. */
export function waitingSince(alert: Alert): Instant | null {
  if (alert.state !== 'open') return null
  return alert.history.findLast(({ what }) => what === 'raised' || what === 'rose' || what === 'unmuted')?.at ?? null
}

/** First steps of the rules for the alert's level, with the times at which they are due (domain clock). */
export function firstSteps(
  alert: Alert,
  rules: readonly EscalationConfig[],
): { readonly step: EscalationStep; readonly due: Instant }[] {
  const since = waitingSince(alert)
  if (since === null) return []
  return rules
    .filter(({ level }) => level === alert.level)
    .map(({ id, after }) => ({
      step: { alert: alert.alert, rule: id, since, nth: 1 },
      due: toInstant(toMs(since) + after),
    }))
}

/** What is to be done when a step is due. */
export interface StepOutcome {
  /** Whether to call now: nobody has confirmed, and it is the rule's shift. */
  readonly calls: boolean
  readonly next: { readonly step: EscalationStep; readonly due: Instant } | null
}

const over: StepOutcome = { calls: false, next: null }

/**
 * The step at `due`, on the alert as it is now. Over when it was confirmed, closed, lowered or has risen since. Outside of the rule's
 * hours or days nobody is called, and the repetitions go on. `isWorkingDay` takes a local date (`2026-10-01`).
 */
export function stepAt(
  alert: Alert,
  rule: EscalationConfig,
  step: EscalationStep,
  due: Instant,
  isWorkingDay: (date: string) => boolean,
): StepOutcome {
  if (waitingSince(alert) !== step.since || alert.level !== rule.level) return over
  const next =
    rule.every !== undefined && step.nth < rule.times
      ? { step: { ...step, nth: step.nth + 1 }, due: toInstant(toMs(due) + rule.every) }
      : null
  return { calls: isInShift(rule, due, isWorkingDay), next }
}

/** Whether an instant lies in the hours and days of a rule, by Beijing time. A shift over midnight belongs to the day on which it begins. */
export function isInShift(
  { hours, days }: Pick<EscalationConfig, 'hours' | 'days'>,
  at: Instant,
  isWorkingDay: (date: string) => boolean,
): boolean {
  const date = shiftDay(hours ?? '00:00-24:00', at)
  return date !== null && (days === 'any' || isWorkingDay(date) === (days === 'working'))
}
