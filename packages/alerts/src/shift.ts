import { CHINA_OFFSET, DAY, toInstant, toMs, type Instant } from '@guanlan/kernel'

/**
 * The local date (Beijing time) to which an instant belongs in a shift of these hours (`18:00-08:30`, the end not in it): over midnight that on which the shift
 * begins. null when the instant lies outside. The same time twice is a whole day.
 */
export function shiftDay(hours: string, at: Instant): string | null {
  const localMs = toMs(at) + CHINA_OFFSET
  const local = toInstant(localMs)
  const time = local.slice(11, 16)
  const [from = '00:00', to = '24:00'] = hours.split('-')
  const overnight = from >= to
  const early = overnight && time < to
  if (!early && (time < from || (!overnight && time >= to))) return null
  return toInstant(early ? localMs - DAY : localMs).slice(0, 10)
}
