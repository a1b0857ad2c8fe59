import type { Office } from '@guanlan/contracts'
import type { EventLog } from '@guanlan/event-log'
import type { Clock, Logger } from '@guanlan/kernel'
import type { RecordStore } from '@guanlan/record-store'
import type { Metrics } from './metrics.js'

/** What every service is handed at start. `clock` is the domain clock. */
export interface ServiceContext {
  readonly eventLog: EventLog
  readonly recordStore: RecordStore
  readonly office: Office
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  /**
   * Name of this life of this instance where others of its kind may run beside it, unlike any other's; absent: it is the only
   * one there is, as in one process on embedded stores.
   */
  readonly instance?: string
}

/** A started service. `stop` finishes what runs, within the deadline, and resolves false when it could not. */
export interface RunningService {
  readonly name: string
  /** null = well; else why not. */
  health(): Promise<string | null>
  stop(deadlineMs: number): Promise<boolean>
}
