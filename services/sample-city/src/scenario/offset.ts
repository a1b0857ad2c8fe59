import { DAY, HOUR, MINUTE } from '@guanlan/kernel'

const pattern = /^([+-])(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?$/

/**
 * `+35m`, `-3d4h20m`, `+0m` → milliseconds from the scenario's first minute; null when it is written otherwise
 * (the sign and at least one part are needed).
 */
export function parseOffset(text: string): number | null {
  const match = pattern.exec(text)
  if (!match || text.length < 3) return null
  const [, sign, days, hours, minutes] = match
  const size = Number(days ?? 0) * DAY + Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE
  return sign === '-' ? 0 - size : size
}
