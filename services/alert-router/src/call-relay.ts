import type { Logger } from '@guanlan/kernel'
import { retryDelay, type Notifier } from '@guanlan/notifier'
import type { CallChoice, CallRow, Records, RecordStore } from '@guanlan/record-store'
import { repeat, type Metrics } from '@guanlan/runtime'
import { restChannel, takeWithin, type Turn } from './call-room.js'

/** How often each lane looks for calls whose time has come, wall time; new ones are told by the store. */
const POLL_MS = 500
/** Calls of one channel sent side by side; those of one alert go one after the other. */
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
 * with its problem, which the record store shows. A crash between sending and marking sends again, with the same key and body. Each channel has a
 * lane of its own, so that one that hangs holds up no other; what names no channel that is switched on goes by the last lane, and fails there.
 */
export function startCallRelay(options: CallRelayOptions): CallRelay {
  const { recordStore, notifier, logger } = options
  const ids = [...notifier.limits.keys()]
  const lanes = [...ids.map((channel) => ({ channel })), { notChannels: ids }].map((lane) =>
    repeat(
      POLL_MS,
      () => carry(lane, options),
      (error) => logger.error({ err: error }, 'call relay failed, trying again'),
    ),
  )
  const off = recordStore.onCommit(() => {
    for (const lane of lanes) lane.nudge()
  })
  return {
    async stop() {
      off()
      await Promise.all(lanes.map((lane) => lane.stop()))
    },
  }
}

type Lane = Pick<CallChoice, 'channel' | 'notChannels'>

/** Sends what waits in a lane until nothing of it may be sent now. */
async function carry(lane: Lane, options: CallRelayOptions): Promise<void> {
  const { recordStore, logger, metrics } = options
  for (;;) {
    const waiting = await recordStore.records.calls.list({ ...lane, state: 'waiting', limit: 1 })
    if (waiting.length === 0) return
    const { leased, folded } = await recordStore.transaction((records) => take(records, lane, options))
    if (folded > 0) {
      metrics.calls.inc({ channel: lane.channel ?? '', outcome: 'folded' }, folded)
      logger.warn({ channel: lane.channel, folded }, 'no room on a channel: calls folded into a digest')
    }
    if (leased.length === 0) return
    await Promise.all(leased.map((call) => attempt(call, options)))
  }
}

async function take(records: Records, lane: Lane, { holder, now: clock, notifier }: CallRelayOptions): Promise<Turn> {
  const now = clock()
  const leaseUntil = now + LEASE_MS
  const { channel } = lane
  const limits = channel === undefined ? [] : (notifier.limits.get(channel) ?? [])
  if (channel !== undefined && limits.length > 0)
    return takeWithin(records, { channel, limits, holder, now, leaseUntil, most: BATCH })
  return { leased: await records.calls.lease(holder, now, leaseUntil, BATCH, lane), folded: 0 }
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
  const rests = outcome.state === 'waiting' && outcome.uncounted
  await recordStore.transaction(
    async (records) => {
      await records.calls.settle(call.key, outcome)
      if (rests) await restChannel(records, call.channel, outcome.notBefore)
    },
    rests ? {} : { isolation: 'read-committed' },
  )
}

function outcomeOf(call: CallRow, result: Awaited<ReturnType<Notifier['send']>>, now: number) {
  if (result.ok) return { state: 'sent' as const }
  const { problem, again, retryAfterMs, paced } = result.error
  const delay = paced ? retryAfterMs : again ? retryDelay(call.attempts, retryAfterMs) : null
  if (delay === null) return { state: 'failed' as const, problem: problem.message }
  return { state: 'waiting' as const, notBefore: now + delay, problem: problem.message, uncounted: paced === true }
}
