import type { Alert } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import { advance, systemActor, type AlertChange } from './effects.js'

/**
 * The alert after its topic was merged into `survivor`. When the survivor has an alert of its own, this one closes;
 * when it has none, this one goes on as the survivor's alert, so that the story still has exactly one.
 */
export function onTopicRedirected(
  alert: Alert,
  survivor: { readonly topic: string; readonly alert: Alert | null },
  now: Instant,
): AlertChange {
  if (alert.topic === survivor.topic) return { alert, effects: [] }
  if (survivor.alert === null) {
    // Versions count per topic: what the old topic had reached says nothing about the new one.
    const { topicVersion: _old, ...rest } = alert
    const line = { by: systemActor, what: 'adopted', reason: '原话题已并入另一话题，预警随之延续' }
    return { alert: advance(rest, now, { topic: survivor.topic }, line), effects: [{ kind: 'adopted' }] }
  }
  if (alert.state === 'closed') return { alert, effects: [] }
  const line = { by: systemActor, what: 'closed', reason: '话题已并入另一话题，由后者的预警延续' }
  return { alert: advance(alert, now, { state: 'closed' }, line), effects: [{ kind: 'closed' }] }
}
