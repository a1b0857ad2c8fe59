import type { SiteHandler } from '../web/site-server.js'
import { robotsPage } from './robots.js'

/**
 * Malformed three times over: a comment whose end is misspelt and so swallows everything, tags that were never closed,
 * and an end in the middle of the first item. No reader can honestly get a story out of it.
 */
const malformed = `<?xml version="1.0" encoding="utf-8"?>
<!-- 由社区简报编辑器 3.1 生成 -- >
<rss version="2.0">
<channel>
<title>社区简报（示例）
<link>http://briefing.example.invalid/
<description>每周一期 & 逢节假日顺延
<item>
<title><![CDATA[本周便民服务安`

/** Site that serves a malformed feed. */
export const brokenSite: SiteHandler = (path) => {
  if (path === '/robots.txt') return robotsPage()
  return path === '/feed.xml' ? { type: 'text/xml; charset=utf-8', body: malformed } : null
}
