import type { Actor, Alert, Level } from '@guanlan/contracts'
import { hashId, type AlertId, type Instant } from '@guanlan/kernel'

/** The machine's own hand, as the history shows it. */
export const systemActor: Actor = { kind: 'system', role: 'system', name: '系统' }

/** Alert of a topic: the same topic always gives the same alert, so a replay finds the one it made. */
export const alertIdOf = (topic: string): AlertId => hashId<'alert'>('alert', topic)

/** What happened that people should hear of. `step` names it among its like: with the alert's id it makes the idempotency key. */
export type SpokenEffect =
  | { readonly kind: 'raised'; readonly level: Level; readonly step: string }
  | { readonly kind: 'rose'; readonly from: Level; readonly level: Level; readonly step: string }
  | { readonly kind: 'grew'; readonly level: Level; readonly items: number; readonly step: string }
  | { readonly kind: 'unmuted'; readonly level: Level; readonly step: string }

/** What happened quietly: the screen shows it, nobody is called. */
export type QuietEffect = { readonly kind: 'lowered' | 'updated' | 'acknowledged' | 'level' | 'closed' | 'adopted' }

export type AlertEffect = SpokenEffect | QuietEffect

/** An alert after a change, with what the change was. `alert` is null while the topic is not worth one. */
export interface AlertChange {
  readonly alert: Alert | null
  /** [] = nothing changed: nothing is to be written. */
  readonly effects: readonly AlertEffect[]
}

/** Effects that call people, in the order in which they happened. */
export const spoken = (effects: readonly AlertEffect[]): SpokenEffect[] =>
  effects.filter(
    (effect): effect is SpokenEffect =>
      effect.kind === 'raised' || effect.kind === 'rose' || effect.kind === 'grew' || effect.kind === 'unmuted',
  )

/** The alert one version on, with one more line of history. */
export function advance(
  alert: Alert,
  now: Instant,
  change: Partial<Alert>,
  line?: { by: Actor; what: string; reason?: string | undefined },
): Alert {
  const level = change.level ?? alert.level
  const entry = line && {
    at: now,
    by: line.by,
    what: line.what,
    level,
    ...(line.reason === undefined ? {} : { reason: line.reason }),
  }
  return {
    ...alert,
    ...change,
    version: alert.version + 1,
    changedAt: now,
    history: entry ? [...alert.history, entry] : alert.history,
  }
}

/** Name of the next rise to this level: the second rise to red is another call than the first. */
export function riseStep(alert: Alert, level: Level): string {
  const before = alert.history.filter((line) => line.what === 'rose' && line.level === level).length
  return before === 0 ? level : `${level}#${before + 1}`
}
