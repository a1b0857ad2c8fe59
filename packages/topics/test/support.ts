import type { LevelsConfig } from '@guanlan/contracts'
import { HOUR, MINUTE, toInstant } from '@guanlan/kernel'
import { createDictionarySegmenter, type Segmenter } from '@guanlan/text'
import type { LevelRules, TopicIndex, TopicItem } from '../src/index.js'

/** Weights as an office has them that changed nothing. */
export const levels: LevelsConfig = {
  heat: {
    tiers: { government: 2, media: 3, forum: 1, hotlist: 4, hotline: 1, social: 1 },
    halfLife: { social: 6 * HOUR, other: 24 * HOUR },
    ref: 12,
  },
  points: { heat: 25, growth: 20, negativity: 15, domain: 15, breadth: 15, people: 10 },
  cuts: { red: 80, orange: 60, yellow: 40, blue: 20 },
  hysteresis: { points: 5, wait: 30 * MINUTE },
}

export const rules: LevelRules = {
  levels,
  signals: [
    { kind: 'poisoning', name: '疑似食物中毒', floor: 'orange' },
    { kind: 'crowd', name: '聚集', floor: 'yellow' },
  ],
  domains: [
    { code: 'food-drug', name: '食品药品安全', points: 14 },
    { code: 'housing', name: '房地产金融', points: 11 },
    { code: 'wages', name: '工资拖欠', points: 12 },
  ],
}

export const freshness = 72 * HOUR
export const start = Date.parse('2026-11-16T00:00:00.000Z')
/** Minutes from the start → Instant. */
export const at = (minutes: number): string => toInstant(start + minutes * MINUTE)

let segmenter: Segmenter | undefined
/** Words of a text. The dictionary is read once. */
export const words = (text: string): string[] => (segmenter ??= createDictionarySegmenter()).cut(text)

/** An ordinary live complaint, changed as the test needs it. */
export function itemOf(article: string, change: Partial<TopicItem> & { minute?: number } = {}): TopicItem {
  const { minute = 0, ...rest } = change
  const title = rest.title ?? ''
  const body = rest.body ?? ''
  return {
    article,
    revision: 1,
    jurisdiction: '330681',
    source: { id: 'forum', name: '论坛', tier: 'forum', official: false },
    url: '',
    title,
    body,
    titleWords: words(title),
    bodyWords: words(body),
    published: at(minute),
    seen: at(minute),
    raises: true,
    matters: [{ code: 'canteen', name: '学校食堂', domain: 'food-drug', score: 0.9 }],
    places: [],
    candidates: [{ department: 'scjg', name: '市场监督管理局', score: 0.8, why: '学校食堂由市场监管部门负责' }],
    sentiment: -0.6,
    urgency: 1,
    signals: [],
    ...rest,
  }
}

/** Articles that share a topic, as sorted groups: topics by what they hold, not by their ids. */
export function partitionOf(index: TopicIndex, articles: readonly string[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const article of articles) {
    const topic = index.member(article)?.topic ?? 'none'
    groups.set(topic, [...(groups.get(topic) ?? []), article])
  }
  return [...groups.values()]
    .map((group) => group.toSorted())
    .toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
}
