import type { Logger } from '@guanlan/kernel'
import { retryDelay, type Notifier } from '@guanlan/notifier'
import type { CallRow, RecordStore } from '@guanlan/record-store'
import { repeat, type Metrics } from '@guanlan/runtime'

/** How often waiting calls are looked for, wall time: well under the five seconds from decision to sending. */
const POLL_MS = 250
/** Calls sent side by side; those of one alert and channel go one after the other. */
const BATCH = 16
/** Longer than one attempt can take: a relay that died loses its calls to another one after this. */
const LEASE_MS = 60_000

export interface CallRelayOptions {
  readonly recordStore: RecordStore
  readonly notifier: Notifier
  readonly logger: Logger
  readonly metrics: Metrics
  /** Name of this relay among others. */
  readonly holder: string
  /** Wall time, epoch ms. */
  readonly now: () => number
}

export interface CallRelay {
  /** Waits for the attempts under way and ends. */
  stop(): Promise<void>
}

/**
 * Sends saved calls by the notifier. A call is leased, tried, and then marked sent, put off by the schedule, or failed for good
 * with its problem, which the record store shows. A crash between sending and marking sends again, with the same key and body.
 */
export function startCallRelay(options: CallRelayOptions): CallRelay {
  const { recordStore, logger, holder, now } = options
  async function carry(): Promise<void> {
    for (;;) {
      const waiting = await recordStore.records.calls.list({ state: 'waiting', limit: 1 })
      if (waiting.length === 0) return
      const leased = await recordStore.transaction((records) =>
        records.calls.lease(holder, now(), now() + LEASE_MS, BATCH),
      )
      if (leased.length === 0) return
      await Promise.all(leased.map((call) => attempt(call, options)))
    }
  }
  return repeat(POLL_MS, carry, (error) => logger.error({ err: error }, 'call relay failed, trying again'))
}

async function attempt(
  call: CallRow,
  { recordStore, notifier, logger, metrics, now }: CallRelayOptions,
): Promise<void> {
  const result = await notifier.send(call)
  const outcome = outcomeOf(call, result, now())
  metrics.calls.inc({ channel: call.channel, outcome: outcome.state === 'waiting' ? 'retry' : outcome.state })
  if (outcome.state === 'failed') {
    logger.error(
      { call: call.key, alert: call.group, channel: call.channel, attempts: call.attempts, problem: outcome.problem },
      'call failed',
    )
  }
  await recordStore.transaction((records) => records.calls.settle(call.key, outcome), { isolation: 'read-committed' })
}

function outcomeOf(call: CallRow, result: Awaited<ReturnType<Notifier['send']>>, now: number) {
  if (result.ok) return { state: 'sent' as const }
  const { problem, again, retryAfterMs, paced } = result.error
  const delay = paced ? retryAfterMs : again ? retryDelay(call.attempts, retryAfterMs) : null
  if (delay === null) return { state: 'failed' as const, problem: problem.message }
  return { state: 'waiting' as const, notBefore: now + delay, problem: problem.message, uncounted: paced === true }
}
