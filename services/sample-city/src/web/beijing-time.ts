import { CHINA_OFFSET } from '@guanlan/kernel'

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** Beijing keeps one offset all year, so shifting the clock is enough. */
const shifted = (ms: number) => new Date(ms + CHINA_OFFSET)

/** Epoch ms → `2026-11-16 08:35`, Beijing time, as pages write it. */
export const beijingMinute = (ms: number): string => shifted(ms).toISOString().slice(0, 16).replace('T', ' ')

/** Epoch ms → `2026-11-16`, Beijing date. */
export const beijingDate = (ms: number): string => shifted(ms).toISOString().slice(0, 10)

/** Epoch ms → `2026-11-16T08:35:00+08:00`, as Atom wants it (RFC 3339). */
export const beijingIso = (ms: number): string => `${shifted(ms).toISOString().slice(0, 19)}+08:00`

/** Epoch ms → `Mon, 16 Nov 2026 08:35:00 +0800`, as RSS wants it (RFC 822 with four-digit year). */
export function beijingRfc822(ms: number): string {
  const date = shifted(ms)
  const day = String(date.getUTCDate()).padStart(2, '0')
  const clock = date.toISOString().slice(11, 19)
  return `${weekdays[date.getUTCDay()]}, ${day} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()} ${clock} +0800`
}
