import { MINUTE, toInstant, toMs, type Instant } from '@guanlan/kernel'
import type { TimerRow } from '@guanlan/record-store'
import { station } from './station.js'

/** A second look that is owed to the items that came since the last one. */
export interface OwedLook {
  /** `order` of the first of them. */
  readonly since: number
  /** The time that it is taken at: the first input seen then or later calls for it. */
  readonly at: Instant
}

const id = 'second-look'

/** When nobody is heard for so long after its time, the look is taken all the same, ms: inputs on their way count before it. */
const patience = 2 * MINUTE

/** The look owed to an item seen at `now`: at the next full `every` ms. */
export const owedLook = (since: number, now: Instant, every: number): OwedLook => ({
  since,
  at: toInstant((Math.floor(toMs(now) / every) + 1) * every),
})

/** Timer by which a look is taken in silence, and remembered over a restart. */
export const silenceTimer = (look: OwedLook): TimerRow => ({
  id,
  station,
  due: toInstant(toMs(look.at) + patience),
  payload: look,
})

/** Id of that timer. */
export const silenceTimerId = id

/** What caused a look: its time, however it came to be taken. */
export const lookCause = (at: Instant): TimerRow => ({ id, station, due: at, payload: null })

/** The look that a timer is about; null = another timer. */
export const owedLookOf = (timer: TimerRow): OwedLook | null => (timer.id === id ? (timer.payload as OwedLook) : null)
