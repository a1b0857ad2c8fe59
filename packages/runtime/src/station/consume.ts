import { inputTopicsOf, type StationName } from '@guanlan/contracts'
import type { DeliveredMessage } from '@guanlan/event-log'
import { toAppError } from '@guanlan/kernel'
import { isOutage } from './attempts.js'
import type { RunningService, ServiceContext } from './context.js'

/** A group that has handled nothing for this long while its handler throws is not well. */
const UNWELL_AFTER_FAILURES = 2

/** Subscribes a station to its events and their retry topics; measures batches, knows whether it is well. */
export async function consume(
  station: StationName,
  handle: (batch: readonly DeliveredMessage[]) => Promise<void>,
  context: ServiceContext,
): Promise<RunningService> {
  const { eventLog, metrics } = context
  let failuresInARow = 0
  let lastFailure = ''
  const subscription = await eventLog.subscribe({
    group: station,
    topics: inputTopicsOf(station),
    handle: async (batch) => {
      const stop = metrics.seconds.startTimer({ station })
      try {
        await handle(batch)
        failuresInARow = 0
      } catch (thrown) {
        failuresInARow += 1
        const error = toAppError(thrown)
        if (isOutage(error)) metrics.storeErrors.inc({ station, code: error.code })
        lastFailure = error.message
        throw thrown
      } finally {
        stop()
      }
    },
  })
  return {
    name: station,
    health: async () => (failuresInARow >= UNWELL_AFTER_FAILURES ? lastFailure : null),
    stop: (deadlineMs) => subscription.stop(deadlineMs),
  }
}
