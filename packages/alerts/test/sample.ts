import type { Actor, Alert, ChannelConfig, ChannelOf, Topic } from '@guanlan/contracts'
import { toInstant } from '@guanlan/kernel'
import { onTopicChanged } from '../src/index.js'

/** Minute `n` of the tests' day, as an instant. */
export const minute = (n: number) => toInstant(Date.UTC(2026, 10, 23, 1, n))

export const live = (n: number) => ({ now: minute(n), live: true })

export const duty: Actor = { kind: 'person', role: 'duty', name: '王值班' }
export const clerk: Actor = { kind: 'person', role: 'clerk', name: '李经办', department: 'jyj' }

export function topic(change: Partial<Topic> = {}): Topic {
  return {
    topic: 'topic-1',
    version: 1,
    jurisdiction: '330681',
    title: '学校食堂午餐后多名学生呕吐',
    matter: 'school-canteen',
    matterName: '学校食堂卫生',
    domain: 'food-drug',
    places: [{ code: '330681002', name: '示例街道' }],
    candidates: [],
    items: 4,
    copies: 1,
    voices: 4,
    sources: [],
    officialItems: 0,
    liveItems: 4,
    heat: 40,
    heatTerms: [],
    level: 'yellow',
    points: 45,
    reasons: [{ kind: 'heat', points: 10, text: '热度 40' }],
    confidence: 0.9,
    firstPublished: minute(0),
    firstSeen: minute(1),
    lastSeen: minute(2),
    medoid: 'a1',
    members: ['a1', 'a2', 'a3', 'a4'],
    ...change,
  }
}

export const channel = (change: Partial<ChannelOf<'webhook'>> = {}): ChannelConfig => ({
  id: 'hook',
  kind: 'webhook',
  url: 'http://127.0.0.1:9/hook',
  levels: ['red', 'orange', 'yellow'],
  enabled: true,
  ...change,
})

/** The alert of the sample topic, just raised at minute 3. */
export function raised(): Alert {
  const { alert } = onTopicChanged(null, topic(), live(3))
  if (!alert) throw new Error('no alert')
  return alert
}
