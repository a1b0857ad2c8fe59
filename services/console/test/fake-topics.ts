import {
  mergeTopicSchema,
  splitTopicSchema,
  topicDetailSchema,
  topicStorySchema,
  whatIfResponseSchema,
  whatIfSchema,
  type Actor,
  type Alert,
  type StoryPost,
  type Topic,
  type TopicAsk,
} from '@guanlan/contracts'
import { inputsOf, judgeInputs } from '@guanlan/topics'
import { allItems } from './fake-data.js'
import type { createFakeStream } from './fake-stream.js'

type Refuse = (status: number, code: string, title: string, more?: Record<string, unknown>) => Error

/** Weights as in the shipped levels.yaml. */
const rules = {
  levels: {
    heat: {
      tiers: { government: 2, media: 3, forum: 1, hotlist: 4, hotline: 1, social: 1 },
      halfLife: { social: 6 * 3_600_000, other: 24 * 3_600_000 },
      ref: 12,
    },
    points: { heat: 25, growth: 20, negativity: 15, domain: 15, breadth: 15, people: 10 },
    cuts: { red: 80, orange: 60, yellow: 40, blue: 20 },
    hysteresis: { points: 5, wait: 30 * 60_000 },
  },
  signals: [{ kind: 'poisoning', name: '疑似中毒', floor: 'orange' as const }],
  domains: [],
}
const HOUR = 3_600_000
const itemsOf = (topic: Topic) =>
  allItems()
    .filter(({ article }) => topic.members.includes(article))
    .reverse()

/** Topics of the fake city: asked for, merged and split by the contracts' schemas. An ask is done when `settle` is called. */
export function createFakeTopics(
  topics: Map<string, Topic>,
  alerts: ReadonlyMap<string, Alert>,
  stream: ReturnType<typeof createFakeStream>,
  refuse: Refuse,
) {
  const asked = new Map<string, TopicAsk>()
  const known = (id: string): Topic => {
    const topic = topics.get(id)
    if (!topic) throw refuse(404, 'not_found', '没有找到该话题')
    return topic
  }
  const save = (topic: Topic): void => {
    topics.set(topic.topic, { ...topic, version: topic.version + 1 })
    stream.push('topic', topics.get(topic.topic) ?? topic)
  }

  function story(topic: Topic): unknown {
    const posts: StoryPost[] = itemsOf(topic).map(({ article, title, url, source, published, seen }) => ({
      article,
      title,
      url,
      source: source.id,
      sourceName: source.name,
      tier: source.tier,
      official: source.official,
      at: published ?? seen,
    }))
    const hourOf = ({ at }: StoryPost): number => Math.floor(Date.parse(at) / HOUR)
    const [last, first] = [posts[0], posts.at(-1)]
    const hours = first && last ? hourOf(last) - hourOf(first) + 1 : 0
    const copies = last ? [{ ...last, article: 'copy-1', sourceName: '江城晨报', of: last.article }] : []
    return topicStorySchema.parse({
      posts: posts.length,
      complete: true,
      interval: 'hour',
      curve: Array.from({ length: hours }, (_, i) => {
        const here = posts.filter((post) => first && hourOf(post) === hourOf(first) + i)
        const official = here.filter((post) => post.official).length
        return {
          from: new Date(((first ? hourOf(first) : 0) + i) * HOUR).toISOString(),
          items: here.length - official,
          copies: 0,
          official,
        }
      }),
      spread: [...new Set(posts.map(({ source }) => source))]
        .map((source) => {
          const own = posts.filter((post) => post.source === source).reverse()
          const { sourceName: name = '', tier = 'forum', official = false, at = stream.now() } = own[0] ?? {}
          return { source, name, tier, official, first: at, items: own.length, copies: 0 }
        })
        .sort((a, b) => a.first.localeCompare(b.first)),
      first: first ?? null,
      replies: posts.filter(({ official }) => official).map((post) => ({ ...post, word: 'denial' })),
      copies,
    })
  }

  return {
    list(query: URLSearchParams): unknown {
      const [level, domain] = [query.get('level'), query.get('domain')]
      const items = [...topics.values()].filter(
        (topic) => !topic.redirect && (!level || topic.level === level) && (!domain || topic.domain === domain),
      )
      const newest = query.get('order') === 'newest'
      items.sort((a, b) => (newest ? b.firstSeen.localeCompare(a.firstSeen) : b.heat - a.heat))
      return { items: items.slice(0, Number(query.get('limit'))), next: null }
    },
    get([id = '', part]: readonly string[]): unknown {
      const topic = known(id)
      if (part === 'story') return story(topic)
      const alert = [...alerts.values()].find((each) => each.topic === id && !topic.redirect) ?? null
      return topicDetailSchema.parse({ topic, items: itemsOf(topic), alert, asked: asked.get(id) ?? null })
    },
    act([id = '', action]: readonly string[], body: unknown, by: Actor): TopicAsk {
      const topic = known(id)
      const { version, reason } = action === 'merge' ? mergeTopicSchema.parse(body) : splitTopicSchema.parse(body)
      if (version !== topic.version)
        throw refuse(409, 'version_conflict', '话题内容已有更新，请查看最新状态', { current: topic })
      if (asked.has(id)) throw refuse(409, 'transition_refused', '该话题的合并或拆分正在进行', { current: topic })
      const what = { id: `ask-${id}`, topic: id, at: stream.now(), by, reason }
      const ask: TopicAsk =
        action === 'merge'
          ? { ...what, kind: 'merge', into: mergeTopicSchema.parse(body).into }
          : { ...what, kind: 'split', items: splitTopicSchema.parse(body).items }
      asked.set(id, ask)
      return ask
    },
    /** 推演 by the same code as the real one, with the shipped levels. */
    whatIf(id: string, body: unknown) {
      const topic = known(id)
      const inputs = whatIfSchema.parse(body).inputs ?? inputsOf(topic, rules)
      return whatIfResponseSchema.parse({ topic: id, inputs, ...judgeInputs(inputs, rules), apart: [] })
    },
    /** Does what was asked, as the detector would. */
    settle(id: string): void {
      const ask = asked.get(id)
      asked.delete(id)
      const topic = known(id)
      if (!ask) return
      const { at, by, reason } = ask
      if (ask.kind === 'merge') {
        const into = known(ask.into)
        const act = { kind: 'merge', at, by, reason, from: id, into: ask.into, items: topic.members } as const
        save({ ...into, members: [...into.members, ...topic.members], items: into.items + topic.items, acts: [act] })
        save({ ...topic, redirect: ask.into, members: [], acts: [act] })
        return
      }
      const act = { kind: 'split', at, by, reason, from: id, into: `${id}-b`, items: ask.items } as const
      const left = topic.members.filter((member) => !ask.items.includes(member))
      save({ ...topic, members: left, items: topic.items - ask.items.length, acts: [act] })
      save({ ...topic, topic: `${id}-b`, members: ask.items, items: ask.items.length, acts: [act] })
    },
  }
}
