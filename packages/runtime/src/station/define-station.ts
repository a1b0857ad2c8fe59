import type { Body, DomainEvent, EventName, Produces, StationName } from '@guanlan/contracts'
import type { Records, TimerRow } from '@guanlan/record-store'
import type { Outcome } from './outcome.js'

/** One thing that is done to an input; pure, named after what it does. */
export interface Step<Work> {
  readonly name: string
  run(work: Work): Outcome<Work> | Promise<Outcome<Work>>
}

/** An event written at this place of the chain. */
export interface Emit<Work, Name extends EventName = EventName> {
  readonly emits: Name
  /** Left out = always. */
  readonly when?: (work: Work) => boolean
  readonly key: (work: Work) => string
  readonly body: (work: Work) => Body<Name>
}

/** A station without memory: what it writes depends on the input alone. It produces, then commits. */
export interface StatelessStation<Name extends StationName, Deps, Work> {
  readonly kind: 'stateless'
  readonly name: Name
  /** What the steps work on, made from the input. */
  readonly start: (input: DomainEvent) => Work
  /** Runs once over a batch before its inputs go through the steps one by one: for what is cheaper together. */
  readonly prepare?: (works: Work[], deps: Deps) => Promise<void>
  readonly steps: (deps: Deps) => readonly (Step<Work> | Emit<Work, Produces<Name>>)[]
}

/** Where a stateful station writes while it handles a batch: all of it lands in one transaction. */
export interface Turn<Name extends StationName = StationName> {
  readonly records: Records
  /** Writes an event caused by `input`; the same input and ordinal always give the same event id. */
  emit<Event extends Produces<Name> & EventName>(
    input: DomainEvent | TimerRow,
    event: { type: Event; key: string; ordinal: number | string; body: Body<Event> },
  ): void
  /** Puts the input off; it comes back alone after the delay. */
  later(input: DomainEvent, outcome: Extract<Outcome<never>, { kind: 'later' }>): void
  /** Sets the input aside as a dead letter. */
  dead(input: DomainEvent, outcome: Extract<Outcome<never>, { kind: 'dead' }>): void
  /** Done once the transaction is kept, and never when it is not: log lines and metrics, nothing else. */
  onCommit(tell: () => void): void
}

/** A stateful station at work. */
export interface StationAtWork<Name extends StationName> {
  /** Handles inputs that were not done before, in order. A throw undoes the whole transaction. */
  handle(inputs: readonly DomainEvent[], turn: Turn<Name>): Promise<void>
  /** Handles one timer whose time has come; its now is `timer.due`, not the wall. */
  fire?(timer: TimerRow, turn: Turn<Name>): Promise<void>
}

/**
 * A station with memory. `open` rebuilds what it keeps in memory from rows; it is called again after any transaction
 * that failed, so that memory never runs ahead of the rows.
 */
export interface StatefulStation<Name extends StationName, Deps> {
  readonly kind: 'stateful'
  readonly name: Name
  readonly open: (deps: Deps, records: Records) => Promise<StationAtWork<Name>>
  /** `read-committed` where no other station or person writes its rows (see TransactionOptions): spares it collisions, and so rebuilding. */
  readonly isolation?: 'serializable' | 'read-committed'
}

/** A stateless station as the list of its steps, in the order in which they happen. */
export const defineStation = <Name extends StationName, Deps, Work>(
  station: Omit<StatelessStation<Name, Deps, Work>, 'kind'>,
): StatelessStation<Name, Deps, Work> => ({ kind: 'stateless', ...station })

/** A station that keeps rows. */
export const defineStatefulStation = <Name extends StationName, Deps>(
  station: Omit<StatefulStation<Name, Deps>, 'kind'>,
): StatefulStation<Name, Deps> => ({ kind: 'stateful', ...station })

/** Writes an event at this place of the chain. */
export const emit = <Work, Name extends EventName>(
  emits: Name,
  options: Omit<Emit<Work, Name>, 'emits'>,
): Emit<Work, Name> => ({ emits, ...options })
