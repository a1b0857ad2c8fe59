import {
  idSchema,
  mergeTopicSchema,
  pageOf,
  splitTopicSchema,
  topicAskSchema,
  topicDetailSchema,
  topicSchema,
  topicsQuerySchema,
  topicStorySchema,
} from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import { topicDesk } from '@guanlan/runtime'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { actorOf } from '../http/actor.js'
import { answers, given, type Api } from '../http/api.js'
import { runKeyed } from '../http/keyed.js'
import { itemsOfTopic } from './topic-items.js'
import { storyOf } from './topic-story.js'

const tags = ['topics']
const params = z.object({ id: idSchema })

/**
 * GET /api/v1/topics, topics/{id}, topics/{id}/story; POST topics/{id}/merge, /split: the detector does these within a second or two, and what came of
 * them stands in the topic's `acts`.
 */
export function topicRoutes(app: Api, deps: ApiDeps): void {
  const { office, recordStore } = deps
  const { records } = recordStore

  app.get(
    '/api/v1/topics',
    { schema: { tags, querystring: topicsQuerySchema, response: answers(pageOf(topicSchema)) } },
    ({ query }) => records.topics.list(given(query)),
  )

  app.get(
    '/api/v1/topics/:id',
    { schema: { tags, params, response: answers(topicDetailSchema) } },
    async ({ params: { id } }) => {
      const topic = await records.topics.get(id)
      if (!topic) throw new AppError('not_found', '没有找到该话题')
      const [items, alert, asked] = await Promise.all([
        itemsOfTopic(records, id),
        records.alerts.byTopic(id),
        topicDesk.waiting(records, id),
      ])
      return { topic, items, alert, asked }
    },
  )

  app.get(
    '/api/v1/topics/:id/story',
    { schema: { tags, params, response: answers(topicStorySchema) } },
    async ({ params: { id } }) => {
      if (!(await records.topics.get(id))) throw new AppError('not_found', '没有找到该话题')
      return storyOf(records, id)
    },
  )

  app.post(
    '/api/v1/topics/:id/merge',
    { schema: { tags, params, body: mergeTopicSchema, response: answers(topicAskSchema) } },
    (request) => {
      const actor = actorOf(request.headers, office)
      return runKeyed(deps, request, (inside, now) =>
        topicDesk.merge({ records: inside, actor, now }, request.params.id, request.body),
      )
    },
  )

  app.post(
    '/api/v1/topics/:id/split',
    { schema: { tags, params, body: splitTopicSchema, response: answers(topicAskSchema) } },
    (request) => {
      const actor = actorOf(request.headers, office)
      return runKeyed(deps, request, (inside, now) =>
        topicDesk.split({ records: inside, actor, now }, request.params.id, request.body),
      )
    },
  )
}
