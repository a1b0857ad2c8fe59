import type { Alert, Ticket } from '@guanlan/contracts'
import type { Logger } from '@guanlan/kernel'
import type { TimerRow } from '@guanlan/record-store'
import { defineStatefulStation, type ClockTimer, type OfficeDesk } from '@guanlan/runtime'
import { followTopic } from './follow-topic.js'
import { mergeStories } from './merge-stories.js'
import { missClocks } from './miss-clocks.js'
import type { Scene } from './scene.js'

export interface AlertRouterDeps {
  readonly desk: OfficeDesk
  readonly logger: Logger
}

/**
 * The station between topics and people. An input, in order: is the topic merged into another → its alert goes with it;
 * else the alert follows the topic, the ticket follows the alert, calls are made for what was spoken. A timer: a clock
 * ran out → it is missed, and somebody is urged. All of it lands in the turn's one transaction; nothing is kept in memory.
 */
export const alertRouter = defineStatefulStation<'alert-router', AlertRouterDeps>({
  name: 'alert-router',
  open: async ({ desk, logger }) => ({
    async handle(inputs, turn) {
      for (const input of inputs) {
        if (input.type !== 'topic.changed') continue
        const scene: Scene = {
          records: turn.records,
          desk,
          logger,
          now: input.at,
          announceAlert: (alert: Alert) =>
            turn.emit(input, { type: 'alert.changed', key: alert.alert, ordinal: alert.alert, body: alert }),
          announceTicket: (ticket: Ticket) =>
            turn.emit(input, { type: 'ticket.changed', key: ticket.ticket, ordinal: ticket.ticket, body: ticket }),
        }
        if (input.body.redirect === undefined) await followTopic(scene, input.body, input.live)
        else await mergeStories(scene, input.body.topic, input.body.redirect)
      }
    },
    async fire(timer: TimerRow, turn) {
      const ticket = await missClocks(turn.records, desk, timer.payload as ClockTimer, timer.due)
      if (ticket) {
        turn.emit(timer, { type: 'ticket.changed', key: ticket.ticket, ordinal: ticket.ticket, body: ticket })
      }
    },
  }),
})
