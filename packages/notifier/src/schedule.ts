import { HOUR, MINUTE, SECOND } from '@guanlan/kernel'

/** Waits between attempts: 5 s, 15 s, 45 s … never more than an hour; after the twelfth attempt (five and a half hours) it is failed. */
export const retrySchedule = { first: 5 * SECOND, factor: 3, longest: HOUR, attempts: 12 } as const

/**
 * Milliseconds until the next attempt after `attempts` failed ones (from 1), or null when it is given up. What the
 * receiver asked for is kept when it is longer, up to the longest wait: nobody may put an alarm off for a day.
 */
export function retryDelay(attempts: number, retryAfterMs: number | null = null): number | null {
  if (attempts >= retrySchedule.attempts) return null
  const { first, factor, longest } = retrySchedule
  const own = Math.min(longest, first * factor ** (attempts - 1))
  return Math.max(own, Math.min(longest, retryAfterMs ?? 0))
}

/** Retry-After (RFC 9110, 10.2.3: seconds or an HTTP date) → milliseconds from `now`; null when absent or unreadable. */
export function parseRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * SECOND
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

/** Longest that one attempt may take. */
export const attemptTimeout = MINUTE / 6
