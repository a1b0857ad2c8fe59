import { t } from '../messages/index.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** A day, ms. */
export const DAY_MS = DAY
/** 北京时间: UTC+8 all year, wherever the browser sits. */
const BEIJING = 8 * HOUR

/** `2026-11-22T16:05:09.000` in Beijing, from epoch milliseconds. */
const beijing = (ms: number): string => new Date(ms + BEIJING).toISOString().slice(0, 23)

/** Instant → epoch milliseconds; NaN for what is no date. */
export const msOf = (instant: string): number => Date.parse(instant)

/** `16:05` on the same Beijing day, else `11-22 16:05`, else with the year. Empty for what is no date. */
export function formatTime(instant: string, now: number): string {
  const ms = msOf(instant)
  if (Number.isNaN(ms)) return ''
  const there = beijing(ms)
  const here = beijing(now)
  const clock = there.slice(11, 16)
  if (there.slice(0, 10) === here.slice(0, 10)) return clock
  if (there.slice(0, 4) === here.slice(0, 4)) return `${there.slice(5, 10)} ${clock}`
  return `${there.slice(0, 10)} ${clock}`
}

/** `2026-11-22 16:05:09`, Beijing. */
export function formatFull(instant: string): string {
  const ms = msOf(instant)
  return Number.isNaN(ms) ? '' : beijing(ms).slice(0, 19).replace('T', ' ')
}

/** `2026-11-22T16:05:09.000+08:00`: what exports carry. */
export function formatIso(instant: string): string {
  const ms = msOf(instant)
  return Number.isNaN(ms) ? '' : `${beijing(ms)}+08:00`
}

/** `11-22 16:05:09` of the frame's clock, from epoch milliseconds. */
export const formatClock = (ms: number): string => beijing(ms).slice(5, 19).replace('T', ' ')

/** `2026-11-22 16:05` (Beijing, what a date picker hands over) → Instant; undefined when it is none. */
export function fromBeijing(text: string): string | undefined {
  const ms = Date.parse(`${text.replace(' ', 'T')}:00.000+08:00`)
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}

/** Instant → `2026-11-22 16:05`, Beijing: what a date picker wants. */
export const toBeijing = (instant: string): string => formatFull(instant).slice(0, 16)

/** A length of time in words: 「3 小时 12 分」. Negative counts as none. */
export function formatSpan(ms: number): string {
  if (ms < MINUTE) return t.time.seconds(Math.max(0, Math.floor(ms / 1_000)))
  if (ms < HOUR) return t.time.minutes(Math.floor(ms / MINUTE))
  if (ms < DAY) return t.time.hours(Math.floor(ms / HOUR), Math.floor((ms % HOUR) / MINUTE))
  return t.time.days(Math.floor(ms / DAY), Math.floor((ms % DAY) / HOUR))
}

/** How long ago, coarse enough for a list: 「刚刚」「12 分钟前」「2 天前」. */
export function formatAge(instant: string, now: number): string {
  const ms = now - msOf(instant)
  if (Number.isNaN(ms)) return ''
  if (ms < MINUTE) return t.time.justNow
  if (ms < HOUR) return t.time.ago(t.time.minutes(Math.floor(ms / MINUTE)))
  if (ms < DAY) return t.time.ago(t.time.hours(Math.floor(ms / HOUR), 0))
  return t.time.ago(t.time.days(Math.floor(ms / DAY), 0))
}

/** Where the domain clock stood at a moment of wall time, and how fast it runs. Milliseconds; `speed` domain per wall. */
export interface ClockAnchor {
  readonly domain: number
  readonly wall: number
  readonly speed: number
}

/** Nothing is known of the clock later than this after the last word from the server: then it stands still. */
export const CLOCK_TRUST = 40_000

/** Domain time at wall time `wall`: advances by speed from the anchor, for at most CLOCK_TRUST of wall time. */
export function domainNow(anchor: ClockAnchor, wall: number): number {
  const passed = Math.min(Math.max(0, wall - anchor.wall), CLOCK_TRUST)
  return anchor.domain + passed * anchor.speed
}
