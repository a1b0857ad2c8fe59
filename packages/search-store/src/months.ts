import { CHINA_OFFSET, toMs, type Instant } from '@guanlan/kernel'

/** A month of first sight in Asia/Shanghai: `2026.11`. What is forgotten is forgotten by whole months. */
export type Month = string

/** Years of four digits: times beyond either end fall in its month. */
const FIRST = Date.parse('0000-01-02T00:00:00Z')
const LAST = Date.parse('9999-12-31T00:00:00Z')

/** The month that a time falls in. */
export function monthOf(time: Instant): Month {
  const ms = Math.min(Math.max(toMs(time), FIRST), LAST)
  return new Date(ms + CHINA_OFFSET).toISOString().slice(0, 7).replace('-', '.')
}

/** When a month begins (epoch ms). */
export function startOf(month: Month): number {
  const [year = 0, number = 1] = month.split('.').map(Number)
  return new Date(0).setUTCFullYear(year, number - 1, 1) - CHINA_OFFSET
}
