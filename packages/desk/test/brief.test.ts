import type { Alert, BriefFigures, Ticket } from '@guanlan/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { briefFigures, briefWords, type BriefInputs } from '../src/index.js'
import { after, alert, answer, archive, approve, dispatch, hour, opened, rate, respond, sign } from './sample.js'

/** Monday 23 November 2026 in Shanghai, until 21:00. */
const inputs = (change: Partial<BriefInputs> = {}): BriefInputs => ({
  day: '2026-11-23',
  from: hour(-9),
  to: hour(12),
  at: hour(12),
  usualDays: 7,
  collected: { count: 420, usual: 400 },
  civic: { count: 56, usual: 50 },
  domains: [
    { code: 'housing', name: '房地产金融', count: 9, usual: 12, next: null },
    { code: 'food-drug', name: '食品药品安全', count: 30, usual: 10, next: { low: 11.6, middle: 20, high: 32 } },
    { code: 'hardship', name: '困难群众生活', count: 0, usual: 0, next: { low: 0, middle: 0, high: 0 } },
  ],
  alerts: [],
  tickets: [],
  negatives: new Map(),
  departmentNames: new Map([['jyj', '教育体育局']]),
  sources: { count: 8, blind: [] },
  ...change,
})
const storiesOf = (alerts: Alert[], tickets: Ticket[] = []) =>
  briefFigures(inputs({ alerts, tickets })).stories.map((story) => story.alert)

describe('the figures of a day', () => {
  it('tell the alerts of the day and the older ones that nobody has closed, gravest first', () => {
    const one = (id: string, change: Partial<Alert>) => alert({ alert: id, ...change })
    expect(
      storiesOf([
        one('yesterday-closed', { raisedAt: hour(-20), state: 'closed' }),
        one('yesterday-open', { raisedAt: hour(-20), level: 'blue' }),
        one('cool', { level: 'orange', heat: 10 }),
        one('hot', { level: 'orange', heat: 60 }),
        one('closed', { level: 'red', state: 'closed' }),
        one('tomorrow', { level: 'red', raisedAt: hour(12) }),
      ]),
    ).toEqual(['closed', 'hot', 'cool', 'yesterday-open'])
    const many = Array.from({ length: 25 }, (_, n) => one(`a${n}`, {}))
    const figures = briefFigures(inputs({ alerts: many }))
    expect([figures.stories.length, figures.storyCount]).toEqual([20, 25])
    expect(briefWords(figures).stories).toContain('另有5件')
  })

  it('count what was done to tickets within the day, and lead to each', () => {
    const early = { ...opened(), ticket: 'early', openedAt: hour(-30) }
    const done = { ...after(opened(), dispatch, sign, answer, approve, respond, rate, archive), ticket: 'done' }
    const merged = { ...opened(), ticket: 'merged', mergedInto: 'done' }
    const { tickets, backlog, rates } = briefFigures(inputs({ tickets: [done, merged, early] }))
    expect(tickets).toMatchObject({
      opened: ['done'],
      dispatched: ['done'],
      answered: ['done'],
      responded: ['done'],
      archived: ['done'],
      returned: [],
      // Its dispatch was due a day after it was found.
      overdue: [],
      soon: ['early'],
    })
    expect(backlog).toEqual([{ department: null, name: '待转办', open: 1, overdue: 0 }])
    expect(rates.find(({ name }) => name === '回应精准率')).toMatchObject({ rate: 1, of: 1, tickets: ['done'] })
    expect(rates.map(({ name }) => name)).toContain('舆情回应及时率（自首发起）')
  })

  it('are the same for the same rows in any order', () => {
    const alerts = ['a', 'b', 'c', 'd'].map((id, n) => alert({ alert: id, heat: n % 2 }))
    const tickets = ['t1', 't2', 't3'].map((id) => ({ ...opened(), ticket: id }))
    const wanted = briefFigures(inputs({ alerts, tickets }))
    fc.assert(
      fc.property(
        fc.shuffledSubarray(alerts, { minLength: 4 }),
        fc.shuffledSubarray(tickets, { minLength: 3 }),
        (a, t) => {
          expect(briefFigures(inputs({ alerts: a, tickets: t }))).toEqual(wanted)
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('a count beside the usual', () => {
  it.each([
    [12, 10, '上升20%', 'up'],
    [9, 12, '下降25%', 'down'],
    [31, 10, '约为3.1倍', 'up'],
    [102, 100, '与往常相当', null],
    [0, 4, '下降100%', 'down'],
    [14, 0.4, '往常少见', 'up'],
    [0, 0.1, '与往常相当', null],
    [5, null, '', null],
  ])('says of %d where %d are usual: %s', (count, usual, change, trend) => {
    const { collected } = briefFigures(inputs({ collected: { count, usual } }))
    expect(collected).toEqual({ count, usual, change, trend })
  })
})

describe('the words of a day', () => {
  const words = (change: Partial<BriefInputs> = {}) => briefWords(briefFigures(inputs(change)))

  it('compare with what is usual, the fullest domain first, and leave out what never comes', () => {
    expect(words().overview).toBe(
      [
        '11月23日0时至11月23日21时，共采集公开信息420条，其中涉及民生事项56条，前7日同时段日均50条，上升12%。',
        '食品药品安全：30条（日均10条，约为3倍）；此后24小时预计12—32条。',
        '房地产金融：9条（日均12条，下降25%）。',
      ].join('\n'),
    )
    const first = words({
      usualDays: 0,
      civic: { count: 3, usual: null },
      domains: [{ code: 'housing', name: '房地产金融', count: 3, usual: null, next: null }],
    })
    expect(first.overview).toContain('此前无同时段数据可比')
    expect(first.overview).toContain('房地产金融：3条。')
  })

  it('tell of a story where it is, why it is graded so and how far its ticket has come', () => {
    const told = words({
      alerts: [alert({ level: 'orange', copies: 4, reasons: [{ kind: 'heat', points: 12, text: '1 小时内 12 条' }] })],
      tickets: [after(opened(), dispatch, sign)],
    }).stories
    expect(told).toContain(
      '1. 〔重大〕学校食堂午餐后多名学生呕吐（示例街道）：学校食堂卫生，3条（另有转载4条）、3人次，11月23日9时预警。研判：1 小时内 12 条。处置：教育体育局，签收；',
    )
    expect(told).toMatch(/时限11月\d+日\d+时/)
  })

  it('say of a quiet day that it was quiet, and leave the advice to a person', () => {
    expect(words()).toMatchObject({
      stories: '当日没有达到预警级别的舆情。',
      sources: '共8个来源，没有中断的。',
      advice: '',
    } satisfies Partial<ReturnType<typeof briefWords>>)
    expect(words().tickets).toContain('没有超时限的工单')
  })

  it('name the sources that the figures are without', () => {
    const blind: BriefFigures['sources']['blind'] = [
      { source: 'board', name: '老城留言板', message: '请求超时', since: hour(-3) },
    ]
    expect(words({ sources: { count: 8, blind } }).sources).toContain('老城留言板：11月23日6时起听不到（请求超时）。')
  })
})
