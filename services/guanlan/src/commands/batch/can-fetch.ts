import { canFetch as judge, robotsText } from '@guanlan/fetcher'
import { AppError } from '@guanlan/kernel'
import type { BatchDefinition } from './batch-command.js'

/** `can-fetch`: a robots.txt and an address → whether the crawler would fetch it, and by which line. */
export const canFetch: BatchDefinition = {
  name: 'can-fetch',
  summary: '批量：robots.txt 是否允许抓取某个网址',
  lines: '输入 {"id","robots" 或 "base64","status"?,"agent","url"}\n输出 {"id","allowed","rule","crawlDelay"}',
  open: () => (fields) => {
    const status = fields.optionalNumber('status')
    // An empty file is one, too: it allows everything. Where the server said no, there need not be any.
    const bare = status !== undefined && status !== 200
    const given = fields.optionalText('base64') === undefined && fields.optionalText('file') === undefined
    const text = () => (bare ? (fields.optionalText('robots') ?? '') : fields.text('robots'))
    const robots = given ? text() : robotsText(fields.bytes())
    const url = fields.text('url')
    if (!URL.canParse(url)) throw new AppError('bad_request', 'url 不是有效的网址')
    return judge(robots, fields.text('agent'), url, status)
  },
}
