import { levelNames, type Alert, type ChannelConfig, type EscalationConfig } from '@guanlan/contracts'
import { hashId, MINUTE, toMs, type Instant } from '@guanlan/kernel'
import { spoken, type AlertEffect, type SpokenEffect } from './effects.js'
import type { EscalationStep } from './escalation.js'
import type { Callee } from './rota.js'

/** A call to be made: saved with the change that caused it, sent later by the relay. */
export interface Notification {
  /** Idempotency key: the same happening on the same channel has the same key, however often it is replayed. */
  readonly key: string
  readonly channel: string
  readonly at: Instant
  /** What the receiver gets as JSON. */
  readonly body: NotificationBody
}

/** `type` is `alert.raised`, `alert.rose`, `alert.grew`, `alert.unmuted`, `alert.repeated`, `alert.unanswered` or `ticket.missed`; `text` one Chinese sentence for people. */
export interface NotificationBody {
  readonly type: string
  readonly at: Instant
  readonly text: string
  readonly alert: Omit<Alert, 'history'>
  /** Which clock ran out, for `ticket.missed`. */
  readonly clock?: { readonly kind: string; readonly name: string; readonly dueAt: Instant }
}

/** Calls for what an alert just did: each spoken effect on each enabled channel that wants this level. */
export function notificationsFor(
  alert: Alert,
  effects: readonly AlertEffect[],
  channels: readonly ChannelConfig[],
): Notification[] {
  const { history: _history, ...facts } = alert
  return spoken(effects).flatMap((effect) =>
    wanting(channels, alert).map((channel) => ({
      key: hashId<'call'>('notify', alert.alert, effect.kind, effect.step, channel.id),
      channel: channel.id,
      at: alert.changedAt,
      body: { type: `alert.${effect.kind}`, at: alert.changedAt, text: sentence(alert, effect), alert: facts },
    })),
  )
}

/** Calls of one escalation step (升级通知), on the enabled channels that its rule names and those of whoever is on duty; `at` is when it was due. */
export function unansweredFor(
  alert: Alert,
  rule: EscalationConfig,
  step: EscalationStep,
  at: Instant,
  channels: readonly ChannelConfig[],
  callees: readonly Callee[] = [],
): Notification[] {
  const { history: _history, ...facts } = alert
  const reached = new Set([...rule.channels, ...callees.flatMap((one) => one.channels)])
  const minutes = Math.round((toMs(at) - toMs(step.since)) / MINUTE)
  const who = callees.length === 0 ? '' : `（${callees.map(({ name, shift }) => `${shift}${name}`).join('、')}）`
  const text = `【${levelNames[alert.level]}】已${minutes}分钟无人确认${who}：${alert.places[0]?.name ?? ''}${alert.matterName}：${alert.title}`
  return channels
    .filter((channel) => channel.enabled && reached.has(channel.id))
    .map((channel) => ({
      key: hashId<'call'>('notify', alert.alert, 'unanswered', rule.id, step.since, String(step.nth), channel.id),
      channel: channel.id,
      at,
      body: { type: 'alert.unanswered', at, text, alert: facts },
    }))
}

/** Urging calls (催办) for a clock of the alert's ticket that ran out, on each channel that wants this level. */
export function urgesFor(
  alert: Alert,
  ticket: string,
  clock: { readonly kind: string; readonly from: string; readonly name: string; readonly dueAt: Instant },
  channels: readonly ChannelConfig[],
): Notification[] {
  const { history: _history, ...facts } = alert
  const text = `【超时】${clock.name}已到期未完成：${alert.title}`
  const { kind, name, dueAt } = clock
  return wanting(channels, alert).map((channel) => ({
    key: hashId<'call'>('notify', ticket, 'missed', kind, clock.from, channel.id),
    channel: channel.id,
    at: dueAt,
    body: { type: 'ticket.missed', at: dueAt, text, alert: facts, clock: { kind, name, dueAt } },
  }))
}

/** Enabled channels that want the alert's level: its route. */
export const wanting = (channels: readonly ChannelConfig[], alert: Pick<Alert, 'level'>): ChannelConfig[] =>
  channels.filter((channel) => channel.enabled && channel.levels.includes(alert.level))

function sentence(alert: Alert, effect: SpokenEffect): string {
  const place = alert.places[0]?.name ?? ''
  const what = `${place}${alert.matterName}：${alert.title}（${alert.items}条，${alert.voices}人）`
  if (effect.kind === 'raised') return `【${levelNames[effect.level]}】新预警 ${what}`
  if (effect.kind === 'unmuted') return `【${levelNames[effect.level]}】仍未确认 ${what}`
  if (effect.kind === 'rose') return `【${levelNames[effect.level]}】由${levelNames[effect.from]}升级 ${what}`
  return `【${levelNames[effect.level]}】持续增长至${effect.items}条 ${what}`
}
