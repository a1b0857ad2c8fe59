import type { Alert } from '@guanlan/contracts'
import { rankOf } from './level.js'
import type { DutyFilter } from './url-state.js'

const isShown = (alert: Alert, filter: DutyFilter): boolean =>
  (filter.show === 'active' ? alert.state !== 'closed' : alert.state === filter.show) &&
  (filter.level === '' || alert.level === filter.level) &&
  (filter.domain === '' || (alert.domain ?? 'none') === filter.domain)

/** Unconfirmed before confirmed, worse before milder, newer before older; or simply the newest first. */
export function selectAlerts(alerts: Iterable<Alert>, filter: DutyFilter): Alert[] {
  const newest = (a: Alert, b: Alert): number => (a.raisedAt < b.raisedAt ? 1 : a.raisedAt > b.raisedAt ? -1 : 0)
  const state = (alert: Alert): number => (alert.state === 'open' ? 0 : alert.state === 'acknowledged' ? 1 : 2)
  const chosen = [...alerts].filter((alert) => isShown(alert, filter))
  return filter.sort === 'newest'
    ? chosen.sort(newest)
    : chosen.sort((a, b) => state(a) - state(b) || rankOf(b.level) - rankOf(a.level) || newest(a, b))
}
