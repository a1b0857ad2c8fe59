import type { SourceConfigInput } from '@guanlan/contracts'
import { siteNames, type SiteId } from './site-ids.js'

/** The county that the sample is laid in: 诸暨. */
export const SAMPLE_PLACE = '330681'

/** Id under which the office knows a site. */
export const sourceIdOf = (site: SiteId): string => `sample-${site}`

/**
 * What an office configures to read the sample city. Intervals are scenario time: at speed 60 two minutes are two
 * seconds of the wall clock, hence the short hostDelay.
 */
export function sampleSources(urlOf: (site: SiteId) => string): SourceConfigInput[] {
  const common = (site: SiteId) => ({
    id: sourceIdOf(site),
    name: siteNames[site],
    owner: '随软件提供的示例数据',
    place: SAMPLE_PLACE,
    scope: 'home' as const,
  })
  const fetched = (site: SiteId, path: string, every: string) => ({
    url: `${urlOf(site)}${path}`,
    every,
    hostDelay: '20ms',
  })
  return [
    {
      ...common('portal'),
      ...fetched('portal', '/zwgk/index.html', '4m'),
      kind: 'list',
      tier: 'government',
      official: true,
      pages: 10,
      selectors: {
        item: 'ul.news-list > li',
        link: 'a',
        itemTime: '.date',
        next: '.page a.next',
        title: '.article-title',
        body: '.article-content',
        time: '.article-info .time',
      },
    },
    { ...common('daily'), ...fetched('daily', '/rss.xml', '3m'), kind: 'feed', tier: 'media' },
    { ...common('evening'), ...fetched('evening', '/atom.xml', '3m'), kind: 'feed', tier: 'media' },
    {
      ...common('forum'),
      ...fetched('forum', '/forum-2-1.html', '2m'),
      kind: 'forum',
      tier: 'forum',
      pages: 10,
      selectors: {
        item: 'tr.thread',
        link: 'td.subject a',
        itemTime: '.lasttime',
        next: 'a.nxt',
        title: '#thread_subject',
        body: '.post.first .message',
        time: '.post.first .time',
        author: '.post.first .author',
        reply: '.post.reply',
        replyAuthor: '.author',
        replyTime: '.time',
        replyBody: '.message',
        replyOfficial: '.badge',
      },
    },
    {
      ...common('hotlist'),
      ...fetched('hotlist', '/api/hot', '2m'),
      kind: 'hotlist',
      tier: 'hotlist',
      map: {
        items: 'data.list',
        title: 'title',
        url: 'url',
        id: 'id',
        time: 'time',
        summary: 'desc',
        reads: 'hot',
        comments: 'comments',
      },
    },
    { ...common('hotline'), kind: 'push', tier: 'hotline' },
    { ...common('dead'), ...fetched('dead', '/rss.xml', '10m'), kind: 'feed', tier: 'media' },
    { ...common('broken'), ...fetched('broken', '/feed.xml', '10m'), kind: 'feed', tier: 'media' },
  ]
}
