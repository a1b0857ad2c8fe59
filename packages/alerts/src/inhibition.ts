import { levelRank, type Alert, type InhibitRule } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import { advance, systemActor, type AlertEffect } from './effects.js'
import { labelsOf } from './labels.js'

/** What an alert is muted by, and by which rule of alerts.yaml. */
export interface Inhibitor {
  readonly alert: Alert
  readonly rule: string
}

/**
 * The alert because of which nobody is called about `alert`: open or confirmed, among `others`, by the first rule that says so; of several the gravest,
 * then the oldest. null: it speaks. Red always does. A source is never of a lower level, and of the same only with a wider place: so nothing mutes what mutes it.
 */
export function inhibitorOf(
  alert: Alert,
  others: readonly Alert[],
  rules: readonly InhibitRule[],
  leads: ReadonlyMap<string, string>,
): Inhibitor | null {
  const labels = labelsOf(alert, leads)
  for (const rule of rules) {
    if (alert.level === 'red' || !rule.target.some((level) => level === alert.level)) continue
    const [source] = others
      .filter(
        (other) =>
          other.alert !== alert.alert &&
          other.state !== 'closed' &&
          rule.source.includes(other.level) &&
          stands(rule.when, other, alert),
      )
      .filter((other) => {
        const theirs = labelsOf(other, leads)
        return rule.equal.every((label) => labels[label] !== null && labels[label] === theirs[label])
      })
      .sort(
        (a, b) =>
          levelRank(b.level) - levelRank(a.level) ||
          a.raisedAt.localeCompare(b.raisedAt) ||
          a.alert.localeCompare(b.alert),
      )
    if (source) return { alert: source, rule: rule.id }
  }
  return null
}

/** Levels at which another alert could mute one of this level, the gravest first; [] = none could. */
export function mutingLevels(alert: Pick<Alert, 'level'>, rules: readonly InhibitRule[]): Alert['level'][] {
  const found = rules
    .filter((rule) => alert.level !== 'red' && rule.target.some((level) => level === alert.level))
    .flatMap((rule) =>
      rule.source.filter((level) => levelRank(level) >= levelRank(alert.level) + (rule.when === 'higher' ? 1 : 0)),
    )
  return [...new Set(found)].sort((a, b) => levelRank(b) - levelRank(a))
}

/** Whether `source` stands above `target` in the way that a rule names. */
function stands(when: InhibitRule['when'], source: Alert, target: Alert): boolean {
  const above = levelRank(source.level) - levelRank(target.level)
  if (when === 'higher') return above > 0
  const [wide, narrow] = [source.places[0]?.code, target.places[0]?.code]
  if (wide === undefined || narrow === undefined) return false
  return above >= 0 && wide.length < narrow.length && narrow.startsWith(wide)
}

/** The alert with what mutes it now, in a line of its history where that changed. null: nothing changed. */
export function followInhibitor(alert: Alert, by: Inhibitor | null, now: Instant): Alert | null {
  const { mutedBy, ...free } = alert
  if (by === null) {
    if (mutedBy === undefined) return null
    return advance(free, now, {}, { by: systemActor, what: 'unmuted', reason: `不再被“${mutedBy.title}”压制` })
  }
  if (mutedBy?.alert === by.alert.alert) return null
  const title = by.alert.title || by.alert.matterName
  return advance(
    alert,
    now,
    { mutedBy: { alert: by.alert.alert, title, rule: by.rule, since: now } },
    { by: systemActor, what: 'muted', reason: `“${title}”未办结期间不再通知（规则 ${by.rule}）` },
  )
}

/** What an alert that is no longer muted says: something only while nobody has confirmed it and it is worth an alert. */
export const unmutedEffects = (alert: Alert): AlertEffect[] =>
  alert.state === 'open' && levelRank(alert.level) >= levelRank('yellow')
    ? [{ kind: 'unmuted', level: alert.level, step: alert.changedAt }]
    : []
