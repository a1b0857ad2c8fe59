import { toMs, type Clock, type Instant } from '@guanlan/kernel'
import type { Scenario, ScenarioItem } from './scenario/item.js'
import type { ContentSiteId } from './site-ids.js'

/** An item as a site may show it: the moment it appears, and never what tests expect of it. */
export type PublishedItem = Omit<ScenarioItem, 'at' | 'expect'> & {
  /** Epoch ms at which it exists for the world. */
  readonly published: number
}

/** What the world can see at the clock's now. */
export interface Timeline {
  /** Items of a site that are no replies, newest first. */
  posts(site: ContentSiteId): PublishedItem[]
  /** Replies to a post on the same site, oldest first. */
  replies(site: ContentSiteId, post: string): PublishedItem[]
  /** Every item of a site, also those to come, oldest first. */
  all(site: ContentSiteId): readonly PublishedItem[]
}

/** Lays the scenario on the calendar: an item exists from epoch + at on. */
export function createTimeline(scenario: Scenario, epoch: Instant, clock: Clock): Timeline {
  const start = toMs(epoch)
  const items = scenario.items.map((item) => publish(item, start))
  const all = (site: ContentSiteId) => items.filter((item) => item.site === site)
  const visible = (site: ContentSiteId) => all(site).filter((item) => item.published <= clock.now())
  return {
    all,
    posts: (site) =>
      visible(site)
        .filter((item) => item.site !== 'forum' || item.replyTo === undefined)
        .reverse(),
    replies: (site, post) => visible(site).filter((item) => item.replyTo === post),
  }
}

function publish(item: ScenarioItem, start: number): PublishedItem {
  const { at, expect: _, ...said } = item
  return { ...said, published: start + at }
}

/** Last moment at which anything among these changed, for Last-Modified; undefined when there is nothing. */
export const newest = (items: readonly PublishedItem[]): number | undefined =>
  items.length === 0 ? undefined : Math.max(...items.map((item) => item.published))
