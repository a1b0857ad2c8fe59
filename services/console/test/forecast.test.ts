import type { Forecast, Topic, TopicStory } from '@guanlan/contracts'
import { describe, expect, it } from 'vitest'
import { curveAhead, forecastLine, forecastNow, forecastReasons, stationsOf } from '../src/model/forecast.js'
import { ago, FAKE_NOW, makeTopic } from './fake-data.js'
import { storylines } from './fake-stories.js'

const topicOf = (id: string): Topic => {
  const story = storylines.find((each) => each.id === id)
  if (!story) throw new Error(id)
  return makeTopic(story)
}
const wages = topicOf('wages')
const forecast = wages.forecast as Forecast
const bucket = (from: string) => ({ from, items: 1, copies: 0, official: 0 })
const story = (change: Partial<TopicStory> = {}): TopicStory => ({
  posts: 2,
  complete: true,
  interval: 'hour',
  curve: [bucket('2026-11-22T10:00:00.000Z'), bucket('2026-11-22T11:00:00.000Z')],
  spread: [],
  first: null,
  replies: [],
  copies: [],
  ...change,
})
const reply = (at: string, word: 'reply' | 'notice' | 'denial') =>
  ({
    at,
    word,
    article: at,
    title: '',
    url: '',
    source: 's',
    sourceName: 's',
    tier: 'government',
    official: true,
  }) as const

describe('the forecast on the page of a topic', () => {
  it('is shown for three hours, and not of a topic that was merged', () => {
    expect(forecastNow(wages, FAKE_NOW)).toBe(forecast)
    expect(forecastNow(wages, FAKE_NOW + 3 * 3_600_000)).toBeUndefined()
    expect(forecastNow({ ...wages, redirect: 'other' }, FAKE_NOW)).toBeUndefined()
    expect(forecastNow(topicOf('canteen'), FAKE_NOW)).toBeUndefined()
  })

  it('is one plain line, and says so when too little is known', () => {
    expect(forecastLine(forecast)).toContain('可能 34%，预计再来 3–16 条')
    expect(forecastLine({ ...forecast, posts: { low: 2, expected: 2, high: 2 } })).toContain('预计再来 2 条')
    const unknown = topicOf('lamps').forecast as Forecast
    expect(forecastLine(unknown)).toContain('依据不足')
    expect(forecastReasons(unknown)).toBe('')
  })

  it('follows the curve with six hours, silent ones between', () => {
    const drawn = curveAhead(story(), forecast)
    expect(drawn.map(({ from }) => from.slice(11, 13))).toEqual(['10', '11', '12', '13', '14', '15', '16', '17', '18'])
    expect(drawn.map(({ ahead }) => ahead?.high ?? null)).toEqual([null, null, null, 4, 5, 4, 3, 2, 1])
  })

  it('leaves a curve in days, one that fell silent long ago, and one without forecast as they are', () => {
    for (const [of, foretold] of [
      [story({ interval: 'day' }), forecast],
      [story({ curve: [bucket(ago(40))] }), forecast],
      [story({ curve: [] }), forecast],
      [story(), undefined],
    ] as const)
      expect(curveAhead(of, foretold)).toHaveLength(of.curve.length)
  })

  it('names the gravest of the authorities’ words of an hour', () => {
    const told = story({
      replies: [
        reply('2026-11-22T11:40:00.000Z', 'notice'),
        reply('2026-11-22T11:20:00.000Z', 'denial'),
        reply('2026-11-22T10:59:59.999Z', 'reply'),
        reply('2026-11-21T10:00:00.000Z', 'denial'),
      ],
    })
    expect([...stationsOf(told, curveAhead(told, forecast))].toSorted()).toEqual([
      [0, '回复'],
      [1, '辟谣'],
    ])
  })
})
