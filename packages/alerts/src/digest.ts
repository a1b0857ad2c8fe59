import { levelNames, levelRank, levels, type Alert, type DigestCall } from '@guanlan/contracts'
import { hashId, type Instant } from '@guanlan/kernel'
import type { NotificationBody } from './notifications.js'

/** Alerts that people read of in a digest; the rest is counted. */
const MOST_TOLD = 12
/** Alerts that a webhook gets in a digest. */
const MOST_NAMED = 100

/** What of a call goes into a digest. */
export interface FoldedCall {
  readonly key: string
  readonly body: Pick<NotificationBody, 'alert'>
}

/** A digest as a call: the same folded calls always have the same key. */
export interface Digest {
  readonly key: string
  readonly body: DigestCall
}

/**
 * One call (摘要) in place of many that a channel has no room for: each alert once, as its last call (the last of `calls`) knew it, the most urgent
 * and largest first. `calls` is not empty; `at` is when it was folded, on the clock of the calls.
 */
export function digestOf(channel: string, calls: readonly FoldedCall[], at: Instant): Digest {
  const byAlert = new Map(calls.map(({ body }) => [body.alert.alert, body.alert]))
  const alerts = [...byAlert.values()].sort(
    (a, b) => levelRank(b.level) - levelRank(a.level) || b.items - a.items || a.alert.localeCompare(b.alert),
  )
  const counts = levels
    .map((level) => ({ level, count: alerts.filter((alert) => alert.level === level).length }))
    .filter(({ count }) => count > 0)
  const told = alerts.slice(0, MOST_TOLD)
  const rest = alerts.length - told.length
  const lines = [
    `【摘要】通知较多，${calls.length}条合并为一条：${counts.map(({ level, count }) => `${levelNames[level]}${count}件`).join('、')}`,
    ...told.map(
      (alert) =>
        `· ${levelNames[alert.level]} ${placeOf(alert)}${alert.matterName}：${alert.title}（${alert.items}条）`,
    ),
    ...(rest > 0 ? [`另有${rest}件，见控制台`] : []),
  ]
  const keys = calls.map(({ key }) => key).sort()
  return {
    key: hashId<'call'>('digest', channel, ...keys),
    body: {
      type: 'alerts.digest',
      at,
      text: lines.join('\n'),
      level: alerts[0]?.level ?? 'yellow',
      calls: calls.length,
      count: alerts.length,
      alerts: alerts.slice(0, MOST_NAMED).map((alert) => ({
        alert: alert.alert,
        level: alert.level,
        title: alert.title,
        matterName: alert.matterName,
        place: placeOf(alert),
        items: alert.items,
        ticket: alert.ticket,
      })),
    },
  }
}

const placeOf = ({ places }: Pick<Alert, 'places'>): string => places[0]?.name ?? ''
