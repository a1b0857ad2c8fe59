import type { ListLink } from '@guanlan/extract'
import { MINUTE, toMs } from '@guanlan/kernel'
import type { Gathering } from './outcome.js'
import { isGivenUp } from './troubles.js'
import { idIn, type Visit } from './visit.js'

/** A link of a list that should be fetched: never seen, or shown as changed. */
export interface WantedLink {
  readonly link: ListLink
  /** Address without its fragment: the item's guid. */
  readonly guid: string
  readonly mark: string | null
}

/** How a list shows that an item changed; null = it cannot be told yet, look again. */
export type MarkOf = (link: ListLink, listedAt: number) => string | null

/** Of the links of a page, those that are new or changed, not given up, and on no earlier page of this visit; the others are counted as known. */
export async function wantedLinks(
  visit: Visit,
  gathering: Gathering,
  links: readonly ListLink[],
  markOf: MarkOf,
): Promise<WantedLink[]> {
  const listedAt = visit.clock.now()
  const listed = links.map((link) => ({ link, guid: withoutFragment(link.url), mark: markOf(link, listedAt) }))
  const seen = await visit.seen(listed.map(({ guid }) => idIn(visit, guid)))
  const unread = listed.filter(({ guid, mark }) => {
    const held = seen.get(idIn(visit, guid))
    if (isGivenUp(gathering.troubles, idIn(visit, guid))) return false
    return held === undefined || held.mark === null || held.mark !== mark
  })
  gathering.known += listed.length - unread.length
  const wanted = unread.filter(({ guid }) => !gathering.taken.has(guid))
  for (const { guid } of wanted) gathering.taken.add(guid)
  return wanted
}

/** `#top` names a place on the page; `#/5` and `#!5` name the page. */
const withoutFragment = (url: string) => url.replace(/#(?![/!]).*$/, '')

/**
 * Time of the latest reply as the list shows it. Lists show minutes: a time that may still be running when it is read
 * counts as no mark, so that a second reply within the same minute is not missed. A list without times tells nothing: its
 * threads are read once.
 */
export function latestReplyMark({ published }: ListLink, listedAt: number): string | null {
  if (published === undefined) return ''
  return toMs(published) + MINUTE <= listedAt ? published : null
}
