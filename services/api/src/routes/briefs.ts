import { briefDaySchema, briefDetailSchema, briefsSchema, keepBriefSchema, type BriefDetail } from '@guanlan/contracts'
import { briefWords, localDate } from '@guanlan/desk'
import { AppError, DAY, ok, toInstant, toMs } from '@guanlan/kernel'
import { briefDesk } from '@guanlan/runtime'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayBrief } from '../day-brief.js'
import type { ApiDeps } from '../deps.js'
import { actorOf } from '../http/actor.js'
import { answers, type Api } from '../http/api.js'
import { runKeyed } from '../http/keyed.js'

const tags = ['briefs']
const params = z.object({ day: briefDaySchema })
const query = z.object({ days: z.coerce.number().int().min(1).max(366).default(30) })

/** 日报: GET /api/v1/briefs, briefs/{day}; POST briefs/{day}/keep. */
export function briefRoutes(app: Api, deps: ApiDeps): void {
  const { office, recordStore, clock, logger } = deps
  const now = () => toInstant(clock.now())

  /** Error `not_found` for a day that has not begun. */
  async function detail(day: string): Promise<BriefDetail> {
    if (day > localDate(now())) throw new AppError('not_found', '这一天还没有到')
    const [figures, kept] = await Promise.all([dayBrief(deps, day, now()), briefDesk.history(recordStore.records, day)])
    return { figures, draft: briefWords(figures), kept }
  }

  app.get(
    '/api/v1/briefs',
    { schema: { tags, querystring: query, response: answers(briefsSchema) } },
    async ({ query: { days } }) => {
      const asked = Array.from({ length: days }, (_, back) => localDate(toInstant(toMs(now()) - back * DAY)))
      const kept = await briefDesk.newest(recordStore.records, asked)
      const items = asked.map((day) => {
        const last = kept.get(day)
        return { day, version: last?.version ?? 0, by: last?.by ?? null, at: last?.at ?? null }
      })
      return { items }
    },
  )

  app.get(
    '/api/v1/briefs/:day',
    { schema: { tags, params, response: answers(briefDetailSchema) } },
    ({ params: { day } }) => detail(day),
  )

  app.post(
    '/api/v1/briefs/:day/keep',
    { schema: { tags, params, body: keepBriefSchema, response: answers(briefDetailSchema) } },
    (request) => keep(request, request.params.day, request.body),
  )

  /** Errors: `not_authenticated`, `not_allowed`, `not_found`, `version_conflict`. */
  async function keep(
    request: FastifyRequest,
    day: string,
    { version, words }: z.infer<typeof keepBriefSchema>,
  ): Promise<BriefDetail> {
    const { role, name } = actorOf(request.headers, office)
    if (role === 'clerk') throw new AppError('not_allowed', '日报由分析员或值班员定稿', { role })
    if (day > localDate(now())) throw new AppError('not_found', '这一天还没有到')
    await runKeyed(deps, request, async (records, at) =>
      ok((await briefDesk.keep(records, day, version, { by: name, at, words }))[0]?.version ?? 0),
    )
    logger.info({ by: name, day }, 'brief kept')
    return detail(day)
  }
}
