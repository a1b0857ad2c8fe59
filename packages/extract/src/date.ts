import { DAY, HOUR, MINUTE, SECOND, type Instant, toInstant } from '@guanlan/kernel'
import { fromLocal } from './zone.js'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Minutes east of UTC of the names that RFC 822 and servers use. CST is read by zone: China's beside Chinese pages. */
const namedOffsets: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 60,
  bst: 60,
  cet: 60,
  cest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  est: -300,
  edt: -240,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  ast: -240,
  adt: -180,
  akst: -540,
  akdt: -480,
  hst: -600,
  brt: -180,
  ist: 330,
  awst: 480,
  acst: 570,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  jst: 540,
  kst: 540,
  hkt: 480,
  sgt: 480,
}

const time =
  '(?<hour>\\d{1,2})\\s*[:：时点]\\s*(?:(?<minute>\\d{1,2})\\s*(?:[:：分]\\s*(?:(?<second>\\d{1,2})(?:[.,](?<fraction>\\d{1,9}))?秒?)?)?)?'
const noon = '(?<noon>[AaPp]\\.?[Mm]\\.?|凌晨|早上|上午|中午|下午|晚上)'
const zoneOf = '(?<zone>Z\\b|(?:UTC|GMT)?\\s*[+-]\\d{1,2}:?(?:\\d\\d)?(?!\\d)|[A-Za-z]{2,4}\\b)'
const clock = `(?:\\s*[T,，]?\\s*(?:星期.|周.)?\\s*${noon}?\\s*${time}\\s*(?:(?<after>[AaPp]\\.?[Mm]\\.?))?\\s*${zoneOf}?)?`
const name = '(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*'

