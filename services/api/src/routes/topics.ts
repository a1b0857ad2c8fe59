import { idSchema, pageOf, topicDetailSchema, topicSchema, topicsQuerySchema } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { answers, given, type Api } from '../http/api.js'
import { itemsOfTopic } from './topic-items.js'

const tags = ['topics']

/** GET /api/v1/topics, topics/{id}. */
export function topicRoutes(app: Api, { recordStore: { records } }: ApiDeps): void {
  app.get(
    '/api/v1/topics',
    { schema: { tags, querystring: topicsQuerySchema, response: answers(pageOf(topicSchema)) } },
    ({ query }) => records.topics.list(given(query)),
  )

  app.get(
    '/api/v1/topics/:id',
    { schema: { tags, params: z.object({ id: idSchema }), response: answers(topicDetailSchema) } },
    async ({ params: { id } }) => {
      const topic = await records.topics.get(id)
      if (!topic) throw new AppError('not_found', '没有找到该话题')
      const [items, alert] = await Promise.all([itemsOfTopic(records, id), records.alerts.byTopic(id)])
      return { topic, items, alert }
    },
  )
}
