import type { Candidate, Level, OfficeConfig, Ticket } from '@guanlan/contracts'

/** The department that is proposed and the next two; null and [] when nobody fits: the officer decides. */
export interface Route {
  readonly proposed: Candidate | null
  readonly next: readonly Candidate[]
}

/** Route by the duty catalogue's judgement, which came with the topic: best first, each with its reason. */
export function routeOf(candidates: readonly Candidate[]): Route {
  return { proposed: candidates[0] ?? null, next: candidates.slice(1, 3) }
}

/** Whether the office lets the machine dispatch at this level and confidence (office.yaml: `autoDispatch`). */
export const shouldAutoDispatch = (rule: OfficeConfig['autoDispatch'], level: Level, confidence: number): boolean =>
  rule.levels.includes(level) && confidence >= rule.confidence

/** Whether the machine may still dispatch this ticket: nobody has had it yet. After a return a person decides. */
export const isUntouched = (ticket: Ticket): boolean =>
  ticket.state === 'accepted' && !ticket.history.some((line) => line.to === 'dispatched')
