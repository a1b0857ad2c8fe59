import { AppError, err, ok, type Result } from '@guanlan/kernel'
import { decode } from './charset.js'
import { readList } from './page/read-list.js'
import type { ListDocument, PageOptions } from './page/page.js'

/**
 * An answer of a JCMS portal's list API → its links. Two forms are known: `dataproxy.jsp` gives XML with each row's HTML
 * in a `<record>` of CDATA; the `jpaas-publish-server` gives JSON with the rows' HTML in `data.html`. The HTML is read as
 * a list page is; relative links count from the site's root, as `url` names the API and not a page. An answer without rows
 * is an empty list: the end was passed. Error `page_unreadable`: neither form.
 */
export function readJcms(bytes: Uint8Array, options: PageOptions): Result<ListDocument> {
  const { text, charset } = decode(bytes, options)
  const html = /^\s*[{[]/.test(text) ? htmlOfJson(text) : htmlOfXml(text)
  if (html === undefined) {
    const why = 'no list of a JCMS portal'
    return err(new AppError('page_unreadable', `${options.url}: ${why}`, { url: options.url, why }))
  }
  if (!/<a\b/i.test(html)) return ok({ title: '', links: [], next: undefined, charset })
  const { contentType: _, ...rest } = options
  const list = readList(new TextEncoder().encode(`<div>${html}</div>`), {
    ...rest,
    charset: 'utf-8',
    url: new URL('/', options.url).href,
  })
  return list.ok ? ok({ ...list.value, next: undefined, charset }) : list
}

/** The rows of the XML form, each as the portal wrote it; undefined when it is no such answer. */
function htmlOfXml(text: string): string | undefined {
  if (!/<(?:datastore|recordset|record)\b/i.test(text)) return undefined
  const rows: string[] = []
  const mark = '<record>'
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at)) {
    const end = text.indexOf('</record>', at)
    if (end < 0) break
    rows.push(text.slice(at + mark.length, end).replace(/^\s*<!\[CDATA\[|\]\]>\s*$/g, ''))
    at = end
  }
  return rows.join('\n')
}

/** `data.html` of the JSON form; '' when it says that there is nothing. */
function htmlOfJson(text: string): string | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof json !== 'object' || json === null || !('data' in json)) return undefined
  const { data } = json
  if (data === null) return ''
  if (typeof data !== 'object' || !('html' in data)) return undefined
  return typeof data.html === 'string' ? data.html : ''
}
