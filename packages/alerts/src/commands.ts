import { levelNames, levelRank, type Actor, type Alert, type Level } from '@guanlan/contracts'
import { AppError, err, ok, type Instant, type Result } from '@guanlan/kernel'
import { advance, riseStep, type AlertEffect } from './effects.js'

/** Who commands, when, and why. */
export interface AlertAct {
  readonly actor: Actor
  readonly now: Instant
  readonly reason?: string | undefined
}

/** An alert after a person's command, with what is to be said of it. */
export interface ActedAlert {
  readonly alert: Alert
  readonly effects: readonly AlertEffect[]
}

/** 确认: the duty officer has seen it. Errors: `not_allowed`, `transition_refused` (confirmed already, closed). */
export function acknowledgeAlert(alert: Alert, act: AlertAct): Result<ActedAlert> {
  const refusal = refuse(alert, act.actor, '确认预警')
  if (refusal) return err(refusal)
  if (alert.state !== 'open') {
    const who = alert.acknowledged?.by.name ?? '他人'
    return err(new AppError('transition_refused', `该预警已由${who}确认`, { state: alert.state }))
  }
  const change = { state: 'acknowledged' as const, acknowledged: { at: act.now, by: act.actor } }
  const line = { by: act.actor, what: 'acknowledged', reason: act.reason }
  return ok({ alert: advance(alert, act.now, change, line), effects: [{ kind: 'acknowledged' }] })
}

/**
 * 调级: a person raises or lowers the level, with a reason that is kept; from then on the machine leaves it alone.
 * A higher level speaks again. Errors: `not_allowed`, `bad_request` (no reason), `transition_refused` (closed).
 */
export function changeAlertLevel(alert: Alert, level: Level, act: AlertAct): Result<ActedAlert> {
  const refusal = refuse(alert, act.actor, '调整预警等级')
  if (refusal) return err(refusal)
  if (!act.reason?.trim()) return err(new AppError('bad_request', '调整等级须写明理由', { field: 'reason' }))
  const higher = levelRank(level) > levelRank(alert.level)
  const highest = levelRank(level) > levelRank(alert.highest) ? level : alert.highest
  const text = `${act.actor.name}定为${levelNames[level]}：${act.reason}`
  const reasons = [...alert.reasons.filter((each) => each.kind !== 'person'), { kind: 'person', points: 0, text }]
  const line = { by: act.actor, what: higher ? 'rose' : 'level', reason: act.reason }
  const next = advance(alert, act.now, { level, highest, levelSetBy: act.actor, reasons }, line)
  const effect: AlertEffect = higher
    ? { kind: 'rose', from: alert.level, level, step: riseStep(alert, level) }
    : { kind: 'level' }
  return ok({ alert: next, effects: [effect] })
}

/** 关闭: the matter is done or was none. The system may close as well (its ticket was archived). Errors as above. */
export function closeAlert(alert: Alert, act: AlertAct): Result<ActedAlert> {
  const refusal = refuse(alert, act.actor, '关闭预警')
  if (refusal) return err(refusal)
  if (!act.reason?.trim()) return err(new AppError('bad_request', '关闭预警须写明理由', { field: 'reason' }))
  const line = { by: act.actor, what: 'closed', reason: act.reason }
  return ok({ alert: advance(alert, act.now, { state: 'closed' }, line), effects: [{ kind: 'closed' }] })
}

function refuse(alert: Alert, actor: Actor, what: string): AppError | null {
  if (actor.role !== 'duty' && actor.role !== 'system') {
    return new AppError('not_allowed', `只有值班员可以${what}`, { role: actor.role })
  }
  if (alert.state === 'closed')
    return new AppError('transition_refused', `该预警已关闭，不能${what}`, { state: 'closed' })
  return null
}
