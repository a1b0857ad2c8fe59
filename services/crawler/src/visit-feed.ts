import type { SourceConfig } from '@guanlan/contracts'
import { feedItemAuthor, feedItemText, feedItemTitle, readFeed, readPage, type FeedItem } from '@guanlan/extract'
import { hashId, ok, type Result } from '@guanlan/kernel'
import { mask, type RawItem } from '@guanlan/privacy'
import { outcomeOf, startGathering, unchangedOutcome, type Gathering } from './outcome.js'
import { isGivenUp, withTrouble } from './troubles.js'
import { endsVisit, fetchFor, hintsOf, idIn, type Visit, type VisitOutcome } from './visit.js'

type FeedSource = Extract<SourceConfig, { kind: 'feed' }>

/** A shorter text is a teaser: the page it links to is fetched. */
const teaser = 80

/** An item with the id that it will keep and a hash of what the feed says of it. */
interface ListedItem {
  readonly guid: string
  readonly item: FeedItem
  readonly text: string
  readonly mark: string
}

/** Reads a feed: whole texts are taken as they are, teasers are completed from their pages, known items are left alone. */
export async function visitFeed(visit: Visit<FeedSource>): Promise<Result<VisitOutcome>> {
  const answer = await fetchFor(visit, visit.source.url, visit.validators)
  if (!answer.ok) return answer
  if (answer.value.notModified) return ok(unchangedOutcome(visit))
  const feed = await readFeed(answer.value.bytes, hintsOf(visit, answer.value))
  if (!feed.ok) return feed

  const listed = listedItems(feed.value.items)
  const seen = await visit.seen(listed.map(({ guid }) => idIn(visit, guid)))
  const gathering = startGathering(visit)
  for (const entry of listed) {
    if (seen.get(idIn(visit, entry.guid))?.mark === entry.mark) gathering.known += 1
    else if (entry.text.length >= teaser || !entry.item.url) take(visit, gathering, entry, entry.text, entry.mark)
    else await takeTeaser(visit, gathering, entry, entry.item.url)
  }
  return ok({ ...outcomeOf(visit, gathering, answer.value, feed.value.warnings), pace: feed.value.pace })
}

/**
 * Completes a teaser from its page. When the page cannot be had, the teaser is told at once and the page tried again on
 * later visits, a few times.
 */
async function takeTeaser(visit: Visit, gathering: Gathering, entry: ListedItem, url: string): Promise<void> {
  const article = idIn(visit, entry.guid)
  if (gathering.exhausted) return
  if (isGivenUp(gathering.troubles, article)) return take(visit, gathering, entry, entry.text, entry.mark)
  const answer = await fetchFor(visit, url)
  if (!answer.ok && endsVisit(answer.error)) {
    gathering.exhausted = gathering.missing = true
    return
  }
  const page = answer.ok ? readPage(answer.value.bytes, hintsOf(visit, answer.value)) : answer
  if (page.ok)
    return take(
      visit,
      gathering,
      entry,
      page.value.body.length > entry.text.length ? page.value.body : entry.text,
      entry.mark,
    )
  gathering.troubles = withTrouble(gathering.troubles, article)
  gathering.unsettled = true
  take(visit, gathering, entry, entry.text, isGivenUp(gathering.troubles, article) ? entry.mark : null)
}

function take(
  { source }: Visit,
  gathering: Gathering,
  { guid, item }: ListedItem,
  body: string,
  mark: string | null,
): void {
  const raw: RawItem = {
    guid,
    url: item.url ?? source.url,
    title: feedItemTitle(item) ?? openingOf(body),
    body,
    published: item.published ?? item.updated,
    author: feedItemAuthor(item),
  }
  gathering.items.push({ raw, mark })
}

/** The first words, for an item without a title. Masked before they are cut: half a number is not known for one any more. */
const openingOf = (body: string) => mask(body.slice(0, 200)).text.slice(0, 60)

/** The id is the guid, unless several items share it; then their link. Items without any text are none. */
function listedItems(items: readonly FeedItem[]): ListedItem[] {
  const times = new Map<string, number>()
  for (const { id } of items) if (id) times.set(id, (times.get(id) ?? 0) + 1)
  const byGuid = new Map<string, ListedItem>()
  for (const item of items) {
    const text = feedItemText(item)
    const title = feedItemTitle(item)
    if (!title && !text) continue
    const own = item.id !== undefined && times.get(item.id) === 1 ? item.id : (item.url ?? item.id)
    const guid = own ?? hashId('item', title ?? '', item.published ?? '', text)
    if (!byGuid.has(guid)) byGuid.set(guid, { guid, item, text, mark: hashId('listed', title ?? '', text) })
  }
  return [...byGuid.values()]
}
