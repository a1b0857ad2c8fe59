import {
  acknowledgeSchema,
  alertDetailSchema,
  alertSchema,
  alertsQuerySchema,
  changeLevelSchema,
  dispatchAlertSchema,
  idSchema,
  pageOf,
  ticketSchema,
} from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import { acknowledgeAlert, changeAlertLevel, deskOf, dispatchAlert } from '@guanlan/runtime'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { actorOf } from '../http/actor.js'
import { answers, given, type Api } from '../http/api.js'
import { runKeyed } from '../http/keyed.js'
import { itemsOfTopic } from './topic-items.js'

const params = z.object({ id: idSchema })
const tags = ['alerts']

/** GET /api/v1/alerts, alerts/{id}; POST alerts/{id}/acknowledge, /level, /dispatch. */
export function alertRoutes(app: Api, deps: ApiDeps): void {
  const { office, recordStore } = deps
  const { records } = recordStore
  const desk = deskOf(office)

  app.get(
    '/api/v1/alerts',
    { schema: { tags, querystring: alertsQuerySchema, response: answers(pageOf(alertSchema)) } },
    ({ query }) => records.alerts.list(given(query)),
  )

  app.get(
    '/api/v1/alerts/:id',
    { schema: { tags, params, response: answers(alertDetailSchema) } },
    async ({ params: { id } }) => {
      const alert = await records.alerts.get(id)
      if (!alert) throw new AppError('not_found', '没有找到该预警')
      const [topic, ticket, items] = await Promise.all([
        records.topics.get(alert.topic),
        alert.ticket === null ? null : records.tickets.get(alert.ticket),
        itemsOfTopic(records, alert.topic),
      ])
      return { alert, topic, ticket, items }
    },
  )

  app.post(
    '/api/v1/alerts/:id/acknowledge',
    { schema: { tags, params, body: acknowledgeSchema, response: answers(alertSchema) } },
    (request) => {
      const actor = actorOf(request.headers, office)
      return runKeyed(deps, request, (inside, now) =>
        acknowledgeAlert({ records: inside, desk, actor, now }, request.params.id, request.body),
      )
    },
  )

  app.post(
    '/api/v1/alerts/:id/level',
    { schema: { tags, params, body: changeLevelSchema, response: answers(alertSchema) } },
    (request) => {
      const actor = actorOf(request.headers, office)
      return runKeyed(deps, request, (inside, now) =>
        changeAlertLevel({ records: inside, desk, actor, now }, request.params.id, request.body),
      )
    },
  )

  app.post(
    '/api/v1/alerts/:id/dispatch',
    {
      schema: {
        tags,
        params,
        body: dispatchAlertSchema,
        response: answers(z.object({ alert: alertSchema, ticket: ticketSchema })),
      },
    },
    (request) => {
      const actor = actorOf(request.headers, office)
      return runKeyed(deps, request, (inside, now) =>
        dispatchAlert({ records: inside, desk, actor, now }, request.params.id, request.body),
      )
    },
  )
}
