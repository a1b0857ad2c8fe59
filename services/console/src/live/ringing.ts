import type { Alert, Level } from '@guanlan/contracts'
import { rankOf } from '../model/level.js'
import { repeatEvery } from './tones.js'

/** What the desk has been told of an alert: the highest level so far, and when it last sounded (wall milliseconds). */
interface Heard {
  rank: number
  soundedAt: number | undefined
}

/**
 * Decides what must sound. What stood there when the page opened is known and stays silent, and so does everything that
 * was known before an outage; a new alert, or a higher level of a known one, sounds, and goes on by its level's rhythm
 * until it is confirmed.
 */
export function createRinging(): {
  seed(alerts: Iterable<Alert>): void
  due(alerts: Iterable<Alert>, wall: number): Level | undefined
} {
  const heard = new Map<string, Heard>()
  return {
    seed(alerts) {
      for (const alert of alerts) heard.set(alert.alert, { rank: rankOf(alert.highest), soundedAt: undefined })
    },
    due(alerts, wall) {
      let worst: Level | undefined
      for (const alert of alerts) {
        const rank = rankOf(alert.level)
        const known = heard.get(alert.alert) ?? { rank: -1, soundedAt: undefined }
        heard.set(alert.alert, known)
        const isNews = rank > known.rank
        if (isNews) known.rank = rank
        if (alert.state !== 'open') {
          known.soundedAt = undefined
          continue
        }
        const every = repeatEvery[alert.level]
        const again = known.soundedAt !== undefined && every !== undefined && wall - known.soundedAt >= every
        if (!isNews && !again) continue
        known.soundedAt = wall
        if (!worst || rank > rankOf(worst)) worst = alert.level
      }
      return worst
    },
  }
}
