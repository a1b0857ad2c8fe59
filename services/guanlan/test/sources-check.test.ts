import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFakeWeb, text, type FakeWeb } from '@guanlan/testkit'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { sources } from '../src/commands/sources.js'

const folder = mkdtempSync(join(tmpdir(), 'guanlan-check-'))
const page = text(
  '<h1>城东停水通告</h1><span class="t">2026-11-16 09:00</span><div class="b">因管道抢修，城东片区停水两天。</div>',
)
const row = '<li><a href="/art/1.html">城东停水通告</a><span>2026-11-16</span></li>'
let web: FakeWeb
beforeAll(async () => {
  web = await startFakeWeb({
    '/sitemap.xml': text('<urlset><url><loc>/art/1.html</loc><lastmod>2026-11-16</lastmod></url></urlset>'),
    '/module/web/jpage/dataproxy.jsp?columnid=7&startrecord=1&endrecord=15&perpage=15': text(
      `<datastore><recordset><record><![CDATA[${row}]]></record></recordset></datastore>`,
    ),
    '/module/web/jpage/dataproxy.jsp?columnid=7&startrecord=16&endrecord=30&perpage=15': text(
      '<datastore><recordset></recordset></datastore>',
    ),
    '/art/1.html': page,
    '/home?startrecord=1&endrecord=15&perpage=15': text('<html></html>'),
    '/home': text('<html><body>首页</body></html>'),
  })
  mkdirSync(join(folder, 'sources'))
  writeFileSync(join(folder, 'fetcher.yaml'), `allow_private: ['${web.host}']\nhostDelay: 1ms\n`)
  const selectors = '{ title: h1, time: .t, body: .b }'
  writeFileSync(
    join(folder, 'sources', 'own.yaml'),
    `- { id: map, name: 地图, kind: sitemap, url: '${web.origin}/sitemap.xml', hostDelay: 1ms, selectors: ${selectors} }
- { id: portal, name: 门户, kind: jcms, url: '${web.origin}/module/web/jpage/dataproxy.jsp', params: { columnid: 7 }, hostDelay: 1ms, selectors: ${selectors} }
- { id: old, name: 旧址, kind: jcms, url: '${web.origin}/gone/dataproxy.jsp', hostDelay: 1ms, enabled: false }
- { id: moved, name: 改版, kind: jcms, url: '${web.origin}/home', hostDelay: 1ms, enabled: false }
- { id: bare, name: 无图, kind: sitemap, url: '${web.origin}/home', hostDelay: 1ms, enabled: false }
- { id: hotline, name: 热线, kind: push }
`,
  )
})
afterAll(async () => {
  await web.close()
  rmSync(folder, { recursive: true })
})

async function check(...ids: string[]) {
  const lines: string[] = []
  const spy = vi.spyOn(console, 'log').mockImplementation((line: unknown) => void lines.push(String(line)))
  try {
    const code = await sources.run(['check', ...ids, '--config', folder, '--data', join(folder, 'data')])
    return { code, lines: lines.sort() }
  } finally {
    spy.mockRestore()
  }
}

it('shows what was read of a sitemap and of a JCMS portal, with title, time and length', async () => {
  const read = '\n      2026-11-16T01:00:00.000Z  城东停水通告（正文 15 字）'
  expect(await check()).toEqual({
    code: 0,
    lines: [
      '正常  hotline（热线，push）：由对方推送，无须抓取',
      expect.stringMatching(new RegExp(`^正常 {2}map（地图，sitemap）：读到 1 条，2 次请求，最慢 \\d+ 毫秒${read}$`)),
      expect.stringMatching(new RegExp(`^正常 {2}portal（门户，jcms）：读到 1 条，3 次请求，最慢 \\d+ 毫秒${read}$`)),
    ],
  })
})

it('says why one cannot be read, also of a source that is off, with exit code 1', async () => {
  expect(await check('old')).toEqual({ code: 1, lines: ['问题  old（旧址，jcms）：对方返回错误状态（HTTP 404）'] })
  expect(await check('moved', 'bare')).toEqual({
    code: 1,
    lines: [
      '问题  bare（无图，sitemap）：网页内容无法解析（应答不是站点地图，请核对 url）',
      '问题  moved（改版，jcms）：网页内容无法解析（应答不是 JCMS 的列表，请核对 url 与 params）',
    ],
  })
})
