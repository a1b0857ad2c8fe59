import {
  levelRank,
  type Alert,
  type ChannelConfig,
  type Level,
  type Rota,
  type RotaOutlook,
  type RotaStep,
} from '@guanlan/contracts'
import { CHINA_OFFSET, DAY, MINUTE, toInstant, toMs, type Instant } from '@guanlan/kernel'
import { firstSteps, stepAt } from './escalation.js'
import { calleesAt, dayAfter, localDay, onDutyAt, ruleOfRota, shiftsOn, type IsWorkingDay } from './rota.js'

const DAYS = 14
/** Shifts begin and end at whole minutes; gaps are looked for this finely. */
const GRAIN = 5 * MINUTE
/** A simulation tells a day, and so many steps of it at most. */
const TOLD_MS = DAY
const MOST_STEPS = 200

/** Who has what on the fourteen days from `now` on, and when nobody has anything; without shifts there are no gaps either. */
export function rotaOutlook(rota: Rota, now: Instant, isWorkingDay: IsWorkingDay): RotaOutlook {
  const first = localDay(now)
  const days = Array.from({ length: DAYS }, (_, n) => dayAfter(first, n)).map((day) => ({
    day,
    working: isWorkingDay(day),
    shifts: shiftsOn(rota, day, isWorkingDay),
  }))
  return {
    days,
    gaps: rota.shifts.length === 0 ? [] : gapsFrom(rota, toMs(`${first}T00:00:00.000Z`) - CHINA_OFFSET, isWorkingDay),
  }
}

function gapsFrom(rota: Rota, start: number, isWorkingDay: IsWorkingDay): RotaOutlook['gaps'] {
  const gaps: { from: Instant; to: Instant }[] = []
  for (let at = start; at < start + DAYS * DAY; at += GRAIN) {
    if (onDutyAt(rota, toInstant(at), isWorkingDay).length > 0) continue
    const last = gaps.at(-1)
    const to = toInstant(at + GRAIN)
    if (last?.to === toInstant(at)) last.to = to
    else gaps.push({ from: toInstant(at), to })
  }
  return gaps
}

/** An alert that is raised and then left alone, as far as the escalation looks at one. */
const leftAlone = (level: Level, at: Instant) =>
  ({ alert: 'simulated', state: 'open', level, history: [{ at, what: 'raised', level }] }) as unknown as Alert

/**
 * Who would be called, and when, for an alert of this level that nobody confirms, by the same steps that the escalation takes: first by the channels that
 * want the level, then by the chain, a day long. Steps outside of their shift are told, too: they call nobody.
 */
export function simulateChain(
  rota: Rota,
  channels: readonly ChannelConfig[],
  level: Level,
  at: Instant,
  isWorkingDay: IsWorkingDay,
): RotaStep[] {
  const enabled = new Set(channels.filter((channel) => channel.enabled).map(({ id }) => id))
  const wanting = channels.filter((channel) => channel.enabled && channel.levels.includes(level)).map(({ id }) => id)
  const told = levelRank(level) >= levelRank('yellow')
  const steps: RotaStep[] = told
    ? [
        {
          at,
          minutes: 0,
          rule: null,
          nth: 1,
          people: [],
          channels: wanting,
          silent: wanting.length === 0 ? 'no-channel' : null,
        },
      ]
    : []
  const rules = rota.chain.map(ruleOfRota)
  const alert = leftAlone(level, at)
  const waiting = [...firstSteps(alert, rules)]
  while (waiting.length > 0 && steps.length < MOST_STEPS) {
    waiting.sort((a, b) => a.due.localeCompare(b.due))
    const next = waiting.shift()
    const rule = rules.find(({ id }) => id === next?.step.rule)
    if (!next || !rule || toMs(next.due) - toMs(at) > TOLD_MS) continue
    const outcome = stepAt(alert, rule, next.step, next.due, isWorkingDay)
    if (outcome.next) waiting.push(outcome.next)
    const callees = outcome.calls ? calleesAt(rota, rule.call, next.due, isWorkingDay) : []
    const reached = [...new Set([...rule.channels, ...callees.flatMap((one) => one.channels)])].filter((id) =>
      enabled.has(id),
    )
    steps.push({
      at: next.due,
      minutes: (toMs(next.due) - toMs(at)) / MINUTE,
      rule: rule.id,
      nth: next.step.nth,
      people: callees.map(({ name, role, shift }) => ({ name, role, shift })),
      channels: outcome.calls ? reached : [],
      silent: outcome.calls
        ? reached.length > 0
          ? null
          : callees.length === 0
            ? 'nobody'
            : 'no-channel'
        : 'not-its-shift',
    })
  }
  return steps
}
