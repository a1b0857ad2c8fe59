import type { AppError, ErrorCode } from '@guanlan/kernel'

/** An input that throws this often is set aside: the third throw (house rule *Failure*). */
export const MAX_ATTEMPTS = 3
/** So many different inputs throwing in a row mean that the fault is ours: the consumer stops uncommitted. */
export const MAX_FAILING_INPUTS = 5

/** Thrown when the consumer must not go on: nothing is committed, the batch comes again. */
export class StationAtFault extends Error {
  constructor(station: string, cause: unknown) {
    super(`${station}: ${MAX_FAILING_INPUTS} different inputs in a row failed; the fault is taken to be ours`, {
      cause,
    })
    this.name = 'StationAtFault'
  }
}

/**
 * Counts different inputs that threw in a row. Once there are five, every further one throws StationAtFault as well, until
 * one goes through: a fault of ours must not send the river to the dead letters four inputs at a time.
 */
export function createFaultCounter(station: string) {
  const inARow = new Set<string>()
  return {
    succeeded() {
      inARow.clear()
    },
    failed(input: string, cause: unknown) {
      inARow.add(input)
      if (inARow.size >= MAX_FAILING_INPUTS) throw new StationAtFault(station, cause)
    },
  }
}

const outages: ReadonlySet<ErrorCode> = new Set([
  'store_unavailable',
  'store_full',
  'data_in_use',
  'folder_unwritable',
  'log_unavailable',
  'search_unavailable',
  'shutting_down',
  'store_conflict',
])

/** Whether something that all inputs need was away (locked, full, stopping): no input's fault, so all are left uncommitted. */
export const isOutage = (error: AppError): boolean => outages.has(error.code)
