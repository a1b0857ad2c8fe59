import {
  checkedRuleSchema,
  dryRunResponseSchema,
  dryRunSchema,
  publishRulesSchema,
  restoreRulesSchema,
  ruleDetailSchema,
  rulesResponseSchema,
  whySchema,
  type Actor,
  type ClassifiedArticle,
  type DryRun,
  type PublishedRules,
  type RuleMatter,
  type RuleSample,
} from '@guanlan/contracts'
import { parseRule, printRule } from '@guanlan/rules'
import { ago, allItems, FAKE_NOW } from './fake-data.js'

/** A title that a page must show as text. */
export const HOSTILE = '<img src=x onerror=alert(1)> 工地欠薪'

const matter = (code: string, name: string, domain: string | null, caught: number, rules: string[]): RuleMatter => ({
  code,
  name,
  domain,
  lead: 'rsj',
  leadName: '人力资源和社会保障局',
  where: `config/office/matters/${code}.yaml:2`,
  texts: { rules, hints: code === 'unpaid-wages' ? ['工资'] : [] },
  published: null,
  caught,
})

/** A word is in a text if it stands in it: enough of matching for a fake. */
const wordsOf = (rule: string): string[] =>
  rule
    .replace(/-\S+/g, '')
    .split(/[\s()"]+/)
    .filter((word) => word !== '' && !/^(AND|OR|NOT|NEAR\/\d+|BEFORE\/\d+)$/.test(word))

function sampleOf(article: ClassifiedArticle, words: readonly string[]): RuleSample {
  const spans = (['title', 'body'] as const).flatMap((field) =>
    words.flatMap((word) => {
      const start = article[field].indexOf(word)
      return start < 0 ? [] : [{ field, start, end: start + word.length }]
    }),
  )
  const { title, body, source, labels, seen } = article
  return {
    article: article.article,
    title,
    excerpt: body,
    cutBefore: false,
    cutAfter: true,
    spans,
    source: source.name,
    time: seen,
    matters: labels.matters.map(({ code, name }) => ({ code, name })),
  }
}

/** Matters, versions and dry runs of the fake city, by the contracts' schemas. */
export function createFakeRules(refuse: (status: number, code: string, title: string, detail?: string) => Error) {
  const matters = [
    matter('unpaid-wages', '农民工欠薪', 'wages', 41, ['(工地 OR 楼盘) 欠薪', '停工 NEAR/20 (工资 OR 补偿)']),
    matter('school-canteen', '学校食堂卫生', 'food-drug', 12, ['食堂 (变质 OR 呕吐)']),
    matter('bus', '公交线路与站点', null, 0, ['公交 (晚点 OR 改线)']),
  ]
  const histories = new Map<string, PublishedRules[]>()
  const files = new Map(matters.map(({ code, texts }) => [code, texts]))
  /** Switches for the states that a page must bear. */
  const mode = { searchAway: false, stopped: false }
  const known = (code: string): RuleMatter => {
    const found = matters.find((one) => one.code === code)
    if (!found) throw refuse(404, 'not_found', '没有找到')
    return found
  }
  const readable = (rule: string): string => {
    const parsed = parseRule(rule)
    if (!parsed.ok) throw refuse(400, 'rule_invalid', '规则写法有误', parsed.error.message)
    return printRule(parsed.value)
  }

  function detail(code: string): unknown {
    const { caught, ...rest } = known(code)
    const history = histories.get(code) ?? []
    return ruleDetailSchema.parse({
      matter: {
        ...rest,
        assist: [{ code: 'zjj', name: '住房和城乡建设局' }],
        duty: '《劳动法》第九十一条',
        urgent: [{ rule: '讨薪 跳楼', urgency: 3 }],
        examples: [`公司拖欠工资${caught}天`],
        nearMisses: ['公司按时发工资'],
      },
      file: files.get(code),
      version: history[0]?.version ?? 0,
      fileChanged: false,
      history,
    })
  }

  function dryRun(body: unknown): DryRun {
    const { rule, against, days } = dryRunSchema.parse(body)
    const canonical = readable(rule)
    const found = (text: string): Map<string, RuleSample> => {
      const words = wordsOf(text)
      const hits = allItems().filter((item) => words.some((word) => `${item.title}${item.body}`.includes(word)))
      return new Map(hits.map((item) => [item.article, sampleOf(item, words)]))
    }
    const [now, before] = [found(rule), found(against ?? rule)]
    const parts = {
      kept: [...now.values()].filter(({ article }) => before.has(article)),
      gained: [...now.values()].filter(({ article }) => !before.has(article)),
      lost: [...before.values()].filter(({ article }) => !now.has(article)),
    }
    const [first] = parts.kept
    if (first) parts.kept[0] = { ...first, title: HOSTILE, spans: [] }
    const counts = { kept: parts.kept.length, gained: parts.gained.length, lost: parts.lost.length }
    const samples = {
      kept: parts.kept.slice(0, 20),
      gained: parts.gained.slice(0, 20),
      lost: parts.lost.slice(0, 20),
    }
    return dryRunResponseSchema.parse({
      canonical,
      from: ago(24 * days),
      to: ago(0),
      items: 4_180,
      candidates: 63,
      looked: 63,
      stopped: mode.stopped ? 'count' : null,
      back: mode.stopped ? ago(30) : null,
      counts,
      labelled: { same: counts.kept, other: counts.gained, none: 0 },
      days: Array.from({ length: days }, (_, at) => ({
        day: new Date(FAKE_NOW - (days - 1 - at) * 86_400_000).toISOString().slice(0, 10),
        ...(at === days - 1 ? counts : { kept: at, gained: 0, lost: 0 }),
      })),
      samples,
      examples: { held: 1, of: 1, nearMisses: rule.includes('工资') ? ['公司按时发工资'] : [] },
    })
  }

  function publish(code: string, action: string, body: unknown, by: Actor): unknown {
    if (by.role !== 'analyst') throw refuse(403, 'not_allowed', '当前角色无权进行此操作')
    const one = known(code)
    const history = histories.get(code) ?? []
    const file = files.get(code) ?? one.texts
    const parsed = action === 'publish' ? publishRulesSchema.parse(body) : restoreRulesSchema.parse(body)
    if (parsed.version !== (history[0]?.version ?? 0))
      throw refuse(409, 'version_conflict', '他人已先行处理，请查看最新状态')
    const restored = 'to' in parsed ? (history.find(({ version }) => version === parsed.to)?.texts ?? null) : null
    const texts = 'to' in parsed ? restored : { rules: parsed.rules, hints: parsed.hints }
    const version = parsed.version + 1
    const made = { version, by: by.name, at: ago(0), reason: parsed.reason, texts, file }
    histories.set(code, [{ ...made, ...('to' in parsed && { restores: parsed.to }) }, ...history])
    const at = matters.indexOf(one)
    matters[at] = { ...one, texts: texts ?? file, published: texts && { version, by: by.name, at: ago(0) } }
    return detail(code)
  }

  return {
    matters,
    mode,
    detail,
    list: () =>
      rulesResponseSchema.parse({
        items: mode.searchAway ? matters.map((one) => ({ ...one, caught: null })) : matters,
        next: null,
      }),
    why(article: ClassifiedArticle, code: string): unknown {
      const one = known(code)
      const given = article.labels.matters.some((found) => found.code === code)
      const words = article.labels.matters.flatMap(({ evidence }) => evidence.map(({ text }) => text)).slice(0, 2)
      const rules = one.texts.rules.map((rule, at) => ({
        number: at + 1,
        hint: false,
        rule,
        holds: given,
        words: given ? words : [],
        ...(!given && { miss: `标题和正文里没有 “${rule}”` }),
      }))
      return whySchema.parse({
        matter: { code, name: one.name },
        given,
        verdict: [given ? '归入本事项，把握 93%。' : '归入了「学校食堂卫生」（把握 93%）。'],
        rules,
        contexts: [{ name: '庭审与判例', weight: -4.6, words: ['宣判'] }],
      })
    },
    act(code: string, action: string, body: unknown, by: Actor): unknown {
      if (code === 'dry-run') return dryRun(body)
      if (code === 'check') {
        const { rule } = body as { rule: string }
        const unbounded = rule.includes('欠工资') && !rule.includes('~欠工资')
        return checkedRuleSchema.parse({
          canonical: readable(rule),
          fault: null,
          warnings: unbounded
            ? [{ term: '欠工资', suggestion: '~欠工资', message: '“欠工资”不是完整的词，要在任何位置命中请写 ~欠工资' }]
            : [],
        })
      }
      return publish(code, action, body, by)
    },
  }
}
