import type { Alert, Ticket } from '@guanlan/contracts'
import type { Instant, Logger } from '@guanlan/kernel'
import type { Records } from '@guanlan/record-store'
import type { OfficeDesk } from '@guanlan/runtime'

/** One input being handled: the transaction's tables, the office, the input's time, and where its events go. */
export interface Scene {
  readonly records: Records
  readonly desk: OfficeDesk
  readonly logger: Logger
  /** The input's `at`, on the domain clock. */
  readonly now: Instant
  announceAlert(alert: Alert): void
  announceTicket(ticket: Ticket): void
}
