import { burstsFact, type Burst } from '@guanlan/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newest, openBench, sighted, type Bench } from './support.js'

let bench: Bench
beforeEach(async () => {
  bench = await openBench()
})
afterEach(() => bench.close())

const DAY = 1_440
const place = { code: '330681105', name: '店口镇', kind: 'town', evidence: [] } as const
const { labels } = sighted('a', '').body
const inTown = { labels: { ...labels, places: [place] } } as unknown as Parameters<typeof sighted>[2]
/** Each about something else, so that no topic has them all. */
const titles = [
  '纺织厂三个月没发工资了',
  '快递站点老板卷款跑路，押金也不退',
  '装修师傅的尾款年底还能要回来吗',
  '酒楼服务员加班费一分没有',
  '代课老师被拖欠课时费',
  '绿化队临时工的血汗钱谁来管',
  '保安公司克扣高温补贴',
  '网约车平台迟迟不结算',
  '袜厂停工，计件款没人认账',
  '砖窑民工讨薪无门',
]
const calm = Array.from({ length: 6 }, (_, day) =>
  sighted(`d${day}`, `${day + 1}号路灯工程队还欠着钱`, { ...inTown, minute: day * DAY + 60, live: false }),
)
const outcry = titles.map((title, n) => sighted(`x${n}`, title, { ...inTown, minute: 6 * DAY + 120 + n * 3 }))
const open = () => bench.store.records.facts.get<Burst[]>(burstsFact)

describe('bursts in the detector', () => {
  it('are kept for the api while they are open, also across a kill, and end in silence', async () => {
    await bench.handle(calm)
    expect(await open()).toEqual([])
    await bench.handle(outcry.slice(0, 5))
    await bench.kill()
    await bench.handle(outcry.slice(5))
    const [burst] = (await open()) ?? []
    expect(burst).toMatchObject({ domain: 'wages', town: { code: place.code, name: '店口镇' }, sources: 1 })
    expect(burst?.voices).toBeGreaterThanOrEqual(8)
    expect(burst?.topics).toBeGreaterThan(1)
    expect(burst?.scattered).toBe(true)
    expect(burst?.text).toMatch(/^10:00 起 \d+ 条，往常不到 1 条$/)
    await bench.fireUntil(7 * DAY)
    expect(await open()).toEqual([])
  })

  it('are told of a topic as the reason that it is part of', async () => {
    await bench.handle(calm)
    await bench.handle(outcry)
    await bench.handle([sighted('y', titles[0] ?? '', { ...inTown, minute: 6 * DAY + 200, body: '又一位工人来说' })])
    const reasons = newest(await bench.told()).flatMap((topic) => topic.reasons)
    expect(reasons.find(({ kind }) => kind === 'burst')?.text).toMatch(
      /^店口镇·工资拖欠 10:00 起 \d+ 条，往常不到 1 条，其中本话题 \d+ 条$/,
    )
  })
})
