import { onDutyAt, rotaOutlook, rotaProblems, ruleForRota, simulateChain } from '@guanlan/alerts'
import {
  publishRotaSchema,
  restoreRotaSchema,
  rotaDetailSchema,
  rotaSimulationSchema,
  simulateRotaSchema,
  type PublishedRota,
  type Rota,
  type RotaDetail,
} from '@guanlan/contracts'
import { buildCalendar } from '@guanlan/desk'
import { AppError, ok, toInstant } from '@guanlan/kernel'
import { rotaDesk } from '@guanlan/runtime'
import type { FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.js'
import { actorOf } from '../http/actor.js'
import { answers, type Api } from '../http/api.js'
import { runKeyed } from '../http/keyed.js'

const tags = ['rota']

/** The duty rota: GET /api/v1/rota; POST rota/simulate (writes nothing), rota/publish, rota/restore. */
export function rotaRoutes(app: Api, deps: ApiDeps): void {
  const { office, recordStore, clock, logger } = deps
  const { isWorkingDay } = buildCalendar(office.holidays)
  const now = () => toInstant(clock.now())

  async function detail(): Promise<RotaDetail> {
    const { records } = recordStore
    const [history, rota] = await Promise.all([
      rotaDesk.history(records),
      rotaDesk.inForce(records, office.escalations),
    ])
    return {
      rota,
      file: office.escalations.map(ruleForRota),
      version: history[0]?.version ?? 0,
      history,
      channels: office.channels.map(({ id, kind, enabled, levels }) => ({ id, kind, enabled, levels: [...levels] })),
      now: onDutyAt(rota, now(), isWorkingDay),
      outlook: rotaOutlook(rota, now(), isWorkingDay),
    }
  }

  app.get('/api/v1/rota', { schema: { tags, response: answers(rotaDetailSchema) } }, () => detail())

  app.post(
    '/api/v1/rota/simulate',
    { schema: { tags, body: simulateRotaSchema, response: answers(rotaSimulationSchema) } },
    async ({ body: { rota, level, at } }) => ({
      problems: rotaProblems(rota, office.channels),
      steps: simulateChain(rota, office.channels, level, toInstant(Date.parse(at)), isWorkingDay),
      outlook: rotaOutlook(rota, now(), isWorkingDay),
    }),
  )

  app.post(
    '/api/v1/rota/publish',
    { schema: { tags, body: publishRotaSchema, response: answers(rotaDetailSchema) } },
    (request) => {
      const { version, reason, rota } = request.body
      const [problem] = rotaProblems(rota, office.channels)
      if (problem) throw new AppError('bad_request', problem.message, { field: `rota.${problem.field}` })
      return publish(request, version, () => ({ rota, reason }))
    },
  )

  app.post(
    '/api/v1/rota/restore',
    { schema: { tags, body: restoreRotaSchema, response: answers(rotaDetailSchema) } },
    (request) => {
      const { version, reason, to } = request.body
      return publish(request, version, (history) => ({ rota: rotaOf(history, to), reason, restores: to }))
    },
  )

  /** Errors: `not_authenticated`, `not_allowed`, `version_conflict`. */
  async function publish(
    request: FastifyRequest,
    version: number,
    change: (history: readonly PublishedRota[]) => Pick<PublishedRota, 'rota' | 'reason' | 'restores'>,
  ): Promise<RotaDetail> {
    const { role, name } = actorOf(request.headers, office)
    if (role !== 'duty') throw new AppError('not_allowed', '值班表由值班员发布和回退', { role })
    await runKeyed(deps, request, async (records, at) => {
      const publication = { ...change(await rotaDesk.history(records)), by: name, at }
      return ok((await rotaDesk.publish(records, version, publication))[0]?.version ?? 0)
    })
    logger.info({ by: name }, 'rota published')
    return detail()
  }
}

/** The rota of a version; null = that of the file. */
function rotaOf(history: readonly PublishedRota[], version: number): Rota | null {
  if (version === 0) return null
  const found = history.find((one) => one.version === version)
  if (!found) throw new AppError('bad_request', `没有第 ${version} 版`, { field: 'to' })
  return found.rota
}
