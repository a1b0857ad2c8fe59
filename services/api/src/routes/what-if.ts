import { idSchema, whatIfResponseSchema, whatIfSchema } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import { inputsOf, judgeInputs } from '@guanlan/topics'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { answers, type Api } from '../http/api.js'

/** POST /api/v1/topics/{id}/what-if: the level that a topic would have with other inputs. Writes nothing. */
export function whatIfRoutes(app: Api, { office, recordStore }: ApiDeps): void {
  const rules = { levels: office.levels, signals: office.signals, domains: office.domains }
  app.post(
    '/api/v1/topics/:id/what-if',
    {
      schema: {
        tags: ['topics'],
        params: z.object({ id: idSchema }),
        body: whatIfSchema,
        response: answers(whatIfResponseSchema),
      },
    },
    async ({ params: { id }, body }) => {
      const topic = await recordStore.records.topics.get(id)
      if (!topic) throw new AppError('not_found', '没有找到该话题')
      const inputs = body.inputs ?? inputsOf(topic, rules)
      const { level, points, reasons } = judgeInputs(inputs, rules)
      const apart = topic.reasons.filter(({ kind }) => kind === 'floor:headline')
      return { topic: id, inputs, level, points, reasons: [...reasons], apart }
    },
  )
}
