import type { ClassifiedArticle } from '@guanlan/contracts'
import type { Records } from '@guanlan/record-store'

/** Most items that a detail shows. */
const MOST_SHOWN = 50
/** Most members that a topic lists. */
const MOST_MEMBERS = 200

/** Canonical items of a topic, newest first, at most 50. */
export async function itemsOfTopic(records: Records, topic: string): Promise<ClassifiedArticle[]> {
  const rows = await records.topicItems.ofTopic(topic, { canonical: true, limit: MOST_SHOWN })
  return rows.map(({ body }) => body as ClassifiedArticle)
}

/** The items that a ticket is about, newest first, at most 50: merged tickets have them from several topics. */
export async function itemsOfMembers(records: Records, members: readonly string[]): Promise<ClassifiedArticle[]> {
  const wanted = new Set(members)
  const topics = new Set((await records.topicItems.topicsOf(members)).values())
  const rows = await Promise.all(
    [...topics].map((topic) => records.topicItems.ofTopic(topic, { canonical: false, limit: MOST_MEMBERS })),
  )
  return rows
    .flat()
    .filter(({ article }) => wanted.has(article))
    .sort((a, b) => (a.published < b.published ? 1 : a.published > b.published ? -1 : 0))
    .slice(0, MOST_SHOWN)
    .map(({ body }) => body as ClassifiedArticle)
}
