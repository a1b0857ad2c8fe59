import type { Alert, DomainEvent, Ticket } from '@guanlan/contracts'
import { SECOND, toInstant, toMs, type Clock, type Instant, type LogFields, type Logger } from '@guanlan/kernel'
import type { TimerRow } from '@guanlan/record-store'
import {
  callDesk,
  defineStatefulStation,
  pulseCalls,
  type Caller,
  type KeeperTimer,
  type Metrics,
  type OfficeDesk,
  type Turn,
} from '@guanlan/runtime'
import { escalate } from './escalate.js'
import { followTopic } from './follow-topic.js'
import { mergeStories } from './merge-stories.js'
import { missClocks } from './miss-clocks.js'
import { repeatCall } from './repeat-call.js'
import type { Scene } from './scene.js'

export interface AlertRouterDeps {
  readonly desk: OfficeDesk
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'detectionSeconds'>
  /** Domain clock: for measuring, and for leaving out repetitions that nobody could have been told in time. */
  readonly clock: Clock
}

/**
 * The station between topics and people. An input, in order: a beat of the chain goes on to its receipt; is the topic merged into another → its alert goes with it;
 * else the alert follows the topic, the ticket follows the alert, calls are made for what was spoken. A timer: a clock
 * ran out → it is missed, and somebody is urged; a group's wait is over → what it gathered is told as one; nobody has confirmed an alert in time → it is told
 * again, or to somebody else. The way of a call is in runtime's `callDesk`. All of it lands in the turn's one transaction; nothing is kept in memory.
 */
export const alertRouter = defineStatefulStation<'alert-router', AlertRouterDeps>({
  name: 'alert-router',
  open: async ({ desk, logger, metrics, clock }) => ({
    async handle(inputs, turn) {
      for (const input of inputs) {
        if (input.type !== 'topic.changed') continue
        if (input.body.pulse) {
          await turn.records.calls.add(pulseCalls(input.body, input.at, desk.channels))
          continue
        }
        const scene: Scene = {
          records: turn.records,
          desk,
          logger,
          now: input.at,
          caller: callerOf(desk, turn, input, input.at),
          announceAlert: (alert: Alert) =>
            turn.emit(input, { type: 'alert.changed', key: alert.alert, ordinal: alert.alert, body: alert }),
          announceTicket: (ticket: Ticket) =>
            turn.emit(input, { type: 'ticket.changed', key: ticket.ticket, ordinal: ticket.ticket, body: ticket }),
          tell: (fields, message) => {
            const { id: event, trace } = input
            turn.onCommit(() => logger.info({ station: 'alert-router', event, trace, ...fields }, message))
          },
          detected: (level) => {
            const took = () => (clock.now() - toMs(input.at)) / (clock.speed ?? 1) / SECOND
            if (input.live) turn.onCommit(() => metrics.detectionSeconds.observe({ level }, Math.max(0, took())))
          },
        }
        if (input.body.redirect === undefined) await followTopic(scene, input.body, input.live)
        else await mergeStories(scene, input.body.topic, input.body.redirect)
      }
    },
    async fire(timer: TimerRow, turn) {
      const carried = timer.payload as KeeperTimer
      const caller = callerOf(desk, turn, timer, timer.due)
      const tell = (fields: LogFields, message: string) =>
        turn.onCommit(() => logger.info({ station: 'alert-router', trace: timer.id, ...fields }, message))
      if ('group' in carried) {
        const told = await callDesk.flush(caller, carried, timer.due)
        if (told > 1) tell({ channel: carried.channel, told }, 'calls of a group told as one')
        return
      }
      if ('repeats' in carried) {
        const called = await repeatCall(caller, carried, timer.due, toInstant(clock.now()))
        if (called > 0) tell({ alert: carried.repeats, called }, 'alert that nobody confirmed was repeated')
        return
      }
      if ('rule' in carried) {
        const called = await escalate(caller, carried, timer.due)
        if (called > 0)
          tell({ alert: carried.alert, rule: carried.rule, called }, 'alert that nobody confirmed was escalated')
        return
      }
      const ticket = await missClocks(turn.records, desk, carried, timer.due)
      if (ticket) {
        turn.emit(timer, { type: 'ticket.changed', key: ticket.ticket, ordinal: ticket.ticket, body: ticket })
        tell({ ticket: ticket.ticket, due: timer.due }, 'clock of a ticket ran out')
      }
    },
  }),
})

/** Whoever is called because of `cause`, at `now`; a version of an alert is announced once for it. */
const callerOf = (
  desk: OfficeDesk,
  turn: Turn<'alert-router'>,
  cause: DomainEvent | TimerRow,
  now: Instant,
): Caller => ({
  records: turn.records,
  desk,
  now,
  announce: (alert: Alert) => {
    const { alert: key, version } = alert
    turn.emit(cause, { type: 'alert.changed', key, ordinal: `${key} ${version}`, body: alert })
  },
})
