import {
  encode,
  makeEvent,
  pulseTopic,
  topicOf,
  type Office,
  type PulseCall,
  type PulseState,
  type Topic,
} from '@guanlan/contracts'
import { hashId, MINUTE, SECOND, systemClock, toInstant, type Clock, type Instant, type Logger } from '@guanlan/kernel'
import type { OutgoingCall, Records, RecordStore } from '@guanlan/record-store'
import { repeat } from './repeat.js'

/** How often it is looked whether a minute has begun, wall time. */
const LOOK_MS = 5 * SECOND
/** Two beats that did not come, and some time for the third. */
const LATE_MS = 2.5 * MINUTE
const fact = 'chain-pulse'

/** The channel that ends at this house: whoever sends writes a receipt. No channel of an office can have this id. */
export const pulseChannel = '@pulse'

/** When the youngest beat that came through set out, and when its receipt was written; wall time, epoch ms. */
interface Receipt {
  readonly beat: number
  readonly received: number
}

interface Parts {
  readonly recordStore: RecordStore
  readonly office: Pick<Office, 'office'>
  readonly logger: Logger
  /** Domain clock, of the event. */
  readonly clock: Clock
  readonly wall?: Pick<Clock, 'now'>
}

/**
 * Sends one synthetic topic into the river each minute of wall time, at start at once: outbox, event log, alert router, relay and notifier have to carry it
 * until its receipt is written. Of several processes that do so one beat comes of it: its id is that of its minute.
 */
export function startPulse({ recordStore, office, logger, clock, wall = systemClock }: Parts): {
  stop(): Promise<void>
} {
  let last = 0
  return repeat(
    LOOK_MS,
    async () => {
      const minute = Math.floor(wall.now() / MINUTE)
      if (minute === last) return
      const event = beatOf(minute, office.office.jurisdiction, toInstant(clock.now()))
      await recordStore.transaction((records) => records.outbox.add([event]), { isolation: 'read-committed' })
      last = minute
    },
    (error) => logger.warn({ err: error }, 'heartbeat of the chain not sent, trying again'),
  )
}

/** The version of the topic is the minute, counted from 1970: no clock of another process has to be asked for it. */
function beatOf(minute: number, jurisdiction: string, at: Instant) {
  const body: Topic = pulseTopic(minute, jurisdiction, at)
  const event = makeEvent({
    type: 'topic.changed',
    station: 'topic-detector',
    key: body.topic,
    at,
    cause: `pulse-${minute}`,
    ordinal: 0,
    trace: body.topic,
    live: true,
    body,
  })
  return { id: event.id, topic: topicOf('topic.changed'), key: event.key, value: encode(event) }
}

/** Calls of a beat that the alert router has got: one that ends here, and one for each channel that wants to hear that we live. */
export function pulseCalls({ version }: Topic, at: Instant, channels: Office['channels']): OutgoingCall[] {
  const beat = toInstant(version * MINUTE)
  const body: PulseCall = { type: 'chain.heartbeat', at, text: '链路心跳', beat }
  const outside = channels.filter((channel) => channel.enabled && channel.kind === 'webhook' && channel.heartbeat)
  return [pulseChannel, ...outside.map(({ id }) => id)].map((channel) => ({
    key: hashId<'call'>('pulse', beat, channel),
    channel,
    group: `pulse:${beat}`,
    body,
    createdAt: at,
  }))
}

/** Writes down that a beat came through, unless a younger one did. Inside a transaction. */
export async function receivePulse(records: Records, beat: number, now: number): Promise<void> {
  const before = await records.facts.get<Receipt>(fact)
  if (before && before.beat >= beat) return
  await records.facts.put(fact, { beat, received: now } satisfies Receipt)
}

/**
 * How long ago (wall ms) the last beat that came through set out. A process that has just started has waited for it no longer than it runs:
 * `since` is when it began to look.
 */
export async function pulseOf(records: Records, since: number, now: number): Promise<PulseState> {
  const receipt = await records.facts.get<Receipt>(fact)
  const ageMs = Math.max(0, now - Math.max(receipt?.beat ?? 0, since))
  return {
    at: receipt ? toInstant(receipt.beat) : null,
    ageSeconds: Math.floor((receipt ? Math.max(0, now - receipt.beat) : ageMs) / SECOND),
    late: ageMs > LATE_MS,
  }
}
