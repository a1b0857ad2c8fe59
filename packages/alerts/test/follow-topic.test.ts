import { alertSchema, type Alert, type Topic } from '@guanlan/contracts'
import { describe, expect, it } from 'vitest'
import {
  acknowledgeAlert,
  changeAlertLevel,
  closeAlert,
  onTopicChanged,
  onTopicRedirected,
  spoken,
} from '../src/index.js'
import { duty, live, minute, topic } from './sample.js'
import { unwrap } from '@guanlan/kernel'

const raised = (change: Partial<Topic> = {}): Alert => {
  const { alert } = onTopicChanged(null, topic(change), live(3))
  if (!alert) throw new Error('nothing was raised')
  return alert
}

describe('raising', () => {
  it('raises one alert for a topic at yellow, with the id that the topic gives', () => {
    const change = onTopicChanged(null, topic(), live(3))
    expect(alertSchema.parse(change.alert)).toMatchObject({
      version: 1,
      state: 'open',
      level: 'yellow',
      raisedItems: 4,
    })
    expect(change.effects).toEqual([{ kind: 'raised', level: 'yellow', step: 'yellow' }])
    expect(onTopicChanged(null, topic({ version: 9, items: 30 }), live(50)).alert?.alert).toBe(change.alert?.alert)
  })

  it('raises nothing below yellow, without live items, from back-fill, or for a topic that was merged away', () => {
    expect(onTopicChanged(null, topic({ level: 'blue' }), live(3)).alert).toBeNull()
    expect(onTopicChanged(null, topic({ liveItems: 0, level: 'red' }), live(3)).alert).toBeNull()
    expect(onTopicChanged(null, topic({ level: 'red' }), { now: minute(3), live: false }).alert).toBeNull()
    expect(onTopicChanged(null, topic({ redirect: 'topic-2' }), live(3)).alert).toBeNull()
  })
})

describe('levels', () => {
  it('speaks again at a higher level and asks for a new acknowledgement', () => {
    const { alert } = unwrap(acknowledgeAlert(raised(), { actor: duty, now: minute(4) }))
    const change = onTopicChanged(alert, topic({ version: 2, level: 'red' }), live(5))
    expect(change.effects).toEqual([{ kind: 'rose', from: 'yellow', level: 'red', step: 'red' }])
    expect(change.alert).toMatchObject({ version: 3, state: 'open', level: 'red', highest: 'red' })
    expect(change.alert?.acknowledged).toBeUndefined()
  })

  it('goes down quietly and keeps the highest level', () => {
    const change = onTopicChanged(raised({ level: 'orange' }), topic({ version: 2, level: 'blue' }), live(5))
    expect(spoken(change.effects)).toEqual([])
    expect(change.alert).toMatchObject({ level: 'blue', highest: 'orange' })
    expect(change.alert?.history.at(-1)?.what).toBe('lowered')
  })

  it('gives the second rise to a level another step than the first', () => {
    const first = onTopicChanged(raised(), topic({ version: 2, level: 'orange' }), live(5)).alert
    const down = onTopicChanged(first, topic({ version: 3, level: 'yellow' }), live(60)).alert
    const again = onTopicChanged(down, topic({ version: 4, level: 'orange' }), live(60 + 6 * 60))
    expect(again.effects).toEqual([{ kind: 'rose', from: 'yellow', level: 'orange', step: 'orange#2' }])
  })

  it('comes back quietly to a level that it left a short while ago, and speaks at one that it never had', () => {
    const first = onTopicChanged(raised(), topic({ version: 2, level: 'orange' }), live(5)).alert
    const seen = unwrap(acknowledgeAlert(first ?? raised(), { actor: duty, now: minute(6) })).alert
    const down = onTopicChanged(seen, topic({ version: 3, level: 'yellow' }), live(60)).alert
    const back = onTopicChanged(down, topic({ version: 4, level: 'orange' }), live(59 + 6 * 60))
    expect(back).toMatchObject({ alert: { level: 'orange', state: 'acknowledged' }, effects: [{ kind: 'updated' }] })
    expect(back.alert?.history.at(-1)).toMatchObject({ what: 'level', level: 'orange' })
    const red = onTopicChanged(down, topic({ version: 4, level: 'red' }), live(70))
    expect(red.effects).toMatchObject([{ kind: 'rose', level: 'red', step: 'red' }])
  })

  it('leaves a level alone that a person set, while facts and reasons go on beside the person’s reason', () => {
    const set = unwrap(changeAlertLevel(raised(), 'blue', { actor: duty, now: minute(4), reason: '系演练信息' })).alert
    const reasons = [{ kind: 'heat', points: 25, text: '热度 99' }]
    const change = onTopicChanged(set, topic({ version: 2, level: 'red', heat: 99, reasons }), live(5))
    expect(change.alert).toMatchObject({ level: 'blue', heat: 99 })
    expect(change.alert?.reasons.map((reason) => reason.kind)).toEqual(['heat', 'person'])
    expect(spoken(change.effects)).toEqual([])
  })

  it('does not let back-fill raise a level', () => {
    const change = onTopicChanged(raised(), topic({ version: 2, level: 'red' }), { now: minute(5), live: false })
    expect(change).toMatchObject({ alert: { level: 'yellow' }, effects: [{ kind: 'updated' }] })
  })

  it('opens a closed alert again only at a level that it never had', () => {
    const closed = unwrap(
      closeAlert(raised({ level: 'orange' }), { actor: duty, now: minute(4), reason: '已处置' }),
    ).alert
    const same = onTopicChanged(closed, topic({ version: 2, level: 'orange', items: 40 }), live(5))
    expect(same).toMatchObject({ alert: { state: 'closed', items: 40 }, effects: [{ kind: 'updated' }] })
    expect(onTopicChanged(same.alert, topic({ version: 3, level: 'red' }), live(6)).alert?.state).toBe('open')
  })
})

