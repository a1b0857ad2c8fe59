import { isStillWaiting, repeatsFor, type RepeatStep } from '@guanlan/alerts'
import type { Instant } from '@guanlan/kernel'
import { callDesk, setRepeat, type Caller } from '@guanlan/runtime'

/**
 * An alert that nobody has confirmed by `due` is told again on its channels, and the next time is set: the first one after `now` (domain clock), since after a
 * standstill one reminder says what ten would. Returns how many calls were made.
 */
export async function repeatCall(caller: Caller, step: RepeatStep, due: Instant, now: Instant): Promise<number> {
  const { records, desk } = caller
  const alert = await records.alerts.get(step.repeats)
  if (!alert || !isStillWaiting(alert, step)) return 0
  const { alert: told, made } = await callDesk.speak(caller, alert, repeatsFor(alert, step, due, desk.channels))
  await setRepeat(records, desk, told, now > due ? now : due)
  return made
}
