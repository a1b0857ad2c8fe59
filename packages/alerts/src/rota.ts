import type {
  ChannelConfig,
  EscalationConfig,
  OnDuty,
  Rota,
  RotaProblem,
  RotaRule,
  RotaShift,
} from '@guanlan/contracts'
import { CHINA_OFFSET, DAY, MINUTE, toInstant, toMs, type Instant } from '@guanlan/kernel'
import { shiftDay } from './shift.js'

/** Whether a local date (`2026-10-01`) is a working day. */
export type IsWorkingDay = (date: string) => boolean

/** Somebody on duty, with the channels that reach this person. */
export interface Callee {
  readonly name: string
  readonly role: 'duty' | 'deputy'
  readonly shift: string
  readonly channels: readonly string[]
}

/** A line of the console's chain as the escalation knows it: milliseconds. */
export const ruleOfRota = ({ after, every, call, ...rule }: RotaRule): EscalationConfig => ({
  ...rule,
  after: Math.round(after * MINUTE),
  call,
  ...(every === undefined ? {} : { every: Math.round(every * MINUTE) }),
})

/** A rule of escalations.yaml as the console shows it: minutes. */
export const ruleForRota = ({ after, every, call = [], ...rule }: EscalationConfig): RotaRule => ({
  ...rule,
  after: after / MINUTE,
  call: [...call],
  ...(every === undefined ? {} : { every: every / MINUTE }),
})

/** Local date so many days after another. */
export const dayAfter = (date: string, days: number): string =>
  toInstant(toMs(`${date}T00:00:00.000Z`) + days * DAY).slice(0, 10)

/** Local date (Beijing time) of an instant. */
export const localDay = (at: Instant): string => toInstant(toMs(at) + CHINA_OFFSET).slice(0, 10)

/** Who has the shift on a local date; null when it does not take place then. */
export function turnOn(rota: Rota, shift: RotaShift, day: string, isWorkingDay: IsWorkingDay) {
  const swap = rota.swaps.find((one) => one.day === day && one.shift === shift.id)
  if (swap) return { duty: swap.duty, deputy: swap.deputy, swapped: swap.note ?? '调班' }
  if (!isOfKind(day, shift, isWorkingDay)) return null
  const turn = shift.turns[turnIndex(shift, day, isWorkingDay)]
  return turn ? { duty: turn.duty, deputy: turn.deputy, swapped: null } : null
}

const isOfKind = (day: string, { days }: Pick<RotaShift, 'days'>, isWorkingDay: IsWorkingDay): boolean =>
  days === 'any' || isWorkingDay(day) === (days === 'working')

/** Turns go on over days on which the shift takes place, or over weeks; before the first day they count backwards. */
function turnIndex(shift: RotaShift, day: string, isWorkingDay: IsWorkingDay): number {
  const apart = Math.round((toMs(`${day}T00:00:00.000Z`) - toMs(`${shift.from}T00:00:00.000Z`)) / DAY)
  const count = shift.turns.length
  const wrap = (n: number): number => ((n % count) + count) % count
  if (shift.every === 'week') return wrap(Math.floor(apart / 7))
  if (shift.days === 'any') return wrap(apart)
  const [first, last] = apart < 0 ? [day, shift.from] : [shift.from, day]
  let between = 0
  for (let one = first; one < last; one = dayAfter(one, 1)) if (isOfKind(one, shift, isWorkingDay)) between += 1
  return wrap(apart < 0 ? -between : between)
}

/** The shifts that take place on a local date, with the names of those who have them. */
export function shiftsOn(rota: Rota, day: string, isWorkingDay: IsWorkingDay): OnDuty[] {
  const nameOf = (id: string): string => rota.people.find((person) => person.id === id)?.name ?? id
  return rota.shifts.flatMap((shift) => {
    const turn = turnOn(rota, shift, day, isWorkingDay)
    if (!turn) return []
    const { id, name, hours } = shift
    const deputy = turn.deputy === undefined ? null : nameOf(turn.deputy)
    return [{ shift: id, name, hours, day, duty: nameOf(turn.duty), deputy, swapped: turn.swapped }]
  })
}

