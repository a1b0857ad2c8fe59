import { push, pushedItem, searchable, TOTAL, type Product } from './load.js'

/** Length of the outage, seconds; 0 leaves it out. */
const OUTAGE_SECONDS = Number(process.env['GUANLAN_BENCH_OUTAGE'] ?? 60)
const BATCH = 100
/** What was offered so long ago has to be searchable when nothing lags: the index refreshes once a second. */
const ALLOWED_MS = 2_000
const PATIENCE_MS = 900_000

/** How the way back went. */
export interface CatchUp {
  readonly outage_seconds: number
  readonly stopped: string
  /** Articles offered per second, all the while. */
  readonly offered_per_second: number
  /** Articles offered and not searchable when what was stopped was started again. */
  readonly behind: number
  /** From the command to start it again until everything offered up to two seconds ago is searchable, seconds. */
  readonly seconds: number
}

/**
 * Stops something while articles go on being offered at half the speed that was just measured, starts it again after the outage, and
 * waits until nothing lags although the load goes on. What nobody takes in the meantime waits where it is offered.
 */
export async function catchUp(
  product: () => Product,
  options: { name: string; before: number; perSecond: number; stop(): Promise<unknown>; start(): Promise<unknown> },
): Promise<CatchUp | null> {
  if (OUTAGE_SECONDS <= 0) return null
  const { name, before, stop, start } = options
  const rate = Math.max(1, options.perSecond / 2)
  const began = performance.now()
  const offeredAt = (time: number) => Math.floor(Math.max(0, ((time - began) / 1_000) * rate) / BATCH) * BATCH
  let going = true
  let pushed = 0
  let failure: unknown = null
  const offering = (async () => {
    while (going) {
      if (pushed + BATCH > offeredAt(performance.now())) {
        await pause(20)
        continue
      }
      const items = Array.from({ length: BATCH }, (_, j) => pushedItem(TOTAL * 20 + pushed + j))
      try {
        await push(product(), items)
        pushed += BATCH
      } catch (thrown) {
        // Down, or on its way down or up: offered again. An answer that it cannot bear shows below as time running out.
        failure = thrown
        await pause(200)
      }
    }
  })()
  const found = async () => (await searchable(product()).catch(() => before)) - before
  try {
    await stop()
    await pause(Math.max(0, OUTAGE_SECONDS * 1_000 - (performance.now() - began)))
    const again = performance.now()
    const starting = start()
    let behind = 0
    const counted = starting.then(async () => {
      behind = offeredAt(again) - Math.min(offeredAt(again), await found())
    })
    await counted
    for (;;) {
      const now = performance.now()
      if ((await found()) >= offeredAt(now - ALLOWED_MS)) break
      if (now - again > PATIENCE_MS) throw new Error(`not caught up after ${PATIENCE_MS} ms: ${String(failure)}`)
      await pause(250)
    }
    return {
      outage_seconds: OUTAGE_SECONDS,
      stopped: name,
      offered_per_second: Math.round(rate),
      behind,
      seconds: Number(((performance.now() - again) / 1_000).toFixed(1)),
    }
  } finally {
    going = false
    await offering
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
