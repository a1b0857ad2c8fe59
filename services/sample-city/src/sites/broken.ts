import type { SiteHandler } from '../web/site-server.js'
import { robotsPage } from './robots.js'

/** Cut off inside its first item, with tags that were never closed: no reader can honestly get a story out of it. */
const truncated = `<?xml version="1.0" encoding="utf-8"?>
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
  return path === '/feed.xml' ? { type: 'text/xml; charset=utf-8', body: truncated } : null
}