const forms: readonly RegExp[] = [
  // 2026-11-16T08:35:00+08:00, 2026/11/16 8:35, 2026年11月16日 08:35, 2026.11.16
  new RegExp(
    `(?<!\\d)(?<year>\\d{4})\\s*[-/.年]\\s*(?<month>\\d{1,2})\\s*[-/.月]\\s*(?<day>\\d{1,2})(?!\\d)\\s*日?${clock}`,
  ),
  // Mon, 16 Nov 2026 08:35:00 GMT; 16-Nov-26 08:35
  new RegExp(
    `(?<!\\d)(?<day>\\d{1,2})(?:st|nd|rd|th)?[\\s.-]+${name}[\\s.,-]+(?<year>\\d{4}|\\d{2})(?!\\d)${clock}`,
    'i',
  ),
  // Mon Nov 16 08:35:00 CST 2026
  new RegExp(`${name}\\s+(?<day>\\d{1,2})\\s+${time}\\s*(?:${zoneOf})?\\s+(?<year>\\d{4})(?!\\d)`, 'i'),
  // November 16, 2026 8:35 AM
  new RegExp(`${name}[\\s.]+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})(?!\\d)(?:\\s*at)?${clock}`, 'i'),
  // 11/16/2026 8:35
  new RegExp(`(?<!\\d)(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4})(?!\\d)${clock}`),
  // 20261116083500, 20261116
  /^(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<day>\d{2})(?:T?(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?(?<zone>Z)?)?$/,
]

/** 11-16 08:35, 11月16日, with the year left to the reader. */
const yearless = new RegExp(`(?<![\\d.-])(?<month>\\d{1,2})\\s*[-/月]\\s*(?<day>\\d{1,2})(?![\\d])\\s*日?${clock}`)
const relative = /(?<count>\d+)\s*(?<unit>秒|分钟|小时|个小时|天)前|(?<now>刚刚)/
const relativeDay = new RegExp(`(?<word>今天|昨天|前天)${clock}`)

/**
 * The first date in a text → Instant. Knows ISO 8601, RFC 822/850, asctime, Chinese and bare local forms, epoch seconds
 * and milliseconds; a wrong weekday is ignored. A time without zone is local in `zone`. Forms that leave out year or
 * day (11-16 08:35, 昨天, 3分钟前) are only read when `reference` (epoch ms of the reading) is given.
 * Undefined when there is no date, or an impossible one.
 */
export function parseDate(text: string | undefined, zone = 'Asia/Shanghai', reference?: number): Instant | undefined {
  const given = text
    ?.slice(0, 400)
    .replace(/[０-９：]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .trim()
  if (!given) return undefined
  if (/^\d{10}(?:\d{3})?$/.test(given)) return instantOf(Number(given) * (given.length === 10 ? SECOND : 1))
  for (const form of forms) {
    const found = form.exec(given)?.groups
    const instant = found && fromFields(found, zone)
    if (instant) return instant
  }
  return reference === undefined ? undefined : fromReference(given, zone, reference)
}

type Fields = Readonly<Record<string, string | undefined>>

function fromFields(fields: Fields, zone: string): Instant | undefined {
  const named = fields['name'] ? months.indexOf(fields['name'].slice(0, 3).toLowerCase()) + 1 : Number(fields['month'])
  const shortYear = Number(fields['year'])
  const year = fields['year']?.length === 2 ? shortYear + (shortYear < 70 ? 2_000 : 1_900) : shortYear
  const day = Number(fields['day'])
  const midnight = Date.UTC(year, named - 1, day)
  const check = new Date(midnight)
  if (year < 1_900 || year > 2_200 || check.getUTCMonth() !== named - 1 || check.getUTCDate() !== day) return undefined
  return atClock(midnight, fields, zone)
}

/** Midnight of a local day (as UTC fields) plus the clock time that was named, in its zone. */
function atClock(midnight: number, fields: Fields, zone: string): Instant | undefined {
  let hour = Number(fields['hour'] ?? 0)
  const minute = Number(fields['minute'] ?? 0)
  const second = Number(fields['second'] ?? 0)
  const half = (fields['noon'] ?? fields['after'] ?? '').toLowerCase().replaceAll('.', '')
  if (['pm', '下午', '晚上'].includes(half) && hour < 12) hour += 12
  if (['am', '凌晨'].includes(half) && hour === 12) hour = 0
  if (half === '中午' && hour < 6) hour += 12
  if (hour > 24 || minute > 59 || second > 60) return undefined
  const local =
    midnight +
    hour * HOUR +
    minute * MINUTE +
    second * SECOND +
    Math.trunc(Number(`0.${fields['fraction'] ?? 0}`) * SECOND)
  const offset = fields['hour'] === undefined ? undefined : offsetOf(fields['zone'], zone)
  return instantOf(offset === undefined ? fromLocal(local, zone) : local - offset * MINUTE)
}

function offsetOf(text: string | undefined, zone: string): number | undefined {
  if (!text) return undefined
  const numeric = /([+-])(\d{1,2}):?(\d\d)?$/.exec(text)
  if (numeric) return (numeric[1] === '-' ? -1 : 1) * (Number(numeric[2]) * 60 + Number(numeric[3] ?? 0))
  const key = text.toLowerCase()
  if (key === 'cst') return zone.startsWith('Asia/') ? 480 : -360
  return namedOffsets[key]
}

function fromReference(text: string, zone: string, reference: number): Instant | undefined {
  const ago = relative.exec(text)?.groups
  if (ago?.['now']) return instantOf(reference)
  if (ago) {
    const unit = { 秒: SECOND, 分钟: MINUTE, 小时: HOUR, 个小时: HOUR, 天: DAY }[ago['unit'] ?? ''] ?? 0
    return instantOf(reference - Number(ago['count']) * unit)
  }
  const localNow = reference * 2 - fromLocal(reference, zone)
  const today = Math.floor(localNow / DAY) * DAY
  const near = relativeDay.exec(text)?.groups
  if (near) return atClock(today - ['今天', '昨天', '前天'].indexOf(near['word'] ?? '') * DAY, near, zone)
  const fields = yearless.exec(text)?.groups
  if (!fields) return undefined
  // A page of January that shows 12-30 means last year; a day of grace for zones.
  const thisYear = new Date(localNow).getUTCFullYear()
  const here = fromFields({ ...fields, year: String(thisYear) }, zone)
  return here && Date.parse(here) > reference + DAY ? fromFields({ ...fields, year: String(thisYear - 1) }, zone) : here
}

function instantOf(ms: number): Instant | undefined {
  return Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? toInstant(ms) : undefined
}
