import type { FeedItem, FeedReading } from './feed.js'

/** Whether two readings of a feed say the same, the extras apart and white space as one blank. */
export function agree(reading: FeedReading, other: FeedReading): boolean {
  const { feed, items } = reading
  return (
    items.length === other.items.length &&
    (['title', 'link', 'description', 'language', 'updated'] as const).every((name) =>
      same(feed[name], other.feed[name]),
    ) &&
    other.items.every((item, i) => {
      const own = items[i]
      return own !== undefined && itemsAgree(own, item)
    })
  )
}

const single = ['id', 'title', 'url', 'published', 'updated', 'summary', 'content'] as const

const itemsAgree = (item: FeedItem, other: FeedItem): boolean =>
  single.every((name) => same(item[name], other[name])) &&
  (['authors', 'categories'] as const).every((name) => item[name].join('\n') === other[name].join('\n')) &&
  item.enclosures.map(({ url }) => url).join('\n') === other.enclosures.map(({ url }) => url).join('\n')

const same = (own: string | undefined, other: string | undefined): boolean =>
  own === other || settled(own) === settled(other)

const settled = (text: string | undefined) => text?.replace(/\s+/g, ' ').trim()
