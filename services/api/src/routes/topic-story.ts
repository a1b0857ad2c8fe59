import type { ClassifiedArticle, StoryPost, TopicStory } from '@guanlan/contracts'
import { CHINA_OFFSET, DAY, HOUR, toInstant, toMs } from '@guanlan/kernel'
import type { Records, TopicItemRow } from '@guanlan/record-store'
import { officialWordOf, type OfficialWord } from '@guanlan/topics'

/** Most posts and near copies that a story counts: the newest. */
const MOST_POSTS = 2_000
/** A longer story is told in days. */
const HOURS_UP_TO = 10 * DAY
const MOST_BUCKETS = 400
const MOST_REPLIES = 50
const MOST_COPIES = 200

/** How topic `id` came about, from its newest 2,000 posts and near copies. Empty for a topic without any. */
export async function storyOf(records: Records, id: string): Promise<TopicStory> {
  const rows = await records.topicItems.ofTopic(id, { canonical: false, limit: MOST_POSTS + 1 })
  return tellStory(rows.slice(0, MOST_POSTS), rows.length <= MOST_POSTS)
}

/** `rows`: newest first; `complete`: the topic has no others. */
export function tellStory(rows: readonly TopicItemRow[], complete: boolean): TopicStory {
  const posts = rows.map((row) => {
    const article = row.body as ClassifiedArticle
    return { ...postOf(article, row), of: row.copyOf, word: officialWordOf(article) }
  })
  const first = posts.at(-1)
  const spanMs = posts[0] && first ? toMs(posts[0].at) - toMs(first.at) : 0
  const interval = spanMs <= HOURS_UP_TO ? 'hour' : 'day'
  return {
    posts: posts.length,
    complete,
    interval,
    curve: curveOf(posts, interval),
    spread: spreadOf(posts),
    first: first ? plain(first) : null,
    replies: posts
      .flatMap((post) => (post.word === null ? [] : [{ ...plain(post), word: post.word }]))
      .slice(0, MOST_REPLIES),
    copies: posts.flatMap((post) => (post.of === null ? [] : [{ ...plain(post), of: post.of }])).slice(0, MOST_COPIES),
  }
}

/** A post, what it is a near copy of, and how the authorities are heard in it. */
type Told = StoryPost & { readonly of: string | null; readonly word: OfficialWord | null }

function plain(told: Told): StoryPost {
  const { of: _, word: __, ...post } = told
  return post
}

const postOf = ({ article, title, url, source }: ClassifiedArticle, { published }: TopicItemRow): StoryPost => ({
  article,
  title,
  url,
  source: source.id,
  sourceName: source.name,
  tier: source.tier,
  official: source.official,
  at: published,
})

function curveOf(posts: readonly Told[], interval: TopicStory['interval']): TopicStory['curve'] {
  // Beijing's hours are those of UTC; its days are not.
  const { length, shift } = interval === 'hour' ? { length: HOUR, shift: 0 } : { length: DAY, shift: CHINA_OFFSET }
  const bucketOf = ({ at }: Told): number => Math.floor((toMs(at) + shift) / length)
  const counts = new Map<number, { items: number; copies: number; official: number }>()
  for (const post of posts) {
    const count = counts.get(bucketOf(post)) ?? { items: 0, copies: 0, official: 0 }
    if (post.official) count.official += 1
    else if (post.of === null) count.items += 1
    else count.copies += 1
    counts.set(bucketOf(post), count)
  }
  const numbers = [...counts.keys()]
  const last = Math.max(...numbers)
  const first = Math.max(Math.min(...numbers), last - MOST_BUCKETS + 1)
  return Array.from({ length: numbers.length === 0 ? 0 : last - first + 1 }, (_, i) => ({
    from: toInstant((first + i) * length - shift),
    ...(counts.get(first + i) ?? { items: 0, copies: 0, official: 0 }),
  }))
}

function spreadOf(posts: readonly Told[]): TopicStory['spread'] {
  const spread = new Map<string, TopicStory['spread'][number]>()
  for (const { source, sourceName: name, tier, official, at, of } of posts.toReversed()) {
    const held = spread.get(source) ?? { source, name, tier, official, first: at, items: 0, copies: 0 }
    const counted = of === null ? { items: held.items + 1 } : { copies: held.copies + 1 }
    spread.set(source, { ...held, ...counted })
  }
  return [...spread.values()]
}
