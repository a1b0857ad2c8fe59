import {
  firstSteps,
  nextRepeat,
  ruleOfRota,
  type AlertEffect,
  type EscalationStep,
  type Notification,
  type RepeatStep,
} from '@guanlan/alerts'
import type { Alert, Level, Ticket, TicketClock } from '@guanlan/contracts'
import { clockKey, isRunning } from '@guanlan/desk'
import { hashId, type Instant } from '@guanlan/kernel'
import type { Records } from '@guanlan/record-store'
import type { OfficeDesk } from './office-desk.js'
import { rotaDesk } from './rota-desk.js'

/** The station that watches the clocks: its timers are theirs, whoever sets them. */
export const KEEPER = 'alert-router'

/** What a timer of a clock carries. */
export interface ClockTimer {
  readonly ticket: string
}

/** What the timer of a group's next message carries. */
export interface GroupStep {
  readonly group: string
  readonly channel: string
}

/** What a timer of the alert router carries: a clock of a ticket, a step of an alert's escalation, a repetition, or a group whose wait is over. */
export type KeeperTimer = ClockTimer | EscalationStep | RepeatStep | GroupStep

/** An alert's change, as far as waiting for somebody goes. */
export interface WaitingChange {
  readonly before: Alert | null
  readonly after: Alert
  readonly effects: readonly AlertEffect[]
  /** Domain clock. */
  readonly now: Instant
}

/**
 * Writes down who else is to be called, and when, while nobody confirms the alert: by the rota in force, over the rules of the file, and again by its level. A
 * timer that is no longer wanted finds that out when it is due.
 */
export async function saveWaiting(
  records: Records,
  desk: Pick<OfficeDesk, 'escalations' | 'alerts'>,
  { before, after, effects, now }: WaitingChange,
): Promise<void> {
  const begins = effects.some(({ kind }) => kind === 'raised' || kind === 'rose' || kind === 'unmuted')
  if (begins) {
    const { chain } = await rotaDesk.inForce(records, desk.escalations)
    await setEscalation(records, firstSteps(after, chain.map(ruleOfRota)))
  }
  if (begins || before?.level !== after.level) await setRepeat(records, desk, after, now)
}

/** Sets the one timer of an alert's repetitions to the next one after `now`, where there is one. */
export async function setRepeat(
  records: Records,
  { alerts }: Pick<OfficeDesk, 'alerts'>,
  alert: Alert,
  now: Instant,
): Promise<void> {
  const next = nextRepeat(alert, now, alerts)
  const id = hashId<'timer'>('repeat', alert.alert)
  if (next) await records.timers.set([{ id, station: KEEPER, due: next.due, payload: next.step satisfies KeeperTimer }])
  else await records.timers.cancel(KEEPER, [id])
}

/** Sets the timers of steps. */
export const setEscalation = (records: Records, steps: ReturnType<typeof firstSteps>): Promise<void> =>
  records.timers.set(
    steps.map(({ step, due }) => ({
      id: hashId<'timer'>('escalation', step.alert, step.rule, String(step.nth)),
      station: KEEPER,
      due,
      payload: step satisfies KeeperTimer,
    })),
  )

/** Writes an alert over the version before it, and a line of the change feed. Throws `version_conflict`. */
export async function saveAlert(records: Records, alert: Alert): Promise<void> {
  await records.alerts.put(alert)
  await records.feed.append([{ kind: 'alert', id: alert.alert, at: alert.changedAt, body: alert }])
}

/**
 * Writes a ticket over the version before it, a line of the change feed, and the timers of its clocks: set for what
 * runs, cancelled for what is over. `before` is the ticket as it was (null = new). Throws `version_conflict`.
 */
export async function saveTicket(records: Records, ticket: Ticket, before: Ticket | null): Promise<void> {
  await records.tickets.put(ticket)
  await records.feed.append([{ kind: 'ticket', id: ticket.ticket, at: ticket.changedAt, body: ticket }])
  const old = runningOf(before)
  const running = runningOf(ticket)
  const moved = [...running].filter(([id, clock]) => old.get(id)?.dueAt !== clock.dueAt)
  const over = [...old.keys()].filter((id) => !running.has(id))
  const payload: ClockTimer = { ticket: ticket.ticket }
  await records.timers.set(moved.map(([id, clock]) => ({ id, station: KEEPER, due: clock.dueAt, payload })))
  await records.timers.cancel(KEEPER, over)
}

/** Saves calls for the relay; one whose key is known already is not made again. Calls of an alert keep their order, but for a more urgent one, which passes. */
export const saveCalls = (records: Records, calls: readonly Notification[]): Promise<void> =>
  records.calls.add(
    calls.map(({ key, channel, at, body }) => {
      const { alert: group, level } = body.alert
      return {
        key,
        channel,
        group,
        body,
        createdAt: at,
        level: body.type === 'alert.grew' ? growthLevel(level) : level,
      }
    }),
  )

/** That a matter grows adds to what was told of it: where there is no room it may stand in a digest, also of a red one. */
const growthLevel = (level: Level): Level => (level === 'blue' ? level : 'yellow')

function runningOf(ticket: Ticket | null): Map<string, TicketClock> {
  if (ticket === null || ticket.state === 'archived') return new Map()
  const entries = ticket.clocks.filter(isRunning).map((clock) => {
    const id = hashId<'timer'>('clock', ticket.ticket, clockKey(clock))
    return [id as string, clock] as const
  })
  return new Map(entries)
}
