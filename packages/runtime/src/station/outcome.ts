/** Why an input ends here without being an error. */
export const dropReasons = ['stale', 'duplicate', 'not-ours', 'switched-off'] as const
export type DropReason = (typeof dropReasons)[number]
/** Why an input can never be handled as it is. */
export const deadReasons = ['event_invalid', 'event_unknown_version', 'handler_failed', 'rejected_by_sink'] as const
export type DeadReason = (typeof deadReasons)[number]
/** Why an input is asked for again. */
export const laterReasons = ['sink-unavailable', 'rate-limited', 'dependency-missing'] as const
export type LaterReason = (typeof laterReasons)[number]

/** What became of one input at one step. Surprises are thrown, and counted with the input. */
export type Outcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'drop'; readonly reason: DropReason }
  | { readonly kind: 'dead'; readonly reason: DeadReason; readonly message: string }
  | { readonly kind: 'later'; readonly reason: LaterReason; readonly delayMs: number }

export const done = <T>(value: T): Outcome<T> => ({ kind: 'ok', value })
export const drop = (reason: DropReason): Outcome<never> => ({ kind: 'drop', reason })
export const dead = (reason: DeadReason, message: string): Outcome<never> => ({ kind: 'dead', reason, message })
export const later = (reason: LaterReason, delayMs: number): Outcome<never> => ({ kind: 'later', reason, delayMs })
