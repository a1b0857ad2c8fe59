import { stepAt, unansweredFor, type EscalationStep } from '@guanlan/alerts'
import type { Instant } from '@guanlan/kernel'
import type { Records } from '@guanlan/record-store'
import { setEscalation, silenceDesk, type OfficeDesk } from '@guanlan/runtime'

/**
 * A step of an alert's escalation is due: calls whom its rule names, unless somebody has confirmed meanwhile or a silence holds it back, and sets the next one.
 * Returns how many calls were made. A rule that no file has any more is over.
 */
export async function escalate(
  records: Records,
  desk: OfficeDesk,
  step: EscalationStep,
  due: Instant,
): Promise<number> {
  const rule = desk.escalations.find(({ id }) => id === step.rule)
  const alert = await records.alerts.get(step.alert)
  if (!rule || !alert) return 0
  const { calls, next } = stepAt(alert, rule, step, due, desk.isWorkingDay)
  if (next) await setEscalation(records, [next])
  const made = calls ? unansweredFor(alert, rule, step, due, desk.channels) : []
  const silence = await silenceDesk.call(records, alert, made, due)
  return silence ? 0 : made.length
}
