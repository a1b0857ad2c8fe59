import { HOUR, toInstant, toMs, unwrap, type Instant } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { readAny } from '../src/index.js'
import { cmsPages, type CmsPage } from './cms-pages.js'

const local = (instant: Instant | undefined) =>
  instant === undefined ? null : toInstant(toMs(instant) + 8 * HOUR).replace('.000Z', '+08:00')

/** What the test of a page asks for, taken out of what was read. */
function seen(page: CmsPage): Record<string, unknown> {
  const read = unwrap(readAny(new TextEncoder().encode(page.html), { url: page.url }))
  const { kind, list, thread } = read
  const article = unwrap({ ok: true, value: read.page })
  const all: Record<string, unknown> = {
    kind,
    title: kind === 'thread' ? thread?.title : article?.title,
    published: local(article?.published),
    source: article?.source ?? null,
    author: article?.author ?? null,
    body: article?.body.split('\n'),
    images: article?.images,
    links: list.links.map(({ url, title, published }) => [url, title, local(published)]),
    posts: thread?.posts.map(({ author, published, body }) => [author ?? null, local(published), body]),
    next: (kind === 'list' ? list.next : thread?.next) ?? null,
  }
  return Object.fromEntries(
    Object.keys(page)
      .filter((key) => key in all)
      .map((key) => [key, all[key]]),
  )
}

describe('readAny on the layouts of Chinese sites', () => {
  it.each(cmsPages.map((page) => [page.layout, page] as const))('%s', (_, page) => {
    const { layout: _layout, url: _url, html: _html, ...wanted } = page
    expect(seen(page)).toEqual(wanted)
  })
})
