import type { Instant } from '@guanlan/kernel'
import { parseDate } from '../date.js'

/** The first of these that is a date. Times without zone are local in `zone`. */
export function firstDate(zone: string, ...texts: readonly (string | undefined)[]): Instant | undefined {
  for (const text of texts) {
    const found = parseFeedDate(text, zone)
    if (found) return found
  }
  return undefined
}

/** A field that is a date and nothing else: `parseDate`, and what would be no date within a text (W3CDTF `2026-11`, `2026`; ISO ordinal `2026-320` and week dates are not used). */
export function parseFeedDate(text: string | undefined, zone: string): Instant | undefined {
  const given = text?.trim()
  if (!given) return undefined
  const partial = /^((?:19|20)\d{2})(?:-(0[1-9]|1[0-2]))?$/.exec(given)
  return parseDate(partial ? `${partial[1]}-${partial[2] ?? '01'}-01` : given, zone)
}
