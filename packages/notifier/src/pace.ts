import { MINUTE, SECOND } from '@guanlan/kernel'

/** So many messages within any `perMs`, as the makers of chat robots and an office's own file allow. */
export interface PaceLimit {
  readonly most: number
  readonly perMs: number
}

/**
 * What is remembered of a channel that has limits, in epoch ms of wall time. It is kept with the calls and written with each lease: relays in several processes, and
 * a relay after a restart, share one allowance.
 */
export interface PaceState {
  /** When each message of the longest window was given out. */
  readonly sent: readonly number[]
  /** The other side said that it was too often: nothing before this. */
  readonly restUntil: number
  /** The last digest. */
  readonly digestAt: number
  /** Since when more waits than there is room for; 0 = all that waits has room. */
  readonly lackSince: number
}

/** Nothing sent yet. */
export const freshPace: PaceState = { sent: [], restUntil: 0, digestAt: 0, lackSince: 0 }

/** Messages that may go out now: red and orange ones (and digests) in `urgent`, all in `usual`, which is at most `urgent`. */
export interface Room {
  readonly urgent: number
  readonly usual: number
}

/** Less urgent messages get this share of an allowance, so that red and orange always find a place. */
const USUAL_SHARE = 0.5
/** How long what has no room is gathered before the first digest. */
const GATHER_MS = 30 * SECOND
/** Digests of a channel are at least so far apart. */
const DIGEST_EVERY_MS = MINUTE

/** A message is counted when it is given out and arrives a little later, by a little that varies: windows are taken this much longer. */
const slackOf = (perMs: number): number => Math.min(2 * SECOND, perMs / 4)

/** Room under all limits at `now`; a clock that was set back forgets what lies ahead of it. */
export function roomIn({ sent, restUntil }: PaceState, limits: readonly PaceLimit[], now: number): Room {
  if (now < restUntil) return { urgent: 0, usual: 0 }
  const rooms = limits.map(({ most, perMs }) => {
    const used = sent.filter((at) => at > now - perMs - slackOf(perMs) && at <= now).length
    return { urgent: most - used, usual: Math.floor(most * USUAL_SHARE) - used }
  })
  const least = (which: keyof Room): number => Math.max(0, Math.min(...rooms.map((room) => room[which])))
  return { urgent: least('urgent'), usual: least('usual') }
}

/** After `count` messages were given out at `now`. */
export function paceAfter(state: PaceState, limits: readonly PaceLimit[], now: number, count: number): PaceState {
  const longest = Math.max(...limits.map(({ perMs }) => perMs + slackOf(perMs)))
  const kept = state.sent.filter((at) => at > now - longest && at <= now)
  return { ...state, sent: [...kept, ...Array<number>(count).fill(now)] }
}

/** What is to be done about less urgent calls: as many as fit sent by themselves, all told in a digest, or kept for it. */
export type Plan = 'send' | 'digest' | 'gather'

/**
 * What to do while `backlog` less urgent calls wait. From the moment at which they do not fit they are gathered for a digest, so that what is sent by itself is
 * sent at once and not a minute later. Returns the state with what it knows of the lack.
 */
export function planFor(
  state: PaceState,
  room: Room,
  backlog: number,
  now: number,
): { readonly plan: Plan; readonly state: PaceState } {
  const lacked = state.lackSince !== 0 && state.lackSince <= now
  if (backlog <= (lacked ? Math.min(1, room.usual) : room.usual))
    return { plan: 'send', state: { ...state, lackSince: 0 } }
  const lackSince = lacked ? state.lackSince : now
  const due = backlog > 1 && room.urgent > 0 && now - lackSince >= GATHER_MS && now - state.digestAt >= DIGEST_EVERY_MS
  return {
    plan: due ? 'digest' : 'gather',
    state: { ...state, lackSince: due ? 0 : lackSince, digestAt: due ? now : state.digestAt },
  }
}
