import { readAny, type PageDocument, type PageOptions, type ThreadDocument } from '@guanlan/extract'
import { CHINA_OFFSET, toInstant, toMs, unwrap, type Instant } from '@guanlan/kernel'
import type { BatchDefinition } from './batch-command.js'

/** `extract`: bytes of a page → article, thread or list, as the crawler reads them. What a page does not say is null. */
export const extract: BatchDefinition = {
  name: 'extract',
  summary: '批量：从网页抽取正文、帖子或列表',
  lines:
    '输入 {"id","file" 或 "base64","url","contentType"?}\n' +
    '输出 {"id","kind","title","published","source","author","body","links","posts","images","next","charset"}',
  open: () => (fields) => {
    const bytes = fields.bytes()
    const options: PageOptions = { url: fields.text('url'), contentType: fields.optionalText('contentType') }
    const { kind, page: article, thread: posts, list } = unwrap(readAny(bytes, options))
    const isList = kind === 'list'
    return {
      kind,
      ...(kind === 'thread' && posts ? threadFacts(posts) : pageFacts(isList ? undefined : article)),
      title: (kind === 'thread' ? posts?.title : undefined) || article?.title || list.title || null,
      links: isList ? list.links.map(({ url, title, published }) => ({ url, title, published: local(published) })) : [],
      posts:
        kind === 'thread' && posts
          ? posts.posts.map(({ author, published, body }) => ({
              author: author ?? null,
              published: local(published),
              body,
            }))
          : [],
      images: isList ? [] : (article?.images ?? []),
      next: list.next ?? null,
      charset: list.charset,
    }
  },
}

const pageFacts = (page: PageDocument | undefined) => ({
  published: local(page?.published),
  source: page?.source ?? null,
  author: page?.author ?? null,
  body: page?.body ?? '',
})

/** Of a thread, its original post. */
const threadFacts = ({ posts: [original] }: ThreadDocument) => ({
  published: local(original?.published),
  source: null,
  author: original?.author ?? null,
  body: original?.body ?? '',
})

/** An instant on Beijing's wall clock, with its offset; null for none. China keeps UTC+8 all year. */
export const local = (instant: Instant | undefined): string | null =>
  instant === undefined ? null : toInstant(toMs(instant) + CHINA_OFFSET).replace(/(?:\.000)?Z$/, '+08:00')
