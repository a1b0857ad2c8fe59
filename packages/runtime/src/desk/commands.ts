import {
  acknowledgeAlert as acknowledge,
  changeAlertLevel as changeLevel,
  closeAlert,
  notificationsFor,
  systemActor,
  type ActedAlert,
} from '@guanlan/alerts'
import type { Actor, Alert, Level, Ticket, TicketAction, TicketCommandBody } from '@guanlan/contracts'
import { act, followAlert } from '@guanlan/desk'
import { AppError, err, ok, type Instant, type Result } from '@guanlan/kernel'
import type { Records } from '@guanlan/record-store'
import { announceAlert, announceTicket } from './announce.js'
import { callDesk, type Caller } from './calling.js'
import type { OfficeDesk } from './office-desk.js'
import { saveAlert, saveTicket, saveWaiting } from './save.js'

/**
 * One person's command inside one transaction of the record store: rows, timers, calls, change feed and events appear
 * together. `now` is the domain clock. A refusal is returned and has written nothing; codes are `not_found`,
 * `not_allowed`, `bad_request`, and with the entity as it is in `details.current` `version_conflict` and
 * `transition_refused`.
 */
export interface DeskCommand {
  readonly records: Records
  readonly desk: OfficeDesk
  readonly actor: Actor
  readonly now: Instant
}

/** 确认预警. */
export async function acknowledgeAlert(
  command: DeskCommand,
  id: string,
  body: { readonly version: number; readonly reason?: string | undefined },
): Promise<Result<Alert>> {
  const { actor, now } = command
  return withAlert(command, id, body.version, (alert) => acknowledge(alert, { actor, now, reason: body.reason }))
}

/** 调整预警等级: the ticket takes the level over and, when it is higher, the clocks that come with it. */
export async function changeAlertLevel(
  command: DeskCommand,
  id: string,
  body: { readonly version: number; readonly level: Level; readonly reason: string },
): Promise<Result<Alert>> {
  const { actor, now, records } = command
  const change = await withAlert(command, id, body.version, (alert) =>
    changeLevel(alert, body.level, { actor, now, reason: body.reason }),
  )
  if (!change.ok || change.value.ticket === null) return change
  const ticket = await records.tickets.get(change.value.ticket)
  const topic = await records.topics.get(change.value.topic)
  const followed = ticket && followAlert(ticket, change.value, topic, command.desk.contextAt(now), actor)
  if (followed) await keepTicket(command, followed.ticket, ticket)
  return change
}

/** 派发预警: dispatches its ticket (`version` is the ticket's); an open alert counts as acknowledged by that. */
export async function dispatchAlert(
  command: DeskCommand,
  id: string,
  body: { version: number; department: string; place?: string | undefined; reason?: string | undefined },
): Promise<Result<{ alert: Alert; ticket: Ticket }>> {
  const { actor, now, records } = command
  const alert = await records.alerts.get(id)
  if (!alert) return err(new AppError('not_found', '没有找到该预警', { alert: id }))
  if (alert.ticket === null) return err(new AppError('not_found', '该预警没有工单', { alert: id }))
  const ticket = await actOnTicket(command, alert.ticket, 'dispatch', body)
  if (!ticket.ok) return ticket
  if (alert.state !== 'open') return ok({ alert, ticket: ticket.value })
  const seen = await withAlert(command, id, alert.version, (each) =>
    acknowledge(each, { actor, now, reason: '随派发确认' }),
  )
  return seen.ok ? ok({ alert: seen.value, ticket: ticket.value }) : ok({ alert, ticket: ticket.value })
}

/** One act of docs/tickets.md. Archiving or merging the alert's own ticket closes the alert with it. */
export async function actOnTicket(
  command: DeskCommand,
  id: string,
  action: TicketAction,
  body: Undefinable<TicketCommandBody>,
): Promise<Result<Ticket>> {
  const { records, actor, now } = command
  const ticket = await records.tickets.get(id)
  if (!ticket) return err(new AppError('not_found', '没有找到该工单', { ticket: id }))
  const { version, ...rest } = body
  if (version !== ticket.version) return err(conflict('工单', ticket, ticket.history.at(-1)?.by))
  const target = action === 'merge' && rest.into !== undefined ? await records.tickets.get(rest.into) : null
  const context = command.desk.contextAt(now, target ?? undefined)
  const result = act(ticket, { action, ...defined(rest) }, actor, context)
  if (!result.ok) return err(withCurrent(result.error, ticket))
  const acted = result.value
  await keepTicket(command, acted.ticket, ticket)
  for (const other of acted.others) await keepTicket(command, other, other.ticket === target?.ticket ? target : null)
  if (acted.ticket.state === 'archived') await closeItsAlert(command, acted.ticket)
  return ok(acted.ticket)
}

async function withAlert(
  command: DeskCommand,
  id: string,
  version: number,
  change: (alert: Alert) => Result<ActedAlert>,
): Promise<Result<Alert>> {
  const { records, desk } = command
  const alert = await records.alerts.get(id)
  if (!alert) return err(new AppError('not_found', '没有找到该预警', { alert: id }))
  if (version !== alert.version) return err(conflict('预警', alert, alert.history.at(-1)?.by))
  const result = change(alert)
  if (!result.ok) return err(withCurrent(result.error, alert))
  const next = result.value.alert
  await saveAlert(records, next)
  await announceAlert(command, next)
  const { effects } = result.value
  const caller = callerOf(command)
  const { alert: told } = await callDesk.speak(caller, next, notificationsFor(next, effects, desk.channels))
  await saveWaiting(records, desk, { before: alert, after: told, effects, now: command.now })
  await callDesk.release(caller, alert, told)
  return ok(told)
}

const callerOf = (command: DeskCommand): Caller => ({ ...command, announce: (alert) => announceAlert(command, alert) })

async function keepTicket(command: DeskCommand, ticket: Ticket, before: Ticket | null): Promise<void> {
  await saveTicket(command.records, ticket, before)
  await announceTicket(command, ticket)
}

async function closeItsAlert(command: DeskCommand, ticket: Ticket): Promise<void> {
  const { records, now } = command
  const alert = await records.alerts.get(ticket.alert)
  if (!alert || alert.ticket !== ticket.ticket || alert.state === 'closed') return
  const reason = ticket.mergedInto === undefined ? '工单已归档' : '工单已并入另一工单'
  const closed = closeAlert(alert, { actor: systemActor, now, reason })
  if (!closed.ok) return
  await saveAlert(records, closed.value.alert)
  await announceAlert(command, closed.value.alert)
  await callDesk.release(callerOf(command), alert, closed.value.alert)
}

/** Somebody, or the growing topic, was first: says who, and what is there now. */
function conflict(what: string, current: Alert | Ticket, by: Actor | undefined): AppError {
  const who = by?.kind === 'person' ? `${what}已由${by.name}先行处理` : `${what}内容已有更新`
  return new AppError('version_conflict', `${who}，请查看最新状态`, { current })
}

const withCurrent = (error: AppError, current: Alert | Ticket): AppError =>
  error.code === 'transition_refused' ? new AppError(error.code, error.message, { ...error.details, current }) : error

/** Parsed bodies may carry `undefined` for what was left out; the desk wants it left out. */
type Undefinable<T> = { [K in keyof T]: T[K] | undefined } & { version: number }
const defined = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
