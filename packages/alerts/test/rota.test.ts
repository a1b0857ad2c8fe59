import type { ChannelConfig, Rota } from '@guanlan/contracts'
import { toInstant, type Instant } from '@guanlan/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calleesAt, onDutyAt, rotaOutlook, rotaProblems, shiftsOn, simulateChain } from '../src/index.js'

/** Beijing time of the national holiday's week. */
const at = (day: number, time: string): Instant =>
  toInstant(Date.parse(`2026-10-${String(day).padStart(2, '0')}T${time}:00+08:00`))
/** 1 to 7 October is off, the 10th (a Saturday) is worked. */
const isWorkingDay = (date: string): boolean => {
  if (date >= '2026-10-01' && date <= '2026-10-07') return false
  if (date === '2026-10-10') return true
  return ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
}

const channel = (id: string, levels: ChannelConfig['levels'] = []) =>
  ({ id, kind: 'webhook', url: 'http://hook', levels, enabled: id !== 'off-duty' }) as ChannelConfig
const channels = [
  channel('group', ['red', 'orange']),
  channel('sms-zhao'),
  channel('sms-qian'),
  channel('leaders'),
  channel('off-duty'),
]

const rota: Rota = {
  people: [
    { id: 'zhao', name: '赵敏', channels: ['sms-zhao'] },
    { id: 'qian', name: '钱江', channels: ['sms-qian'] },
    { id: 'sun', name: '孙越', channels: ['off-duty'] },
  ],
  shifts: [
    {
      id: 'day',
      name: '白班',
      hours: '08:30-18:00',
      days: 'working',
      from: '2026-09-30',
      every: 'day',
      turns: [{ duty: 'zhao' }, { duty: 'qian' }],
    },
    {
      id: 'night',
      name: '夜班',
      hours: '18:00-08:30',
      days: 'any',
      from: '2026-10-01',
      every: 'day',
      turns: [
        { duty: 'zhao', deputy: 'sun' },
        { duty: 'qian', deputy: 'zhao' },
      ],
    },
    {
      id: 'holiday',
      name: '节假日',
      hours: '08:30-18:00',
      days: 'off',
      from: '2026-10-01',
      every: 'week',
      turns: [{ duty: 'qian' }],
    },
  ],
  swaps: [{ day: '2026-10-02', shift: 'night', duty: 'sun', deputy: 'qian', note: '赵敏出差' }],
  chain: [
    { id: 'on-duty', level: 'red', after: 0, call: ['duty'], channels: [], times: 1, days: 'any' },
    { id: 'deputy', level: 'red', after: 10, every: 10, call: ['deputy'], channels: [], times: 2, days: 'any' },
    { id: 'leaders', level: 'red', after: 30, call: [], channels: ['leaders'], times: 1, days: 'any' },
    {
      id: 'office',
      level: 'red',
      after: 60,
      call: [],
      channels: ['leaders'],
      times: 1,
      hours: '08:30-18:00',
      days: 'working',
    },
  ],
}

