import type { Alert, Ticket } from '@guanlan/contracts'
import { SECOND, toMs, type Clock, type Logger } from '@guanlan/kernel'
import type { TimerRow } from '@guanlan/record-store'
import { defineStatefulStation, pulseCalls, type KeeperTimer, type Metrics, type OfficeDesk } from '@guanlan/runtime'
import { escalate } from './escalate.js'
import { followTopic } from './follow-topic.js'
import { mergeStories } from './merge-stories.js'
import { missClocks } from './miss-clocks.js'
import type { Scene } from './scene.js'

export interface AlertRouterDeps {
  readonly desk: OfficeDesk
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'detectionSeconds'>
  /** Domain clock: only for measuring. */
  readonly clock: Clock
}

/**
 * The station between topics and people. An input, in order: a beat of the chain goes on to its receipt; is the topic merged into another → its alert goes with it;
 * else the alert follows the topic, the ticket follows the alert, calls are made for what was spoken. A timer: a clock
 * ran out → it is missed, and somebody is urged; or nobody has confirmed an alert in time → somebody else is called. All of it lands in the turn's one transaction; nothing is kept in memory.
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
      if ('rule' in carried) {
        const called = await escalate(turn.records, desk, carried, timer.due)
        const unanswered = {
          station: 'alert-router',
          trace: timer.id,
          alert: carried.alert,
          rule: carried.rule,
          called,
        }
        if (called > 0) turn.onCommit(() => logger.info(unanswered, 'alert that nobody confirmed was escalated'))
        return
      }
      const ticket = await missClocks(turn.records, desk, carried, timer.due)
      if (ticket) {
        turn.emit(timer, { type: 'ticket.changed', key: ticket.ticket, ordinal: ticket.ticket, body: ticket })
        const missed = { station: 'alert-router', trace: timer.id, ticket: ticket.ticket, due: timer.due }
        turn.onCommit(() => logger.info(missed, 'clock of a ticket ran out'))
      }
    },
  }),
})
