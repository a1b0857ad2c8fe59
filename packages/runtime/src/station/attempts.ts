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

/** Counts throws in a row over different inputs. */
export function createFaultCounter(station: string) {
  let inARow = 0
  return {
    succeeded() {
      inARow = 0
    },
    failed(cause: unknown) {
      inARow += 1
      if (inARow >= MAX_FAILING_INPUTS) {
        inARow = 0
        throw new StationAtFault(station, cause)
      }
    },
  }
}
