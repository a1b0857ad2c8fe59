import { DAY, SECOND, toInstant } from '@guanlan/kernel'

/** Days from 30 December 1899 (so that 1 March 1900 is 61, as Excel has it) and from 1 January 1904 to 1 January 1970. */
const epoch1900 = 25_569
const epoch1904 = 24_107

/**
 * A spreadsheet's number of days → `2026-11-16 08:30:00`, local as the sheet has it, to the second. Undefined before
 * 1 March 1900 (a time of day is no moment) and after the year 9999.
 */
export function serialToText(serial: number, from1904 = false): string | undefined {
  const days = from1904 ? serial - epoch1904 : serial - epoch1900
  if (!(days > 61 - epoch1900 && days < 2_932_897)) return undefined
  return toInstant(Math.round((days * DAY) / SECOND) * SECOND)
    .slice(0, 19)
    .replace('T', ' ')
}
