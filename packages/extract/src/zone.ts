const formatters = new Map<string, Intl.DateTimeFormat | null>()

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  let formatter = formatters.get(zone)
  if (formatter === undefined) {
    try {
      const parts = {
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      } as const
      formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...parts })
    } catch {
      formatter = null
    }
    formatters.set(zone, formatter)
  }
  return formatter
}

/** Minutes east of UTC in `zone` (IANA name) at a moment; an unknown zone counts as Asia/Shanghai. China has had no summer time since 1992. */
export function offsetMinutes(zone: string, epochMs: number): number {
  const formatter = zone === 'Asia/Shanghai' ? null : formatterOf(zone)
  if (!formatter) return 480
  const part: Record<string, number> = {}
  for (const { type, value } of formatter.formatToParts(epochMs)) part[type] = Number(value)
  const local = Date.UTC(
    part['year'] ?? 0,
    (part['month'] ?? 1) - 1,
    part['day'],
    part['hour'],
    part['minute'],
    part['second'],
  )
  return Math.round((local - epochMs) / 60_000)
}

/** A local time in `zone` (its fields read as if they were UTC, epoch ms) → epoch ms. */
export function fromLocal(localMs: number, zone: string): number {
  const guess = localMs - offsetMinutes(zone, localMs) * 60_000
  return localMs - offsetMinutes(zone, guess) * 60_000
}
