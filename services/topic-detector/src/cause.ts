import type { DomainEvent } from '@guanlan/contracts'
import type { TimerRow } from '@guanlan/record-store'

/** What a change of a topic comes from: an item, or a timer (a look, or what a person asked). */
export type Cause = DomainEvent<'matter.sighted'> | TimerRow

/** Timers are live; an item may be back-fill. */
export const isLive = (cause: Cause): boolean => 'due' in cause || cause.live