describe('growth', () => {
  const marksFrom = (items: number, level: Topic['level'] = 'yellow') => {
    let alert: Alert | null = raised({ items })
    const steps: string[] = []
    for (let next = items + 1; next <= 41; next += 1) {
      const change = onTopicChanged(alert, topic({ version: next, items: next, level }), live(next))
      alert = change.alert
      for (const effect of spoken(change.effects)) steps.push(`${next}:${effect.step}`)
    }
    return steps
  }

  it('speaks at 8, 16, 32 … items and not between, with however many it was raised', () => {
    for (const items of [1, 3, 5, 7]) expect(marksFrom(items)).toEqual(['8:8', '16:16', '32:32'])
    expect(marksFrom(9)).toEqual(['16:16', '32:32'])
  })

  it('speaks as well when the level rises with the very item that brings a mark', () => {
    expect(marksFrom(7, 'orange')).toEqual(['8:orange', '8:8', '16:16', '32:32'])
    const change = onTopicChanged(raised({ items: 7 }), topic({ version: 2, items: 8, level: 'orange' }), live(5))
    expect(change.alert?.history).toHaveLength(2)
  })

  it('says a jump over two marks once', () => {
    const change = onTopicChanged(raised({ items: 2 }), topic({ version: 2, items: 17 }), live(5))
    expect(change.effects).toEqual([{ kind: 'grew', level: 'yellow', items: 17, step: '16' }])
  })

  it('takes back-fill for no growth', () => {
    const change = onTopicChanged(raised({ items: 2 }), topic({ version: 2, items: 9 }), {
      now: minute(5),
      live: false,
    })
    expect(change).toMatchObject({ alert: { items: 9 }, effects: [{ kind: 'updated' }] })
  })
})

describe('order', () => {
  it('ignores a version that is not newer than the one it saw', () => {
    const alert = raised({ version: 7 })
    expect(onTopicChanged(alert, topic({ version: 7, level: 'red' }), live(9))).toEqual({ alert, effects: [] })
    expect(onTopicChanged(alert, topic({ version: 3, level: 'red' }), live(9))).toEqual({ alert, effects: [] })
  })
})

describe('a topic that was merged into another', () => {
  it('hands its alert on when the survivor has none', () => {
    const change = onTopicRedirected(raised({ version: 9 }), { topic: 'topic-2', alert: null }, minute(6))
    expect(change.alert).toMatchObject({ topic: 'topic-2', state: 'open' })
    const next = onTopicChanged(change.alert, topic({ topic: 'topic-2', version: 2, level: 'orange' }), live(7))
    expect(next.alert).toMatchObject({ level: 'orange', topicVersion: 2 })
  })

  it('closes its alert when the survivor has one', () => {
    const survivor = { topic: 'topic-2', alert: raised({ topic: 'topic-2' }) }
    const change = onTopicRedirected(raised(), survivor, minute(6))
    expect(change).toMatchObject({ alert: { state: 'closed' }, effects: [{ kind: 'closed' }] })
    expect(onTopicRedirected(change.alert ?? raised(), survivor, minute(7)).effects).toEqual([])
  })
})
