import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { isMatched } from '@guanlan/alerts'
import {
  idSchema,
  silenceMatchSchema,
  silencePreviewSchema,
  silenceRequestSchema,
  silenceSchema,
  silencesResponseSchema,
  type Alert,
} from '@guanlan/contracts'
import { AppError, DAY, MINUTE, toInstant } from '@guanlan/kernel'
import { silenceDesk } from '@guanlan/runtime'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { actorOf } from '../http/actor.js'
import { answers, type Api } from '../http/api.js'

const tags = ['silences']
const params = z.object({ id: idSchema })
/** Newest alerts that a preview looks at, and those of them that it shows. */
const MOST_LOOKED_AT = 500
const MOST_SHOWN = 5

/** GET, POST /api/v1/silences; POST silences/preview, silences/{id}/end. */
export function silenceRoutes(app: Api, deps: ApiDeps): void {
  const { recordStore, clock, logger } = deps
  const now = () => toInstant(clock.now())
  /** Who may silence. Errors: `not_authenticated`, `not_allowed`. */
  const dutyOf = (headers: IncomingHttpHeaders): string => {
    const { role, name } = actorOf(headers, deps.office)
    if (role !== 'duty') throw new AppError('not_allowed', '静默由值班员设定和结束', { role })
    return name
  }

  app.get('/api/v1/silences', { schema: { tags, response: answers(silencesResponseSchema) } }, async () => ({
    items: await silenceDesk.list(recordStore.records, now()),
  }))

  app.post(
    '/api/v1/silences',
    { schema: { tags, body: silenceRequestSchema, response: answers(silenceSchema) } },
    async ({ headers, body: { match, reason, minutes } }) => {
      const by = dutyOf(headers)
      const from = now()
      const until = toInstant(clock.now() + minutes * MINUTE)
      const silence = { id: randomUUID(), by, reason, from, until, match, held: 0 }
      await recordStore.transaction((records) => silenceDesk.put(records, silence, from))
      logger.info({ silence: silence.id, match, until }, 'silence set')
      return silence
    },
  )

  app.post(
    '/api/v1/silences/preview',
    { schema: { tags, body: z.strictObject({ match: silenceMatchSchema }), response: answers(silencePreviewSchema) } },
    async ({ body: { match } }) => {
      const matched = (await newestAlerts(deps)).filter((alert) => isMatched(alert, match))
      const since = toInstant(clock.now() - 7 * DAY)
      return {
        open: matched.filter(({ state }) => state !== 'closed').length,
        week: matched.filter(({ raisedAt }) => raisedAt > since).length,
        samples: matched.slice(0, MOST_SHOWN).map(({ alert, title, level }) => ({ alert, title, level })),
      }
    },
  )

  app.post(
    '/api/v1/silences/:id/end',
    { schema: { tags, params, body: z.strictObject({}).nullish(), response: answers(silenceSchema) } },
    ({ headers, params: { id } }) => {
      const by = dutyOf(headers)
      return recordStore.transaction(async (records) => {
        const silence = await silenceDesk.get(records, id)
        if (!silence) throw new AppError('not_found', '没有找到该静默')
        if (silence.ended || silence.until <= now()) return silence
        const ended = { ...silence, ended: { by, at: now() } }
        await silenceDesk.put(records, ended, now())
        return ended
      })
    },
  )
}

async function newestAlerts({ recordStore }: ApiDeps): Promise<Alert[]> {
  const found: Alert[] = []
  let cursor: string | undefined
  do {
    const page = await recordStore.records.alerts.list({ limit: 100, ...(cursor === undefined ? {} : { cursor }) })
    found.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined && found.length < MOST_LOOKED_AT)
  return found
}
