import {
  articleDetailSchema,
  correctionSchema,
  idSchema,
  relabelArticleSchema,
  type ClassifiedArticle,
} from '@guanlan/contracts'
import { AppError, ok, toAppError } from '@guanlan/kernel'
import { correctionDesk } from '@guanlan/runtime'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { actorOf } from '../http/actor.js'
import { answers, type Api } from '../http/api.js'
import { runKeyed } from '../http/keyed.js'

/** Most rows of a topic that are looked through for an article when the search store is away. */
const MOST_ROWS = 1_000

const params = z.object({ id: idSchema })
const tags = ['articles']

/** GET /api/v1/articles/{id}; POST articles/{id}/relabel. */
export function articleRoutes(app: Api, deps: ApiDeps): void {
  const {
    searchStore,
    office,
    recordStore: { records },
  } = deps
  app.get(
    '/api/v1/articles/:id',
    { schema: { tags, params, response: answers(articleDetailSchema) } },
    async ({ params: { id } }) => {
      const { article, topic } = await find(id)
      const alert = topic === null ? null : await records.alerts.byTopic(topic)
      return { article, topic, alert: alert?.alert ?? null }
    },
  )

  app.post(
    '/api/v1/articles/:id/relabel',
    { schema: { tags, params, body: relabelArticleSchema, response: answers(correctionSchema) } },
    (request) => relabel(request, request.params.id, request.body),
  )

  async function relabel(request: FastifyRequest, id: string, change: z.infer<typeof relabelArticleSchema>) {
    const by = actorOf(request.headers, office)
    if (by.role === 'clerk') throw new AppError('not_allowed', '事项由值班员或分析员更正', { role: by.role })
    const { article } = await find(id)
    return runKeyed(deps, request, async (inside, at) =>
      ok(await correctionDesk.relabel(inside, office, article, { ...change, by, at })),
    )
  }

  /** Errors: `not_found`, those of the search store. */
  async function find(id: string): Promise<{ article: ClassifiedArticle; topic: string | null }> {
    const topic = (await records.topicItems.topicsOf([id])).get(id) ?? null
    const found = await searchStore.get([id]).catch(toAppError)
    const article = Array.isArray(found) && found[0] ? found[0] : await amongTopicItems(topic, id)
    // An article of no topic is in the search store alone: whether it exists cannot be said while that is away.
    if (!article) throw Array.isArray(found) ? new AppError('not_found', '没有找到该文章') : found
    return { article, topic }
  }

  async function amongTopicItems(topic: string | null, id: string): Promise<ClassifiedArticle | null> {
    if (topic === null) return null
    const rows = await records.topicItems.ofTopic(topic, { canonical: false, limit: MOST_ROWS })
    const row = rows.find(({ article }) => article === id)
    return row ? (row.body as ClassifiedArticle) : null
  }
}
