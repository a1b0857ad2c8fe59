import {
  idSchema,
  pageOf,
  ticketActionSchema,
  ticketCommandSchema,
  ticketDetailSchema,
  ticketSchema,
  ticketsQuerySchema,
} from '@guanlan/contracts'
import { allowedActions } from '@guanlan/desk'
import { AppError } from '@guanlan/kernel'
import { actOnTicket, deskOf } from '@guanlan/runtime'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { actorOf, askerOf } from '../http/actor.js'
import { answers, given, type Api } from '../http/api.js'
import { runKeyed } from '../http/keyed.js'
import { itemsOfMembers } from './topic-items.js'

const params = z.object({ id: idSchema })
const tags = ['tickets']

/** GET /api/v1/tickets, tickets/{id}; POST tickets/{id}/{action}. */
export function ticketRoutes(app: Api, deps: ApiDeps): void {
  const { office, recordStore } = deps
  const { records } = recordStore
  const desk = deskOf(office)

  app.get(
    '/api/v1/tickets',
    { schema: { tags, querystring: ticketsQuerySchema, response: answers(pageOf(ticketSchema)) } },
    ({ query }) => records.tickets.list(given(query)),
  )

  app.get(
    '/api/v1/tickets/:id',
    { schema: { tags, params, response: answers(ticketDetailSchema) } },
    async ({ headers, params: { id } }) => {
      const asker = askerOf(headers, office)
      const ticket = await records.tickets.get(id)
      if (!ticket) throw new AppError('not_found', '没有找到该工单')
      const [alert, topic, items] = await Promise.all([
        records.alerts.get(ticket.alert),
        records.topics.get(ticket.topic),
        itemsOfMembers(records, ticket.members),
      ])
      const actions = asker ? allowedActions(ticket, asker.role, asker.department) : []
      return { ticket, alert, topic, items, actions }
    },
  )

  app.post(
    '/api/v1/tickets/:id/:action',
    {
      schema: {
        tags,
        params: params.extend({ action: ticketActionSchema }),
        body: ticketCommandSchema,
        response: answers(ticketSchema),
      },
    },
    (request) => {
      const { id, action } = request.params
      const actor = actorOf(request.headers, office)
      return runKeyed(deps, request, (inside, now) =>
        actOnTicket({ records: inside, desk, actor, now }, id, action, request.body),
      )
    },
  )
}
