import {
  checkedRuleSchema,
  dryRunResponseSchema,
  ruleDetailSchema,
  rulesResponseSchema,
  whySchema,
  type DryRun,
  type DryRunRequest,
} from '@guanlan/contracts'
import type { Sample } from '@guanlan/search-store/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { as, NOW, openApi, seedSearch, type OpenApi } from './harness.js'

let api: OpenApi
beforeEach(async () => {
  api = await openApi({
    placeOfMatter: (code) => (code === 'wage-arrears' ? 'config/office/matters/wages.yaml:40' : undefined),
  })
})
afterEach(() => api.close())

const analyst = as('analyst', '周衡')
const MATTER = 'wage-arrears'
const detail = async () => ruleDetailSchema.parse((await api.get(`/api/v1/rules/${MATTER}`)).json())
const run = async (body: DryRunRequest): Promise<DryRun> => {
  const answer = await api.post('/api/v1/rules/dry-run', body)
  return dryRunResponseSchema.parse(answer.json())
}
const posts: Sample[] = [
  { id: 'a', at: '2026-11-20T01:00:00Z', title: '工地欠薪', body: '老板跑了', matters: [MATTER] },
  { id: 'b', at: '2026-11-19T17:00:00Z', title: '讨薪', body: '楼盘工地上三十人拿不到钱', matters: ['other'] },
  { id: 'c', at: '2026-11-18T01:00:00Z', title: '欠薪演习', body: '应急演习圆满成功' },
  { id: 'd', at: '2026-11-01T01:00:00Z', title: '旧欠薪', body: '上月的事', matters: [MATTER] },
  { id: 'e', at: '2026-11-20T02:00:00Z', title: '天气', body: '多云转阴' },
]

describe('the list of rules', () => {
  it('tells every matter with its department, its place in the files, and how many items of the days carry it', async () => {
    await seedSearch(api, ...posts)
    const all = rulesResponseSchema.parse((await api.get('/api/v1/rules?limit=1000')).json())
    expect(all.items.map(({ code }) => code)).toEqual(api.deps.office.matters.map(({ code }) => code))
    expect(all.next).toBeNull()
    const one = all.items.find(({ code }) => code === MATTER)
    expect(one).toMatchObject({ leadName: '人力资源和社会保障局', caught: 1, published: null })
    expect(one?.where).toBe('config/office/matters/wages.yaml:40')
    const month = rulesResponseSchema.parse((await api.get('/api/v1/rules?limit=1000&days=30')).json())
    expect(month.items.find(({ code }) => code === MATTER)?.caught).toBe(2)
  })

  it('comes without counts while the search store is away', async () => {
    await api.deps.searchStore.close()
    const all = rulesResponseSchema.parse((await api.get('/api/v1/rules')).json())
    expect(all.items).toHaveLength(200)
    expect(all.items.every(({ caught }) => caught === null)).toBe(true)
  })
})

describe('a rule that is being written', () => {
  const check = async (rule: string) =>
    checkedRuleSchema.parse((await api.post('/api/v1/rules/check', { rule })).json())
  it('is printed canonically, and warned of where a term is no word', async () => {
    expect(await check('欠薪  并且 （工地 或者 楼盘）')).toEqual({
      canonical: '欠薪 (工地 OR 楼盘)',
      fault: null,
      warnings: [],
    })
    const { warnings } = await check('欠工资')
    expect(warnings).toMatchObject([{ term: '欠工资', suggestion: '~欠工资' }])
  })
  it('is told where it is wrong', async () => {
    expect((await check('欠薪 OR (工地')).fault).toMatchObject({ offset: 6, found: '(', problem: '括号没有闭合' })
  })
})

