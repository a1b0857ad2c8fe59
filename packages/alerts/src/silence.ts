import { levels, type Alert, type Level, type Silence, type SilenceMatch } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'

/** Red calls in spite of a silence that does not name it. */
const usualLevels: readonly Level[] = levels.filter((level) => level !== 'red')

/** Whether a silence is about an alert, at the level that it has now. */
export function isMatched(alert: Alert, match: SilenceMatch): boolean {
  const { place } = match
  return (
    (match.levels ?? usualLevels).includes(alert.level) &&
    (match.alert === undefined || match.alert === alert.alert) &&
    (match.matter === undefined || match.matter === alert.matter) &&
    (match.domain === undefined || match.domain === alert.domain) &&
    (place === undefined || alert.places.some(({ code }) => code.startsWith(place)))
  )
}

/** Whether a silence is in force at `now` (domain clock). */
export const isInForce = (silence: Silence, now: Instant): boolean =>
  silence.ended === undefined && silence.from <= now && now < silence.until

/** The silence for which nobody is called about an alert at `now`; the one that lasts longest, null when there is none. */
export const silenceOf = (alert: Alert, silences: readonly Silence[], now: Instant): Silence | null =>
  silences
    .filter((silence) => isInForce(silence, now) && isMatched(alert, silence.match))
    .sort((a, b) => b.until.localeCompare(a.until) || a.id.localeCompare(b.id))[0] ?? null
