import type { AlertLabel, AlertsConfig, ChannelConfig, EscalationConfig, Office, Ticket } from '@guanlan/contracts'
import { buildCalendar, type DeskContext } from '@guanlan/desk'
import type { Instant } from '@guanlan/kernel'

/** The office as desk and alerts need it, worked out once at start. */
export interface OfficeDesk {
  readonly autoDispatch: Office['office']['autoDispatch']
  readonly channels: readonly ChannelConfig[]
  readonly escalations: readonly EscalationConfig[]
  /** How calls are grouped, repeated and muted. */
  readonly alerts: AlertsConfig
  /** Lead department of a matter (code), by the catalogue. */
  readonly leads: ReadonlyMap<string, string>
  /** Names of what alerts are told apart by, by code. */
  readonly labelNames: Readonly<Record<AlertLabel, ReadonlyMap<string, string>>>
  /** Whether a local date (`2026-10-01`) is a working day. */
  readonly isWorkingDay: (date: string) => boolean
  /** Departments that stand for the towns: a dispatch to one names the place. */
  readonly towns: ReadonlySet<string>
  /** What an act needs at `now` (domain clock); `target` is the ticket that a merge goes to. */
  contextAt(now: Instant, target?: Ticket): DeskContext
}

/** The desk of an office: departments, places, clocks and the working-day calendar from its configuration. */
export function deskOf(office: Office): OfficeDesk {
  const still = {
    clocks: office.clocks,
    calendar: buildCalendar(office.holidays),
    departments: new Map(office.departments.map((each) => [each.code, each.name])),
    places: new Map(office.places.map((each) => [each.code, each.name])),
  }
  return {
    autoDispatch: office.office.autoDispatch,
    channels: office.channels,
    escalations: office.escalations,
    alerts: office.alerts,
    labelNames: {
      domain: new Map(office.domains.map((each) => [each.code, each.name])),
      matter: new Map(office.matters.map((each) => [each.code, each.name])),
      town: still.places,
      department: still.departments,
    },
    leads: new Map(office.matters.map((each) => [each.code, each.lead])),
    isWorkingDay: still.calendar.isWorkingDay,
    towns: new Set(office.departments.filter((each) => each.towns).map((each) => each.code)),
    contextAt: (now, target) => ({ ...still, now, ...(target === undefined ? {} : { target }) }),
  }
}