describe('who is on duty', () => {
  it('is told by the turns, counted over the days on which the shift takes place', () => {
    const names = ['2026-09-30', '2026-10-01', '2026-10-08', '2026-10-09', '2026-10-10', '2026-10-11'].map((day) =>
      shiftsOn(rota, day, isWorkingDay).map(({ name, duty }) => `${name}${duty}`),
    )
    expect(names).toEqual([
      ['白班赵敏', '夜班钱江'],
      ['夜班赵敏', '节假日钱江'],
      ['白班钱江', '夜班钱江'],
      ['白班赵敏', '夜班赵敏'],
      // A Saturday that is worked has the next turn of working days.
      ['白班钱江', '夜班钱江'],
      ['夜班赵敏', '节假日钱江'],
    ])
  })

  it('is, after midnight, whoever had the evening before; an exception counts for its night whole', () => {
    expect(onDutyAt(rota, at(3, '02:10'), isWorkingDay)).toMatchObject([
      { shift: 'night', day: '2026-10-02', duty: '孙越', deputy: '钱江', swapped: '赵敏出差' },
    ])
    expect(onDutyAt(rota, at(3, '18:00'), isWorkingDay)).toMatchObject([
      { shift: 'night', duty: '赵敏', swapped: null },
    ])
    expect(
      calleesAt(rota, ['duty', 'deputy'], at(3, '02:10'), isWorkingDay).map(({ name, role }) => [name, role]),
    ).toEqual([
      ['孙越', 'duty'],
      ['钱江', 'deputy'],
    ])
  })

  it('goes on before the first day of the turns as after it', () => {
    const day = fc
      .integer({ min: -200, max: 200 })
      .map((n) => toInstant(Date.UTC(2026, 9, 1) + n * 86_400_000).slice(0, 10))
    fc.assert(
      fc.property(day, (one) => {
        const next = toInstant(Date.parse(`${one}T00:00:00Z`) + 86_400_000).slice(0, 10)
        const plain = { ...rota, swaps: [] }
        const night = (date: string) => shiftsOn(plain, date, isWorkingDay).find(({ shift }) => shift === 'night')?.duty
        expect(new Set([night(one), night(next)])).toEqual(new Set(['赵敏', '钱江']))
      }),
    )
  })

  it('is nobody in gaps, which are told for fourteen days', () => {
    const { days, gaps } = rotaOutlook({ ...rota, shifts: rota.shifts.slice(0, 2) }, at(1, '12:00'), isWorkingDay)
    expect(days).toHaveLength(14)
    expect(days[0]).toMatchObject({ day: '2026-10-01', working: false })
    expect(gaps[0]).toEqual({ from: at(1, '08:30'), to: at(1, '18:00') })
    expect(gaps).toHaveLength(8)
    expect(rotaOutlook(rota, at(1, '12:00'), isWorkingDay).gaps).toEqual([])
  })
})

describe('a chain that is tried before it is saved', () => {
  it('says who would be called at 02:10 on 3 October for a red one, then after 10 and 30 minutes', () => {
    const steps = simulateChain(rota, channels, 'red', at(3, '02:10'), isWorkingDay)
    expect(
      steps.map(({ minutes, rule, people, channels: by, silent }) => [
        minutes,
        rule,
        people.map(({ name }) => name),
        by,
        silent,
      ]),
    ).toEqual([
      [0, null, [], ['group'], null],
      // Reached by no channel that is switched on: that is what a trial is for.
      [0, 'on-duty', ['孙越'], [], 'no-channel'],
      [10, 'deputy', ['钱江'], ['sms-qian'], null],
      [20, 'deputy', ['钱江'], ['sms-qian'], null],
      [30, 'leaders', [], ['leaders'], null],
      [60, 'office', [], [], 'not-its-shift'],
    ])
  })

  it('changes shift in the middle, and tells when nobody is on duty', () => {
    const late = simulateChain(rota, channels, 'red', at(3, '08:25'), isWorkingDay)
    expect(late.find(({ minutes }) => minutes === 10)).toMatchObject({ people: [], silent: 'nobody' })
    expect(simulateChain(rota, channels, 'blue', at(3, '02:10'), isWorkingDay)).toEqual([])
  })
})

describe('what is wrong with a rota', () => {
  it('is told with its field; a sound one has nothing', () => {
    expect(rotaProblems(rota, channels)).toEqual([])
    const wrong: Rota = {
      people: [...rota.people, { id: 'zhao', name: '周', channels: ['fax'] }],
      shifts: [{ ...rota.shifts[0], id: 'day', turns: [{ duty: 'nobody' }] } as Rota['shifts'][number]],
      swaps: [{ day: '2026-10-02', shift: 'evening', duty: 'qian' }],
      chain: [{ id: 'x', level: 'red', after: 1, call: [], channels: [], times: 1, days: 'any' }],
    }
    expect(rotaProblems(wrong, channels)).toEqual([
      { field: 'people.3', message: 'zhao 重复' },
      { field: 'people.3.channels', message: '没有通知渠道 fax' },
      { field: 'shifts.0.turns.0.duty', message: '值班人员中没有 nobody' },
      { field: 'swaps.0.shift', message: '没有班次 evening' },
      { field: 'chain.0', message: '这一步没有写通知谁' },
    ])
  })
})
