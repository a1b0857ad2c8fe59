import { digestOf, isFoldable } from '@guanlan/alerts'
import { freshPace, paceAfter, planFor, roomIn, type PaceLimit, type PaceState } from '@guanlan/notifier'
import type { CallRow, Records } from '@guanlan/record-store'

/** Calls under this level are folded when there is no room for them. */
const URGENT = 'orange'
/** Folded into one digest at most; what is over goes into the next. */
const MOST_FOLDED = 5_000

/** A channel with limits, seen by one relay at `now` (wall, epoch ms); what is leased is leased to `holder` until `leaseUntil`. */
export interface Allowance {
  readonly channel: string
  readonly limits: readonly PaceLimit[]
  readonly holder: string
  readonly now: number
  readonly leaseUntil: number
  /** Calls at once. */
  readonly most: number
}

/** What a turn gave out, and how many calls it folded into a digest. */
export interface Turn {
  readonly leased: readonly CallRow[]
  readonly folded: number
}

const factOf = (channel: string): string => `pace:${channel}`
const paceOf = async (records: Records, channel: string): Promise<PaceState> => ({
  ...freshPace,
  ...(await records.facts.get<Partial<PaceState>>(factOf(channel))),
})

/**
 * Gives out what a channel's limits leave room for: red and orange calls first, less urgent ones as long as they fit, and when too many of those have
 * waited for too long one digest of all of them. Inside a transaction, in which the allowance is taken as well: it is kept by all relays together.
 */
export async function takeWithin(records: Records, allowance: Allowance): Promise<Turn> {
  const { channel, limits, holder, now, leaseUntil, most } = allowance
  const before = await paceOf(records, channel)
  const lease = (limit: number, from?: typeof URGENT): Promise<CallRow[]> =>
    limit <= 0
      ? Promise.resolve([])
      : records.calls.lease(holder, now, leaseUntil, Math.min(limit, most), {
          channel,
          ...(from === undefined ? {} : { from }),
        })
  const { urgent } = roomIn(before, limits, now)
  const leased = await lease(urgent, URGENT)
  let pace = paceAfter(before, limits, now, leased.length)
  const room = roomIn(pace, limits, now)
  const backlog = await records.calls.countUnder(channel, URGENT, now)
  const { plan, state } = planFor(pace, room, backlog, now)
  const folded = plan === 'digest' ? await fold(records, channel, now) : 0
  const usual = plan === 'digest' ? await lease(1, URGENT) : plan === 'send' ? await lease(room.usual) : []
  pace = paceAfter(state, limits, now, usual.length)
  if (JSON.stringify(pace) !== JSON.stringify(before)) await records.facts.put(factOf(channel), pace)
  return { leased: [...leased, ...usual], folded }
}

/** The other side says that it was too often: nothing for it before `until`. Inside a transaction. */
export async function restChannel(records: Records, channel: string, until: number): Promise<void> {
  const pace = await paceOf(records, channel)
  await records.facts.put(factOf(channel), { ...pace, restUntil: Math.max(pace.restUntil, until) })
}

/**
 * Makes one call of many, as urgent as an orange one: only a red one goes before it. Returns how many it stands for. A call that says nothing that people
 * could read fails, as it would by itself.
 */
async function fold(records: Records, channel: string, now: number): Promise<number> {
  const waiting = await records.calls.waitingUnder(channel, URGENT, now, MOST_FOLDED)
  const told = waiting.filter((call) => isFoldable(call.body))
  for (const { key } of waiting.filter((call) => !isFoldable(call.body)))
    await records.calls.settle(key, { state: 'failed', problem: '通知内容无法识别' })
  if (told.length === 0) return 0
  const at = told.map(({ createdAt }) => createdAt).reduce((latest, one) => (one > latest ? one : latest))
  const { key, body } = digestOf(channel, told, at)
  await records.calls.fold(told.map((call) => call.key))
  await records.calls.add([{ key, channel, group: `digest:${key}`, body, createdAt: at, level: URGENT }])
  return told.length
}
