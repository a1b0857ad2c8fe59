import type { ClassifiedArticle } from '@guanlan/contracts'
import type { TopicItemRow } from '@guanlan/record-store'
import { toTopicItem, type Member, type TopicItem } from '@guanlan/topics'

/** What the detector keeps beside the article, so that its index is rebuilt as it was without cutting words again. */
interface Notes {
  readonly order: number
  readonly keys: readonly number[]
  /** Absent in rows of before there was a second look. */
  readonly links?: readonly number[]
  /** What people decided about it; absent = nothing. */
  readonly bonds?: readonly string[]
  readonly raises: boolean
  /** Lengths of the words of title and body, UTF-16 units: the texts hold the words. */
  readonly titleCuts: readonly number[]
  readonly bodyCuts: readonly number[]
}

/** `body` of a topic item's row: the article as sighted, and the detector's notes. */
type StoredBody = ClassifiedArticle & { readonly detector: Notes }

/** Member and the article it was made of → row. An article seen again keeps when it was first seen. */
export function toRow(member: Member, article: ClassifiedArticle, live: boolean): TopicItemRow {
  const { item, order, keys, links, bonds } = member
  const detector: Notes = {
    order,
    keys,
    links,
    ...(bonds ? { bonds } : {}),
    raises: item.raises,
    titleCuts: item.titleWords.map((word) => word.length),
    bodyCuts: item.bodyWords.map((word) => word.length),
  }
  const body: StoredBody = { ...article, seen: item.seen, detector }
  return {
    article: item.article,
    topic: member.topic,
    revision: item.revision,
    copyOf: member.copyOf,
    seen: item.seen,
    published: item.published,
    live,
    body,
  }
}

/** The row of a member after a person's act changed its topic or what binds it. */
export function rowAfter(row: TopicItemRow, { topic, bonds }: Member): TopicItemRow {
  const { detector, ...article } = row.body as StoredBody
  const { bonds: _before, ...notes } = detector
  return { ...row, topic, body: { ...article, detector: { ...notes, ...(bonds ? { bonds } : {}) } } }
}

/** Place of a row's member in the order of arrival. */
export const orderOf = ({ body }: TopicItemRow): number => (body as StoredBody).detector.order

/** Row → member, as it was. The body was checked when the event was read; it is ours, so it is not checked again. */
export function fromRow(row: TopicItemRow): Member {
  const { detector, ...article } = row.body as StoredBody
  const item: TopicItem = toTopicItem(article, {
    titleWords: cutAt(article.title, detector.titleCuts),
    bodyWords: cutAt(article.body, detector.bodyCuts),
    live: row.live,
    freshness: 0,
  })
  return {
    order: detector.order,
    topic: row.topic,
    copyOf: row.copyOf,
    keys: detector.keys,
    links: detector.links ?? [],
    ...(detector.bonds ? { bonds: detector.bonds } : {}),
    // As it was judged on arrival: a later freshness of the office does not reach back.
    item: { ...item, raises: detector.raises },
  }
}

function cutAt(text: string, lengths: readonly number[]): string[] {
  let at = 0
  return lengths.map((length) => text.slice(at, (at += length)))
}
