import { calleesAt, ruleOfRota, stepAt, unansweredFor, type EscalationStep } from '@guanlan/alerts'
import type { Instant } from '@guanlan/kernel'
import { callDesk, rotaDesk, setEscalation, type Caller } from '@guanlan/runtime'

/**
 * A step of an alert's escalation is due: calls whom its rule names, unless somebody has confirmed meanwhile, or a silence or another alert holds it back, and sets the next one.
 * Returns how many calls were made. A rule that neither the rota nor the file has any more is over.
 */
export async function escalate(caller: Caller, step: EscalationStep, due: Instant): Promise<number> {
  const { records, desk } = caller
  const rota = await rotaDesk.inForce(records, desk.escalations)
  const rule = rota.chain.map(ruleOfRota).find(({ id }) => id === step.rule)
  const alert = await records.alerts.get(step.alert)
  if (!rule || !alert) return 0
  const { calls, next } = stepAt(alert, rule, step, due, desk.isWorkingDay)
  if (next) await setEscalation(records, [next])
  const callees = calleesAt(rota, rule.call, due, desk.isWorkingDay)
  const made = calls ? unansweredFor(alert, rule, step, due, desk.channels, callees) : []
  return (await callDesk.speak(caller, alert, made, { gathers: false })).made
}
