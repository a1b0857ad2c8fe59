import { readFeed, type FeedItem } from '@guanlan/extract'
import { unwrap } from '@guanlan/kernel'
import type { BatchDefinition } from './batch-command.js'

/** `parse-feed`: bytes of a feed → what the crawler would read in it. What a feed does not say is null. */
export const parseFeed: BatchDefinition = {
  name: 'parse-feed',
  summary: '批量：解析订阅源（RSS、Atom、JSON Feed）',
  lines: '输入 {"id","file" 或 "base64","url","contentType"?}\n输出 {"id","feed","items","warnings","reader"}',
  open: () => async (fields) => {
    const bytes = fields.bytes()
    const options = { url: fields.text('url'), contentType: fields.optionalText('contentType') }
    const { feed, items, warnings, reader } = unwrap(await readFeed(bytes, options))
    return {
      feed: withNulls(feed, ['title', 'link', 'description', 'language', 'updated']),
      items: items.map(itemOf),
      warnings,
      reader,
    }
  },
}

const itemOf = (item: FeedItem) => ({
  ...withNulls(item, ['id', 'title', 'url', 'published', 'updated', 'summary', 'content']),
  authors: item.authors,
  categories: item.categories,
  enclosures: item.enclosures.map((one) => withNulls(one, ['url', 'type', 'length'])),
  extra: item.extra,
})

function withNulls<T extends object>(fields: T, names: readonly (keyof T)[]): Partial<Record<keyof T, unknown>> {
  const all: Partial<Record<keyof T, unknown>> = {}
  for (const name of names) all[name] = fields[name] ?? null
  return all
}
