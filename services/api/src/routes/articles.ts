import { articleDetailSchema, idSchema, type ClassifiedArticle } from '@guanlan/contracts'
import { AppError, toAppError } from '@guanlan/kernel'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { answers, type Api } from '../http/api.js'

/** Most rows of a topic that are looked through for an article when the search store is away. */
const MOST_ROWS = 1_000

/** GET /api/v1/articles/{id} */
export function articleRoutes(app: Api, { searchStore, recordStore: { records } }: ApiDeps): void {
  app.get(
    '/api/v1/articles/:id',
    { schema: { tags: ['articles'], params: z.object({ id: idSchema }), response: answers(articleDetailSchema) } },
    async ({ params: { id } }) => {
      const topic = (await records.topicItems.topicsOf([id])).get(id) ?? null
      const found = await searchStore.get([id]).catch(toAppError)
      const article = Array.isArray(found) && found[0] ? found[0] : await amongTopicItems(topic, id)
      // An article of no topic is in the search store alone: whether it exists cannot be said while that is away.
      if (!article) throw Array.isArray(found) ? new AppError('not_found', '没有找到该文章') : found
      const alert = topic === null ? null : await records.alerts.byTopic(topic)
      return { article, topic, alert: alert?.alert ?? null }
    },
  )

  async function amongTopicItems(topic: string | null, id: string): Promise<ClassifiedArticle | null> {
    if (topic === null) return null
    const rows = await records.topicItems.ofTopic(topic, { canonical: false, limit: MOST_ROWS })
    const row = rows.find(({ article }) => article === id)
    return row ? (row.body as ClassifiedArticle) : null
  }
}
