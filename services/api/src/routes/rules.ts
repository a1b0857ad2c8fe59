import {
  checkedRuleSchema,
  checkRuleSchema,
  codeSchema,
  dryRunResponseSchema,
  dryRunSchema,
  idSchema,
  publishRulesSchema,
  restoreRulesSchema,
  ruleDetailSchema,
  rulesQuerySchema,
  rulesResponseSchema,
  whyQuerySchema,
  whySchema,
  type PublishedRules,
  type RuleDetail,
  type RuleTexts,
} from '@guanlan/contracts'
import { AppError, ok, toInstant } from '@guanlan/kernel'
import { parseRule, printRule, readRule, warnings, type Rule } from '@guanlan/rules'
import { ruleDesk, textsOf } from '@guanlan/runtime'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ApiDeps } from '../deps.js'
import { actorOf } from '../http/actor.js'
import { answers, type Api } from '../http/api.js'
import { runKeyed } from '../http/keyed.js'
import { pageOfList } from '../http/page.js'
import { createRuleBench } from '../rules/bench.js'
import { detailOf, listMatters, matterOf } from '../rules/catalogue.js'
import { dryRun } from '../rules/dry-run.js'

const tags = ['rules']
const params = z.object({ code: codeSchema })

/**
 * The analyst's bench: GET /api/v1/rules, rules/{code}; POST rules/check, rules/dry-run, rules/{code}/publish, rules/{code}/restore;
 * GET articles/{id}/why.
 */
export function ruleRoutes(app: Api, deps: ApiDeps): void {
  const { searchStore, clock, logger } = deps
  const bench = createRuleBench(deps)

  app.get(
    '/api/v1/rules',
    { schema: { tags, querystring: rulesQuerySchema, response: answers(rulesResponseSchema) } },
    async ({ query }) => pageOfList(await listMatters(deps, query.days), query, ({ code }) => code),
  )

  app.get(
    '/api/v1/rules/:code',
    { schema: { tags, params, response: answers(ruleDetailSchema) } },
    ({ params: { code } }) => detailOf(deps, matterOf(deps, code)),
  )

  app.post(
    '/api/v1/rules/check',
    { schema: { tags, body: checkRuleSchema, response: answers(checkedRuleSchema) } },
    async ({ body }) => {
      const { rule, fault } = readRule(body.rule)
      if (!rule) return { canonical: null, fault, warnings: [] }
      const found = warnings(rule, bench.boundaries())
      return {
        canonical: printRule(rule),
        fault: null,
        warnings: found.map(({ term, suggestion, message }) => ({ term, suggestion, message })),
      }
    },
  )

  app.post(
    '/api/v1/rules/dry-run',
    { schema: { tags, body: dryRunSchema, response: answers(dryRunResponseSchema) } },
    ({ body }) => {
      const rule = ruleOf(body.rule, 'rule')
      const against = body.against === undefined ? undefined : ruleOf(body.against, 'against')
      const matter = body.matter === undefined ? undefined : matterOf(deps, body.matter)
      const trial = { rule, against, matter, days: body.days, samples: body.samples, now: clock.now() }
      return bench.inTurn(() => dryRun(searchStore, bench.boundaries(), trial))
    },
  )

  app.post(
    '/api/v1/rules/:code/publish',
    { schema: { tags, params, body: publishRulesSchema, response: answers(ruleDetailSchema) } },
    (request) => {
      const { version, reason, rules, hints } = request.body
      rules.forEach((text, at) => ruleOf(text, `rules.${at}`))
      hints.forEach((text, at) => ruleOf(text, `hints.${at}`))
      return publish(request, request.params.code, version, () => ({ texts: { rules, hints }, reason }))
    },
  )

  app.post(
    '/api/v1/rules/:code/restore',
    { schema: { tags, params, body: restoreRulesSchema, response: answers(ruleDetailSchema) } },
    (request) => {
      const { version, reason, to } = request.body
      return publish(request, request.params.code, version, (history) => {
        const texts = to === 0 ? null : history.find((one) => one.version === to)?.texts
        if (texts === undefined) throw new AppError('bad_request', `没有第 ${to} 版`, { field: 'to' })
        return { texts, reason, restores: to }
      })
    },
  )

  app.get(
    '/api/v1/articles/:id/why',
    {
      schema: { tags, params: z.object({ id: idSchema }), querystring: whyQuerySchema, response: answers(whySchema) },
    },
    async ({ params: { id }, query: { matter } }) => {
      const [article] = await searchStore.get([id])
      if (!article) throw new AppError('not_found', '没有找到该文章')
      const why = await bench.explain(article, matter)
      if (!why) throw new AppError('not_found', `没有事项 ${matter}`)
      return why
    },
  )

  /** Publishes what `change` makes of the history. Errors: `not_allowed`, `not_authenticated`, `not_found`, `version_conflict`. */
  async function publish(
    request: FastifyRequest,
    code: string,
    version: number,
    change: (history: readonly PublishedRules[]) => Pick<PublishedRules, 'reason' | 'restores'> & {
      readonly texts: RuleTexts | null
    },
  ): Promise<RuleDetail> {
    const { role, name } = actorOf(request.headers, deps.office)
    if (role !== 'analyst') throw new AppError('not_allowed', '规则由分析员发布和回退')
    const matter = matterOf(deps, code)
    await runKeyed(deps, request, async (records, now) => {
      const changed = change(await ruleDesk.history(records, code))
      const publication = { ...changed, by: name, at: toInstant(Date.parse(now)), file: textsOf(matter) }
      return ok((await ruleDesk.publish(records, code, version, publication))[0]?.version ?? 0)
    })
    logger.info({ matter: code, by: name }, 'rules published')
    return detailOf(deps, matter)
  }
}

/** A rule as parsed. Error `rule_invalid` names the field that it stands in. */
function ruleOf(text: string, field: string): Rule {
  const parsed = parseRule(text)
  if (parsed.ok) return parsed.value
  throw new AppError('rule_invalid', parsed.error.message, { ...parsed.error.details, field })
}