describe('a dry run', () => {
  it('tells how many items of the last days the rule would have caught, by day of Beijing time, with its words', async () => {
    await seedSearch(api, ...posts)
    const found = await run({ rule: '(工地 OR 楼盘) (欠薪 OR 讨薪)', matter: MATTER, days: 3 })
    expect(found).toMatchObject({
      canonical: '(工地 OR 楼盘) (欠薪 OR 讨薪)',
      from: '2026-11-17T16:00:00.000Z',
      items: 4,
      candidates: 2,
      looked: 2,
      stopped: null,
      counts: { kept: 2, gained: 0, lost: 0 },
      labelled: { same: 1, other: 1, none: 0 },
    })
    expect(found.days.map(({ day, kept }) => `${day} ${kept}`)).toEqual([
      '2026-11-18 0',
      '2026-11-19 0',
      '2026-11-20 2',
    ])
    const b = found.samples.kept.find(({ article }) => article === 'b')
    const text = { title: b?.title ?? '', body: b?.excerpt ?? '', source: '', place: '' }
    expect(b?.spans.map(({ field, start, end }) => text[field].slice(start, end))).toEqual(['讨薪', '楼盘', '工地'])
    expect(found.examples?.of).toBeGreaterThan(5)
  })

  it('tells what a new version gains and loses', async () => {
    await seedSearch(api, ...posts)
    const found = await run({ rule: '欠薪 -演习 OR 讨薪', against: '欠薪', days: 3 })
    const ids = (part: 'kept' | 'gained' | 'lost') => found.samples[part].map(({ article }) => article)
    expect([ids('kept'), ids('gained'), ids('lost')]).toEqual([['a'], ['b'], ['c']])
    expect(found.counts).toEqual({ kept: 1, gained: 1, lost: 1 })
    expect(found.days.at(0)).toEqual({ day: '2026-11-18', kept: 0, gained: 0, lost: 1 })
    expect(found.labelled).toEqual({ same: 0, other: 2, none: 0 })
  })

  it('looks at every item where the index cannot be asked', async () => {
    await seedSearch(api, ...posts)
    expect(await run({ rule: '~薪', days: 3 })).toMatchObject({
      items: 4,
      candidates: 4,
      looked: 4,
      counts: { kept: 3 },
    })
  })

  it('draws its samples from all that was caught, the same ones every time, a page or more behind too', async () => {
    const many = Array.from({ length: 230 }, (_, n) => ({
      id: `m${n}`,
      at: new Date(Date.parse(NOW) - n * 60_000).toISOString(),
      body: `${'铺垫。'.repeat(200)}工地欠薪${'，'.repeat(300)}`,
    }))
    await seedSearch(api, ...many)
    const found = await run({ rule: '欠薪', days: 1 })
    expect(found).toMatchObject({ looked: 230, counts: { kept: 230 } })
    expect(found.samples.kept).toHaveLength(20)
    const [first] = found.samples.kept
    expect(first?.excerpt).toContain('工地欠薪')
    expect([first?.cutBefore, first?.cutAfter, first?.excerpt.length]).toEqual([true, true, 240])
    expect(found.samples.kept.some(({ article }) => Number(article.slice(1)) > 100)).toBe(true)
    expect((await run({ rule: '欠薪', days: 1 })).samples).toEqual(found.samples)
    const newest = await run({ rule: '欠薪', days: 1, samples: 'newest' })
    expect(newest.samples.kept.map(({ article }) => article)).toEqual(Array.from({ length: 20 }, (_, n) => `m${n}`))
  })

  it('is refused with the place of the fault, the field and the reason', async () => {
    const answer = await api.post('/api/v1/rules/dry-run', { rule: '欠薪', against: 'A NEAR/0 B', days: 1 })
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { code: 'rule_invalid', errors: [{ path: 'body.against' }] },
    ])
    expect((await api.post('/api/v1/rules/dry-run', { rule: '欠薪', days: 400 })).json().code).toBe('bad_request')
  })
})

