import {
  topicAskSchema,
  type Actor,
  type MergeTopicBody,
  type SplitTopicBody,
  type Topic,
  type TopicAsk,
} from '@guanlan/contracts'
import { AppError, err, hashId, ok, type Instant, type Result } from '@guanlan/kernel'
import type { Records } from '@guanlan/record-store'

/** The station that keeps topics and their members: nobody else writes them. */
const KEEPER = 'topic-detector'

const askName = (topic: string): string => `topic-ask:${topic}`

/** Id of the timer by which a topic's ask reaches the detector; its payload is the ask. */
export const topicAskTimer = (topic: string): string => `ask:${topic}`

/** One person's command inside one transaction; `now` is the domain clock. */
export interface TopicCommand {
  readonly records: Records
  readonly actor: Actor
  readonly now: Instant
}

/**
 * What stands between people and the detector, in the record store: only the detector moves members, so the api leaves an ask
 * with a timer of the detector's that is due at once. Of one topic one ask waits at a time.
 */
export const topicDesk = {
  /** The ask that the detector has not done yet. */
  async waiting(records: Records, topic: string): Promise<TopicAsk | null> {
    return topicAskSchema.safeParse(await records.facts.get(askName(topic))).data ?? null
  },

  /** The ask is done, or can no longer be. Inside a transaction. */
  done: (records: Records, topic: string): Promise<void> => records.facts.remove([askName(topic)]),

  /**
   * Asks for topic `id` to go into another. Refusals: `not_allowed`, `not_found`, `bad_request`, and with the topic as it is in
   * `details.current` `version_conflict` and `transition_refused`.
   */
  async merge(command: TopicCommand, id: string, { version, into, reason }: MergeTopicBody): Promise<Result<TopicAsk>> {
    const topic = await askable(command, id, version)
    if (!topic.ok) return topic
    if (into === id) return err(new AppError('bad_request', '话题不能并入自己'))
    const target = await askable(command, into)
    return target.ok ? ask(command, { ...asked(command, id, reason), kind: 'merge', into }) : target
  },

  /** Asks for articles to leave topic `id` and open one of their own. Refusals as `merge`. */
  async split(command: TopicCommand, id: string, body: SplitTopicBody): Promise<Result<TopicAsk>> {
    const topic = await askable(command, id, body.version)
    if (!topic.ok) return topic
    const items = [...new Set(body.items)].toSorted()
    const topics = await command.records.topicItems.topicsOf(items)
    const strange = items.filter((item) => topics.get(item) !== id)
    if (strange.length > 0)
      return err(new AppError('bad_request', '有条目不在该话题内', { items: strange.slice(0, 10) }))
    if (items.length >= topic.value.items + topic.value.copies)
      return err(new AppError('bad_request', '至少要有一条留在原话题'))
    return ask(command, { ...asked(command, id, body.reason), kind: 'split', items })
  },
}

/** What both asks tell. The id is made of what was asked, so that the same request makes the same topic. */
const asked = ({ actor: by, now: at }: TopicCommand, topic: string, reason: string) => ({
  id: hashId<'ask'>('topic-ask', topic, by.name, at, reason),
  topic,
  at,
  by,
  reason,
})

async function ask({ records }: TopicCommand, wish: TopicAsk): Promise<Result<TopicAsk>> {
  await records.facts.put(askName(wish.topic), wish)
  await records.timers.set([{ id: topicAskTimer(wish.topic), station: KEEPER, due: wish.at, payload: wish }])
  return ok(wish)
}

/** The topic, if this person may ask something of it now; `version` as it was seen, if it was. */
async function askable({ records, actor }: TopicCommand, id: string, version?: number): Promise<Result<Topic>> {
  if (actor.role === 'clerk')
    return err(new AppError('not_allowed', '话题由值班员和分析员合并、拆分', { role: actor.role }))
  const topic = await records.topics.get(id)
  if (!topic) return err(new AppError('not_found', '没有找到该话题', { topic: id }))
  const refused = (text: string) => err(new AppError('transition_refused', text, { current: topic }))
  if (topic.redirect !== undefined) return refused('该话题已并入另一话题')
  if (version !== undefined && version !== topic.version)
    return err(new AppError('version_conflict', '话题内容已有更新，请查看最新状态', { current: topic }))
  if (await topicDesk.waiting(records, id)) return refused('该话题的合并或拆分正在进行')
  return ok(topic)
}
