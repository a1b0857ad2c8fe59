import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canFetch } from '../src/commands/batch/can-fetch.js'
import { checkAddress } from '../src/commands/batch/check-address.js'
import { classify } from '../src/commands/batch/classify.js'
import { extract } from '../src/commands/batch/extract.js'
import { match } from '../src/commands/batch/match.js'
import { parseFeed } from '../src/commands/batch/parse-feed.js'
import { base64, runBatchCommand } from './batch.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guanlan-batch-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const one = async (...args: Parameters<typeof runBatchCommand>) => {
  const { answers } = await runBatchCommand(...args)
  return answers[0] ?? {}
}

describe('parse-feed', () => {
  const feed = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>浣江快报</title><link>http://a.cn/</link>
    <item><title>某路积水</title><link>/1.html</link><guid>g1</guid><pubDate>Mon, 16 Nov 2026 08:00:00 +0800</pubDate>
    <enclosure url="http://a.cn/1.mp3" type="audio/mpeg" length="12"/></item></channel></rss>`

  it('tells head and items, what is not said as null, times in UTC', async () => {
    const answer = await one(parseFeed, [{ id: 'f', base64: base64(feed), url: 'http://a.cn/rss.xml' }])
    expect(answer).toMatchObject({
      id: 'f',
      feed: { title: '浣江快报', link: 'http://a.cn/', language: null },
      items: [
        {
          id: 'g1',
          title: '某路积水',
          published: '2026-11-16T00:00:00.000Z',
          summary: null,
          authors: [],
          enclosures: [{ length: 12 }],
        },
      ],
    })
  })

  it('reads a file by its path, and says when there is none or it is no feed', async () => {
    const file = join(folder, 'feed.xml')
    writeFileSync(file, feed)
    const { code, answers } = await runBatchCommand(parseFeed, [
      { id: 1, file, url: 'http://a.cn/rss.xml' },
      { id: 2, file: join(folder, 'none.xml'), url: 'http://a.cn/' },
      { id: 3, base64: base64('not a feed'), url: 'http://a.cn/' },
    ])
    expect(code).toBe(1)
    expect(answers.map((answer) => (answer['error'] as { code: string } | undefined)?.code)).toEqual([
      undefined,
      'not_found',
      'feed_unreadable',
    ])
  })
})

describe('extract', () => {
  const text =
    '近日，多名村民反映村口的石桥护栏断了两处，过往的学生只能靠里侧走。镇里的工作人员到场查看后摆放了隔离墩，并答复将在三日内修复。'
  const article = `<html><head><title>石桥护栏断裂</title></head><body><h1>石桥护栏断裂 镇里三日内修复</h1>
    <div class="info">来源：浣江快报 2026-11-16 08:00</div><div class="content"><p>${text}</p><p>${text}</p></div></body></html>`
  const list = `<html><body><ul>${Array.from({ length: 12 }, (_, i) => `<li><a href="/a/${i}.html">第${i}号关于村道路灯维修进展的通报</a><span>2026-11-${10 + i}</span></li>`).join('')}</ul></body></html>`

  it('tells an article with its time on Beijing’s clock', async () => {
    expect(await one(extract, [{ id: 1, base64: base64(article), url: 'http://a.cn/a/1.html' }])).toMatchObject({
      id: 1,
      kind: 'article',
      published: '2026-11-16T08:00:00+08:00',
      body: `${text}\n${text}`,
      links: [],
      posts: [],
    })
  })

  it('tells a list by its links', async () => {
    const answer = await one(extract, [{ id: 1, base64: base64(list), url: 'http://a.cn/list.html' }])
    expect(answer['kind']).toBe('list')
    expect(answer['links']).toHaveLength(12)
    expect(answer['links']).toContainEqual({
      url: 'http://a.cn/a/3.html',
      title: '第3号关于村道路灯维修进展的通报',
      published: '2026-11-13T00:00:00+08:00',
    })
  })

  it('says of what is no page that it cannot be read', async () => {
    expect(await one(extract, [{ id: 1, base64: base64('plain'), url: 'http://a.cn/' }])).toMatchObject({
      error: { code: 'page_unreadable' },
    })
  })
})

describe('can-fetch', () => {
  it('names the line that decides, and takes an empty file as leave', async () => {
    const robots = 'User-agent: *\nDisallow: /private/\nCrawl-delay: 2'
    const { code, answers } = await runBatchCommand(canFetch, [
      { id: 1, robots, agent: 'GuanlanBot/0.1', url: 'http://a.cn/private/1' },
      { id: 2, base64: base64(robots), agent: 'GuanlanBot/0.1', url: 'http://a.cn/open' },
      { id: 3, robots: '', agent: 'x', url: 'http://a.cn/' },
      { id: 4, robots: '', status: 503, agent: 'x', url: 'http://a.cn/' },
      { id: 5, robots: '', agent: 'x', url: 'nowhere' },
    ])
    expect(code).toBe(1)
    expect(answers.slice(0, 4)).toEqual([
      { id: 1, allowed: false, rule: 'Disallow: /private/', crawlDelay: 2 },
      { id: 2, allowed: true, rule: null, crawlDelay: 2 },
      { id: 3, allowed: true, rule: null, crawlDelay: null },
      { id: 4, allowed: false, rule: null, crawlDelay: null },
    ])
    expect(answers[4]).toMatchObject({ error: { code: 'bad_request' } })
  })
})

describe('check-address', () => {
  it('judges by spelling, port and what a name resolves to', async () => {
    const { answers } = await runBatchCommand(checkAddress, [
      { id: 1, url: 'http://0x7f.1/' },
      { id: 2, url: 'https://example.com/' },
      { id: 3, url: 'https://example.com:8444/' },
      { id: 4, url: 'https://example.com/', resolves: ['93.184.216.34', '10.0.0.1'] },
      { id: 5, url: 'https://example.com/', resolves: '10.0.0.1' },
    ])
    expect(answers.map((answer) => answer['allowed'])).toEqual([false, true, false, false, undefined])
    expect(answers.every((answer) => answer['error'] !== undefined || typeof answer['reason'] === 'string')).toBe(true)
  })
})

describe('match', () => {
  it('names the rules that hold with their spans in the text as given', async () => {
    const rules = join(folder, 'rules.jsonl')
    writeFileSync(rules, '{"id":"wages","rule":"拖欠 NEAR/5 工资"}\n\n{"id":"water","rule":"title:停水"}\n')
    const body = '工地拖欠工人工资'
    const { code, answers } = await runBatchCommand(
      match(),
      [
        { id: 'd', title: '反映', body },
        { id: 'e', body: '停水' },
      ],
      ['--rules', rules],
    )
    expect(code).toBe(0)
    const start = body.indexOf('拖欠')
    expect(answers[0]).toMatchObject({
      id: 'd',
      hits: [
        {
          rule: 'wages',
          spans: [
            { field: 'body', start, end: start + 2 },
            { field: 'body', start: 6, end: 8 },
          ],
        },
      ],
    })
    expect(answers[1]).toEqual({ id: 'e', hits: [] })
  })

  it('names all that is wrong with the rules by file and line before it reads a document', async () => {
    const rules = join(folder, 'broken.jsonl')
    writeFileSync(rules, '{"id":"a","rule":"(欠薪"}\n{"id":"b","rule":"欠薪"}\nnot json\n{"rule":"x"}\n')
    const error = await runBatchCommand(match(), [], ['--rules', rules]).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'config_invalid' })
    const lines = (error as Error).message.split('\n').map((line) => line.slice(rules.length, rules.length + 3))
    expect(lines).toEqual([':1 ', ':3 ', ':4 '])
    await expect(runBatchCommand(match(), [], [])).rejects.toMatchObject({ code: 'usage' })
    await expect(runBatchCommand(match(), [], ['--rules', join(folder, 'none')])).rejects.toMatchObject({
      code: 'config_invalid',
    })
  })
})

describe('classify', () => {
  it('names matter, domain, department and places, with evidence at offsets of the text as given', async () => {
    const body = '我在枫桥镇的工地干了三个月，包工头拖欠工资一直不发，联系电话13800000000。'
    const { code, answers } = await runBatchCommand(classify, [
      { id: 1, title: '求助：工地拖欠农民工工资', body },
      { id: 2, title: '周末天气晴好', body: '适合出游。' },
      { id: 3, title: 7 },
    ])
    expect(code).toBe(1)
    const [about, nothing] = answers as [Record<string, unknown>, Record<string, unknown>]
    expect(about).toMatchObject({
      primary: expect.any(String),
      matter: expect.any(String),
      department: expect.any(String),
    })
    const domains = about['domains'] as { evidence: { field: string; start: number; end: number; text: string }[] }[]
    for (const { field, start, end, text } of domains[0]?.evidence ?? [])
      expect((field === 'title' ? '求助：工地拖欠农民工工资' : body).slice(start, end)).toBe(text)
    expect(domains[0]?.evidence.length).toBeGreaterThan(0)
    expect(JSON.stringify(answers)).not.toContain('13800000000')
    expect(nothing).toMatchObject({ id: 2, primary: null, domains: [], matter: null, department: null })
  })
})