describe('publishing', () => {
  const publish = (body: object, headers = analyst, code = MATTER) =>
    api.post(
      `/api/v1/rules/${code}/publish`,
      { version: 0, reason: '补上外卖骑手', rules: ['欠薪'], hints: [], ...body },
      headers,
    )
  const restore = (body: object) =>
    api.post(`/api/v1/rules/${MATTER}/restore`, { reason: '误中太多', ...body }, analyst)

  it('puts rules over those of the file, with who, when and why, and takes them back', async () => {
    const { file } = await detail()
    const made = ruleDetailSchema.parse((await publish({ rules: ['欠薪', '讨薪 骑手'] })).json())
    expect(made).toMatchObject({
      version: 1,
      matter: { texts: { rules: ['欠薪', '讨薪 骑手'], hints: [] } },
      file,
      fileChanged: false,
    })
    expect(made.history).toMatchObject([{ version: 1, by: '周衡', at: NOW, reason: '补上外卖骑手', file }])
    const list = rulesResponseSchema.parse((await api.get('/api/v1/rules?limit=1000')).json()).items
    expect(list.find(({ code }) => code === MATTER)).toMatchObject({ texts: { hints: [] }, published: { version: 1 } })
    expect((await restore({ version: 1, to: 0 })).json()).toMatchObject({
      version: 2,
      matter: { texts: file },
      history: [{ restores: 0 }, {}],
    })
    expect((await restore({ version: 2, to: 1 })).json()).toMatchObject({
      version: 3,
      matter: { texts: { rules: ['欠薪', '讨薪 骑手'] } },
    })
    expect(await detail()).toMatchObject({ version: 3, matter: { published: { version: 3 } } })
  })

  it('lets the second of two who publish know, and a repeated call act once', async () => {
    const key = { ...analyst, 'idempotency-key': 'k1' }
    expect((await publish({}, key)).statusCode).toBe(200)
    expect((await publish({}, key)).json()).toMatchObject({ version: 1 })
    expect((await publish({ rules: ['讨薪'] })).json()).toMatchObject({ code: 'version_conflict' })
    expect((await detail()).history).toHaveLength(1)
  })

  it('is refused to others, for rules that do not parse, without a reason, and of matters that are not there', async () => {
    expect((await publish({}, as('duty'))).json()).toMatchObject({ code: 'not_allowed' })
    expect((await publish({ hints: ['(('] })).json()).toMatchObject({
      code: 'rule_invalid',
      errors: [{ path: 'body.hints.0' }],
    })
    expect((await publish({ rules: [] })).json()).toMatchObject({ code: 'bad_request' })
    expect((await publish({ reason: ' ' })).json()).toMatchObject({ code: 'bad_request' })
    expect((await publish({}, analyst, 'nobody')).json()).toMatchObject({ code: 'not_found' })
    expect((await restore({ version: 0, to: 7 })).json()).toMatchObject({ code: 'bad_request' })
    expect(await detail()).toMatchObject({ version: 0, history: [] })
  })

  it('tells that the file changed under what was published', async () => {
    await publish({})
    const { office } = api.deps
    const matters = office.matters.map((one) => (one.code === MATTER ? { ...one, rules: ['另写'] } : one))
    const later = await openApi({ recordStore: api.deps.recordStore, office: { ...office, matters } })
    const changed = ruleDetailSchema.parse((await later.get(`/api/v1/rules/${MATTER}`)).json())
    expect(changed).toMatchObject({
      fileChanged: true,
      matter: { texts: { rules: ['欠薪'] } },
      file: { rules: ['另写'] },
    })
    await later.app.close()
  })
})

describe('why', () => {
  it('an article carries a matter or does not, by the rules in force', async () => {
    await seedSearch(api, {
      id: 'x',
      at: NOW,
      title: '公司拖欠工资三个月不发',
      body: '我们要求公司支付拖欠的工资，劳动局也不管',
    })
    const why = async (matter: string) =>
      whySchema.parse((await api.get(`/api/v1/articles/x/why?matter=${matter}`)).json())
    const before = await why(MATTER)
    expect(before).toMatchObject({ given: true, matter: { name: '企业拖欠工资' } })
    const rules = ['量子纠缠']
    await api.post(`/api/v1/rules/${MATTER}/publish`, { version: 0, reason: '试验', rules, hints: [] }, analyst)
    const after = await why(MATTER)
    expect(after.rules).toMatchObject([{ rule: '量子纠缠', holds: false, miss: '标题和正文里没有 “量子纠缠”' }])
    expect((await api.get('/api/v1/articles/x/why?matter=nobody')).json().code).toBe('not_found')
    expect((await api.get(`/api/v1/articles/nothing/why?matter=${MATTER}`)).json().code).toBe('not_found')
  })
})
