import { levelNames, type Alert, type AlertsConfig, type ChannelConfig } from '@guanlan/contracts'
import { hashId, MINUTE, toInstant, toMs, type Instant } from '@guanlan/kernel'
import { waitingSince } from './escalation.js'
import { timingOf } from './grouping.js'
import { wanting, type Notification } from './notifications.js'

/** A repetition that is due unless somebody confirms the alert before. What a timer of it carries. */
export interface RepeatStep {
  /** Id of the alert. */
  readonly repeats: string
  /** Since when the alert has waited: see `waitingSince`. */
  readonly since: Instant
}

/**
 * The next repetition after `now`, at a whole number of its level's intervals since the waiting began: the same times whatever
 * happened in between. null: nobody is waited for, or the level is not repeated.
 */
export function nextRepeat(
  alert: Alert,
  now: Instant,
  config: Pick<AlertsConfig, 'levels'>,
): { readonly step: RepeatStep; readonly due: Instant } | null {
  const since = waitingSince(alert)
  const every = timingOf(config, alert.level)?.repeat ?? 0
  if (since === null || every === 0) return null
  const nth = Math.floor((toMs(now) - toMs(since)) / every) + 1
  return { step: { repeats: alert.alert, since }, due: toInstant(toMs(since) + Math.max(1, nth) * every) }
}

/** Whether a step still stands: nobody has confirmed, and no rise has begun a new waiting. */
export const isStillWaiting = (alert: Alert, step: RepeatStep): boolean => waitingSince(alert) === step.since

/** Calls of a repetition due at `due`, on each channel that wants the level. */
export function repeatsFor(
  alert: Alert,
  step: RepeatStep,
  due: Instant,
  channels: readonly ChannelConfig[],
): Notification[] {
  const { history: _history, ...facts } = alert
  const minutes = Math.round((toMs(due) - toMs(step.since)) / MINUTE)
  const text = `【${levelNames[alert.level]}】已${minutes}分钟无人确认，再次通知：${alert.places[0]?.name ?? ''}${alert.matterName}：${alert.title}（${alert.items}条，${alert.voices}人）`
  return wanting(channels, alert).map((channel) => ({
    key: hashId<'call'>('notify', alert.alert, 'repeated', due, channel.id),
    channel: channel.id,
    at: due,
    body: { type: 'alert.repeated', at: due, text, alert: facts },
  }))
}
