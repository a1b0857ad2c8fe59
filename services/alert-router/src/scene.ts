import type { Alert, Level, Ticket } from '@guanlan/contracts'
import type { Instant, LogFields, Logger } from '@guanlan/kernel'
import type { Records } from '@guanlan/record-store'
import type { Caller, OfficeDesk } from '@guanlan/runtime'

/** One input being handled: the transaction's tables, the office, the input's time, and where its events go. */
export interface Scene {
  readonly records: Records
  readonly desk: OfficeDesk
  readonly logger: Logger
  /** The input's `at`, on the domain clock. */
  readonly now: Instant
  announceAlert(alert: Alert): void
  /** People are called in this turn; what mutes or frees an alert on the way is announced as a change of its own. */
  readonly caller: Caller
  announceTicket(ticket: Ticket): void
  /** A log line about this input, with its event and trace, once all of it is kept. */
  tell(fields: LogFields, message: string): void
  /** Measures, once all of it is kept, how long an item took to become an alert of this level. */
  detected(level: Level): void
}