/** The shifts that run at an instant. */
export function onDutyAt(rota: Rota, at: Instant, isWorkingDay: IsWorkingDay): OnDuty[] {
  return rota.shifts.flatMap((shift) => {
    const day = shiftDay(shift.hours, at)
    return day === null ? [] : shiftsOn(rota, day, isWorkingDay).filter((one) => one.shift === shift.id)
  })
}

/** Whom the roles of a rule mean at an instant, each person once. */
export function calleesAt(
  rota: Rota,
  roles: EscalationConfig['call'],
  at: Instant,
  isWorkingDay: IsWorkingDay,
): Callee[] {
  const found = rota.shifts.flatMap((shift) => {
    const day = shiftDay(shift.hours, at)
    const turn = day === null ? null : turnOn(rota, shift, day, isWorkingDay)
    if (!turn) return []
    return (roles ?? []).flatMap((role) => {
      const person = rota.people.find(({ id }) => id === turn[role])
      return person ? [{ name: person.name, role, shift: shift.name, channels: person.channels }] : []
    })
  })
  return found.filter(({ name }, at_) => found.findIndex((one) => one.name === name) === at_)
}

/** What would keep a rota from being used: names that nothing stands behind, and lines that call nobody. [] = fit to be published. */
export function rotaProblems(rota: Rota, channels: readonly Pick<ChannelConfig, 'id'>[]): RotaProblem[] {
  const problems: RotaProblem[] = []
  const people = new Set(rota.people.map(({ id }) => id))
  const shifts = new Set(rota.shifts.map(({ id }) => id))
  const known = new Set(channels.map(({ id }) => id))
  const tell = (field: string, message: string): void => void problems.push({ field, message })
  const isUnknown = (ids: ReadonlySet<string>, id: string | undefined): boolean => id !== undefined && !ids.has(id)
  const checkTurn = (field: string, turn: { duty: string; deputy?: string | undefined }): void => {
    for (const role of ['duty', 'deputy'] as const)
      if (isUnknown(people, turn[role])) tell(`${field}.${role}`, `值班人员中没有 ${turn[role]}`)
  }
  const checkChannels = (field: string, ids: readonly string[]): void => {
    for (const id of ids) if (!known.has(id)) tell(`${field}.channels`, `没有通知渠道 ${id}`)
  }
  for (const [list, ids] of [
    ['people', rota.people.map(({ id }) => id)],
    ['shifts', rota.shifts.map(({ id }) => id)],
    ['chain', rota.chain.map(({ id }) => id)],
    ['swaps', rota.swaps.map(({ day, shift }) => `${day} ${shift}`)],
  ] as const)
    for (const [at, id] of ids.entries()) if (ids.indexOf(id) < at) tell(`${list}.${at}`, `${id} 重复`)
  for (const [at, { channels: own }] of rota.people.entries()) checkChannels(`people.${at}`, own)
  for (const [at, shift] of rota.shifts.entries())
    for (const [nth, turn] of shift.turns.entries()) checkTurn(`shifts.${at}.turns.${nth}`, turn)
  for (const [at, swap] of rota.swaps.entries()) {
    if (!shifts.has(swap.shift)) tell(`swaps.${at}.shift`, `没有班次 ${swap.shift}`)
    checkTurn(`swaps.${at}`, swap)
  }
  for (const [at, rule] of rota.chain.entries()) {
    checkChannels(`chain.${at}`, rule.channels)
    if (rule.channels.length + rule.call.length === 0) tell(`chain.${at}`, '这一步没有写通知谁')
    if (rule.call.length > 0 && shifts.size === 0) tell(`chain.${at}.call`, '还没有班次，不知道谁在值班')
  }
  return problems
}
