import type { Logger } from '@guanlan/kernel'

/** Something that was started and has to be ended; resolves to false when it could not in time. */
export interface Ending {
  readonly name: string
  stop(): Promise<unknown>
}

/** Ends what was started, in the opposite order, and empties the list. False when something did not end in time. */
export async function endAll(endings: Ending[], logger: Logger): Promise<boolean> {
  let inTime = true
  for (const { name, stop } of endings.splice(0).reverse()) {
    const ended = await stop().catch((error: unknown) => {
      logger.error({ part: name, err: error }, 'stop failed')
      return false
    })
    if (ended === false) {
      inTime = false
      logger.warn({ part: name }, 'did not end in time')
    }
  }
  return inTime
}
