import { createHash } from 'node:crypto'
import type { FeedPace } from '@guanlan/extract'
import { HOUR, toInstant, toMs, type AppError, type Instant } from '@guanlan/kernel'

/** Failures stretch the interval up to so many times. */
const stretchedTo = 12

/** Share of its interval by which a visit may come earlier or later. */
const SPREAD = 0.05

/**
 * When a source is due again after a visit that began at `startedMs`: its interval later, give or take a twentieth, so that sources which once
 * began together do not come together for ever; at once when something was left over. The same visit gives the same time.
 */
export function dueAfterVisit(
  source: string,
  startedMs: number,
  interval: number,
  exhausted: boolean,
  nowMs: number,
): Instant {
  const next = startedMs + Math.round(interval * (1 + SPREAD * (2 * fractionOf(source, startedMs) - 1)))
  return toInstant(exhausted ? Math.min(nowMs, next) : next)
}

/** A number in [0, 1) that looks random and is the same for the same source and moment. */
const fractionOf = (source: string, ms: number): number =>
  createHash('sha256').update(`${source} ${ms}`).digest().readUInt32BE(0) / 2 ** 32

/** After the `failures`-th failure in a row: twice as long each time, at most twelve intervals, and not before Retry-After. */
export function dueAfterFailure(nowMs: number, every: number, failures: number, error: AppError): Instant {
  const asked = error.details['retryAfterMs']
  const wait = every * Math.min(2 ** Math.max(0, failures), stretchedTo)
  // A server may ask for a day of rest, not for ever.
  return toInstant(nowMs + Math.max(wait, typeof asked === 'number' ? Math.min(asked, 86_400_000) : 0))
}

/** The longest interval of a quiet source whose file does not say it: six times the usual one, but no more than an hour. */
const longestOf = ({ every, slowest }: { every: number; slowest?: number | undefined }): number =>
  Math.max(every, slowest ?? Math.min(6 * every, HOUR))

/** A source that says something in every other hour, or more often, is asked as often as its file says. */
const LIVELY = 0.5

/**
 * How long until the next visit, ms of the domain clock: as often as the file says while the source speaks or its habit is unknown;
 * more seldom in proportion as an hour seldom brings anything, within what the file allows. `chance`: that this hour does. A feed whose answer
 * stays good for longer (`ttl`, ms) is given that time, within what the file allows.
 */
export function intervalOf(
  source: { readonly every: number; readonly slowest?: number | undefined },
  chance: number | null,
  hadNews: boolean,
  ttl = 0,
): number {
  const isLively = hadNews || chance === null || chance >= LIVELY
  const wanted = isLively ? source.every : (source.every * LIVELY) / Math.max(chance, 1e-3)
  return Math.round(Math.min(Math.max(wanted, ttl), longestOf(source)))
}

/** The first time from `due` on, hour by hour, at which the feed has not asked to be left alone; `due` itself where it never wants anybody. */
export function whenWelcome(due: Instant, pace: FeedPace | null): Instant {
  if (!pace || pace.skipHours.length + pace.skipDays.length === 0) return due
  for (let at = toMs(due), hours = 0; hours < 8 * 24; hours += 1, at += HOUR) {
    const then = new Date(at)
    if (!pace.skipHours.includes(then.getUTCHours()) && !pace.skipDays.includes(then.getUTCDay())) return toInstant(at)
  }
  return due
}
