import { alertsConfigSchema } from '@guanlan/contracts'
import { toInstant, toMs } from '@guanlan/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  digestOf,
  dueOf,
  groupMessageOf,
  groupOf,
  isFoldable,
  labelsOf,
  nextRepeat,
  notificationsFor,
} from '../src/index.js'
import { channel, minute, raised } from './sample.js'

const leads = new Map([['school-canteen', 'jyj']])
const config = alertsConfigSchema.parse({})
const { yellow } = config.levels
const seconds = (n: number) => toInstant(toMs(minute(0)) + n * 1_000)

describe('a group', () => {
  it('is of one channel and level, and of what the office tells alerts apart by', () => {
    const village = labelsOf({ ...raised(), places: [{ code: '330681002005', name: '村' }] }, leads)
    expect(village).toEqual({ domain: 'food-drug', matter: 'school-canteen', town: '330681002', department: 'jyj' })
    expect(labelsOf({ ...raised(), places: [{ code: '330681', name: '市' }] }, new Map())).toMatchObject({
      town: null,
      department: null,
    })
    const town = { ...village, matter: 'other' }
    const of = (
      by: readonly ('town' | 'matter' | 'domain')[],
      labels = village,
      level: 'yellow' | 'orange' = 'yellow',
    ) => groupOf('hook', level, labels, by)
    expect(of(['town', 'domain'])).toBe(of(['domain', 'town'], town))
    expect(of(['matter'])).not.toBe(of(['matter'], town))
    expect(of(['town'])).not.toBe(of(['town'], village, 'orange'))
    expect(of(['town'])).not.toBe(groupOf('other', 'yellow', village, ['town']))
  })

  it('speaks half a minute after its first call, and then at most every five minutes', () => {
    const first = dueOf(seconds(0), null, yellow)
    expect(first).toBe(seconds(30))
    expect(dueOf(seconds(20), first, yellow)).toBe(first)
    expect(dueOf(seconds(40), first, yellow)).toBe(seconds(330))
    expect(dueOf(seconds(4_000), first, yellow)).toBe(seconds(4_030))
  })

  it('lets no call wait longer than the interval, and no two messages come closer, whatever comes when', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 50 }), (gaps) => {
        let [at, last] = [0, null as ReturnType<typeof dueOf> | null]
        for (const gap of gaps) {
          at += gap
          const due = dueOf(seconds(at), last, yellow)
          expect(toMs(due) - toMs(seconds(at))).toBeLessThanOrEqual(yellow.interval)
          expect(due >= seconds(at)).toBe(true)
          if (last !== null && due !== last) expect(toMs(due) - toMs(last)).toBeGreaterThanOrEqual(yellow.interval)
          last = due
        }
      }),
    )
  })
})

describe('a message of a group', () => {
  const call = (id: string) => {
    const alert = { ...raised(), alert: id, title: `${id}停水` }
    const [made] = notificationsFor(alert, [{ kind: 'raised', level: 'yellow', step: 'yellow' }], [channel()])
    if (!made) throw new Error('no call')
    return made
  }

  it('lists its alerts with what was said of each, in the same words whoever comes first', () => {
    const { key, body } = groupMessageOf('hook', '示例街道 ', [call('甲'), call('乙')], minute(5))
    expect(body).toMatchObject({ type: 'alerts.group', level: 'yellow', calls: 2, count: 2, at: minute(5) })
    expect(body.text.split('\n')).toEqual([
      '【较大】示例街道 2件预警',
      '· 较大 示例街道学校食堂卫生：乙停水（4条）',
      '· 较大 示例街道学校食堂卫生：甲停水（4条）',
    ])
    expect(body.alerts[0]).toMatchObject({ types: ['alert.raised'], matter: 'school-canteen' })
    expect(groupMessageOf('hook', '', [call('乙'), call('甲')], minute(9)).key).toBe(key)
  })

  it('is counted in full where a channel has no room and folds it with others', () => {
    const many = Array.from({ length: 130 }, (_, n) => call(`a${n}`))
    const group = groupMessageOf('hook', '', many, minute(5))
    expect(group.body.alerts).toHaveLength(100)
    expect(isFoldable(group.body)).toBe(true)
    const { body } = digestOf('hook', [group, call('b')], minute(6))
    expect(body).toMatchObject({ type: 'alerts.digest', calls: 131, count: 131 })
    expect(body.text).toMatch(/^【摘要】通知较多，131条合并为一条：较大131件\n/)
    expect(body.text).toMatch(/另有119件，见控制台$/)
  })
})

describe('a repetition', () => {
  it('comes at whole intervals since the alert began to wait, by the level that it has', () => {
    const alert = raised()
    const due = (after: number, change = {}) => nextRepeat({ ...alert, ...change }, minute(3 + after), config)?.due
    expect(due(0)).toBe(minute(243))
    expect(due(240)).toBe(minute(483))
    expect(due(0, { level: 'red' })).toBe(minute(13))
    expect(due(25, { level: 'red' })).toBe(minute(33))
    expect(due(25, { level: 'orange' })).toBe(minute(63))
    expect(due(0, { level: 'blue' })).toBeUndefined()
    expect(due(0, { state: 'acknowledged' })).toBeUndefined()
    const never = alertsConfigSchema.parse({ levels: { yellow: { repeat: '0s' } } })
    expect(nextRepeat(alert, minute(3), never)).toBeNull()
  })
})
