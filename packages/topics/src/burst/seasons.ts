import { dateOf, localDayOf, type LocalHour, type WorkingDays } from './week.js'

/** How many times the usual comes on a day, by domain (null = matters outside the eight domains). */
export type Seasons = (domain: string | null, hour: LocalHour) => number

/** So long before 春节, days, and how much more about unpaid wages. Steps, since the sizes are estimates of ours. */
const beforeFestival = [
  { days: 30, wages: 1.6 },
  { days: 90, wages: 1.25 },
]
/** Northern heating season, 15 November to 15 March (MMDD); south of it households heat in the same months. */
const heating = { from: '1115', to: '0315' }
const whileHeating: Readonly<Record<string, number>> = { ecology: 1.15, none: 1.15 }

/**
 * Seasonal factors beside the hour of week. Wages before 春节: the State Council's office for labour disputes runs its yearly winter
 * campaign against unpaid wages from 1 or 15 November until 春节 (新华社 2025-11-05; 2019: from 15 November). Heating season: dates of
 * the city heating rules of northern cities; complaints about heat, power and gas lie outside the eight domains, smoke in ecology. How
 * large the factors are is our own estimate: an office sees in its second winter what is true, the baseline follows within weeks.
 * In a year whose holiday file has no break of five days in January or February there is no 春节 to count to.
 */
export function chineseSeasons(calendar: WorkingDays): Seasons {
  const festivals = new Map<number, number | null>()
  const festivalOf = (year: number): number | null => {
    const known = festivals.get(year)
    if (known !== undefined) return known
    const found = findFestival(year, calendar)
    festivals.set(year, found)
    return found
  }
  const factors = new Map<number, { wages: number; heating: boolean }>()
  const factorsOf = (day: number) => {
    const known = factors.get(day)
    if (known) return known
    const date = dateOf(day)
    const year = Number(date.slice(0, 4))
    const next = [festivalOf(year), festivalOf(year + 1)].find((first) => first !== null && first >= day)
    const left = next === undefined || next === null ? Infinity : next - day
    const monthDay = date.slice(5, 7) + date.slice(8)
    const found = {
      wages: beforeFestival.find(({ days }) => left <= days)?.wages ?? 1,
      heating: monthDay >= heating.from || monthDay <= heating.to,
    }
    factors.set(day, found)
    return found
  }
  return (domain, hour) => {
    const { wages, heating: heats } = factorsOf(localDayOf(hour))
    if (domain === 'wages') return wages
    return heats ? (whileHeating[domain ?? 'none'] ?? 1) : 1
  }
}

/** First day of the break of five days or more between 15 January and the end of February. */
function findFestival(year: number, calendar: WorkingDays): number | null {
  const first = Math.round(Date.UTC(year, 0, 15) / 86_400_000)
  let run = 0
  for (let day = first; day < first + 50; day += 1) {
    run = calendar.isWorkingDay(dateOf(day)) ? 0 : run + 1
    if (run === 5) return day - 4
  }
  return null
}
