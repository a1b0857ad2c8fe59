import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pushRows } from '../src/importing/push-rows.js'
import { openOffice } from './running-office.js'
import { workbook, zip } from './workbook.js'

const sourceFile = `
- id: hotline
  name: 某市 12345
  kind: push
  place: '330681'
  columns: { id: 工单编号, title: 标题, body: 诉求内容, published: 受理时间, author: 来电人, place: 所属镇街 }
- id: ratings
  name: 好差评
  kind: push
  columns: { id: 办件编号, body: [评价等级, 评价内容], published: 评价时间 }
- { id: bare, name: 无列, kind: push }
- { id: resting, name: 停用, kind: push, enabled: false, columns: { id: 号, title: 题 } }
- id: keyed
  name: 带密钥
  kind: push
  # SHA-256 of "secret"
  keySha256: 2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b
  columns: { id: 号, title: 题 }
- { id: paper, name: 日报, kind: feed, url: 'https://www.example.cn/rss.xml' }
`
let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  office = await openOffice(sourceFile)
})
afterAll(() => office.close())
// Only what each test takes in is looked at.
beforeEach(() => office.taken())
const importing = (source: string, file: string, ...more: string[]) =>
  office.run('import-file', '--source', source, file, '--data', office.data, ...more)

const calls = `12345 工单导出
工单编号,标题,诉求内容,受理时间,来电人,所属镇街,备注
GD-1,小区停水,"停水三天，
电话13812345678。",2026-11-16 08:30,王先生,店口镇,x
="0002",路灯不亮,整条路都黑,46342.5,李女士,诸暨市大唐街道
`

describe('an export file of a hotline', () => {
  it('goes in row by row, masked, and importing it again changes nothing', async () => {
    const file = office.file('calls.csv', calls)
    expect(await importing('hotline', file)).toEqual({
      code: 0,
      text: '某市 12345：读到 2 行，新增 2 条，有变化 0 条，已有未变 0 条，未导入 0 行。',
    })
    const taken = await office.taken()
    expect(taken).toMatchObject([
      {
        title: '小区停水',
        body: '停水三天，\n电话138********。',
        published: '2026-11-16T00:30:00.000Z',
        source: { id: 'hotline', tier: 'hotline', place: '330681104' },
      },
      { title: '路灯不亮', published: '2026-11-16T04:00:00.000Z', source: { place: '330681005' } },
    ])
    expect(taken.every(({ voice }) => voice !== undefined)).toBe(true)
    expect((await importing('hotline', file)).text).toContain('新增 0 条，有变化 0 条，已有未变 2 条')
    expect((await importing('hotline', office.file('c2.csv', calls.replace('整条路都黑', '已修复')))).text).toContain(
      '新增 0 条，有变化 1 条，已有未变 1 条',
    )
    expect(await office.taken()).toMatchObject([{ title: '路灯不亮', body: '已修复', revision: 2 }])
  })

  it('is the same as .xlsx', async () => {
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
    const sheet = `<row r="1"><c r="A1" t="s"><v>0</v></c>${['标题', '诉求内容', '受理时间', '来电人', '所属镇街'].map(cell).join('')}</row>
      <row r="3"><c r="A3"><v>771</v></c>${cell('停水')}${cell('三天')}<c s="1"><v>46342.354166666664</v></c></row>`
    const file = office.file('calls.xlsx', zip(workbook(sheet)))
    expect((await importing('hotline', file)).code).toBe(0)
    expect(await office.taken()).toMatchObject([{ title: '停水', published: '2026-11-16T00:30:00.000Z' }])
  })

  it('sets bad rows aside with number and reason, and takes the others', async () => {
    const rows = [
      '工单编号,标题,诉求内容,受理时间,来电人,所属镇街',
      ',无号,a,,,',
      '1.23E+17,科学计数,a,,,',
      'GX-1,好的,a,,,某处',
      'GX-2,时间,a,前几天,,',
      'GX-3,,,,,',
      'GX-1,同号,b,,,',
      'GX-1,好的,a,,,',
      `GX-4,${'长'.repeat(2_001)},,,,`,
      'GX-5',
      ',,,',
      'GX-6,也好,,,,',
    ]
    const { code, text } = await importing('hotline', office.file('bad.csv', rows.join('\n')))
    expect(code).toBe(1)
    expect(text.split('\n')).toEqual([
      '某市 12345：读到 9 行，新增 2 条，有变化 0 条，已有未变 0 条，未导入 7 行。',
      '  第 2 行：工单编号为空',
      expect.stringMatching(/^ {2}第 3 行：工单编号 1\.23E\+17 .*科学计数/),
      '  第 5 行：受理时间 前几天 不是时间',
      '  第 6 行：没有标题和内容',
      '  第 7 行：工单编号 GX-1 与第 4 行相同而内容不同',
      expect.stringMatching(/^ {2}第 9 行：title /),
      '  第 10 行：没有标题和内容',
      '  注意：places 中没有这些地点，按来源自己的地点处理：某处',
    ])
    expect((await office.taken()).map(({ title }) => title)).toEqual(['好的', '也好'])
  })

  it('takes what stands before the place where a file breaks off', async () => {
    const broken = office.file('broken.csv', '办件编号,评价等级,评价内容,评价时间\n1,不满意,排队太久,\n2,满意,"没完')
    expect((await importing('ratings', broken)).code).toMatch(/第 3 行起无法读取：引号没有结束/)
    expect((await office.taken()).map(({ body }) => body)).toEqual(['评价等级：不满意\n评价内容：排队太久'])
  })

  it('needs the key where the source has one', async () => {
    const file = office.file('k.csv', '号,题\n1,停水\n')
    expect((await importing('keyed', file)).code).toMatch(/密钥不正确/)
    expect((await importing('keyed', file, '--key-file', office.file('key', 'secret\n'))).code).toBe(0)
  })

  it.each([
    ['a source that is none', ['--source', 'none'], /没有可导入的来源 none/],
    ['a source that is fetched', ['--source', 'paper'], /须是 kind: push/],
    ['a source that is off', ['--source', 'resting'], /未启用/],
    ['a source without columns', ['--source', 'bare'], /没有写 columns/],
    ['no source', [], /请用 --source/],
    ['a file without the columns', ['--source', 'hotline'], /缺少这些列：受理时间、来电人、所属镇街、诉求内容/],
    ['an office elsewhere', ['--source', 'hotline', '--url', 'http://127.0.0.1:9'], /没有应答/],
  ])('says so of %s', async (_what, options, message) => {
    const file = office.file('x.csv', options.includes('--url') ? calls : '工单编号,标题\n1,停水\n')
    expect((await office.run('import-file', file, '--data', office.data, ...options)).code).toMatch(message)
    expect(await office.taken()).toEqual([])
  })

  it('says that nothing runs', async () => {
    const elsewhere = ['--source', 'hotline', '--data', join(office.folder, 'nowhere')]
    expect((await office.run('import-file', office.file('c.csv', calls), ...elsewhere)).code).toMatch(
      /没有在数据目录 .* 上运行/,
    )
  })
})

describe('pushing rows', () => {
  const item = (id: string, title = '题') => ({ id, source: 'hotline', title, body: '' })

  it('waits as long as a busy office asks, and halves what is too large for it', async () => {
    const sizes: number[] = []
    let busy = 2
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += String(chunk)))
      request.on('end', () => {
        const { items } = JSON.parse(body) as { items: { id: string }[] }
        if ((busy -= 1) >= 0) return void response.writeHead(429, { 'retry-after': '0' }).end('{}')
        sizes.push(items.length)
        if (items.length > 2) return void response.writeHead(413).end('{"detail":"太大"}')
        response.end(JSON.stringify({ items: items.map(({ id }) => ({ id, article: id, outcome: 'accepted' })) }))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const rows = ['a', 'b', 'c', 'd', 'e'].map((id, i) => ({ row: i + 2, item: item(id) }))
    const pushed = await pushRows({ url }, rows)
    await new Promise((resolve) => server.close(resolve))
    expect(pushed).toEqual({ accepted: 5, changed: 0, duplicates: 0, refused: [] })
    expect(sizes).toEqual([5, 3, 2, 1, 2])
  })

  it('leaves out the row that the office refuses, and sends the others again', async () => {
    const rows = [
      { row: 2, item: item('a') },
      { row: 3, item: { ...item('b'), place: '12' } },
      { row: 4, item: item('c') },
    ]
    expect(await pushRows({ url: office.url }, rows)).toMatchObject({
      accepted: 2,
      refused: [{ row: 3, problem: expect.stringContaining('行政区划代码') }],
    })
  })
})

describe('an OPML file', () => {
  const opml = (outlines: string) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0"><head/><body>\n${outlines}\n</body></opml>`

  it('becomes a source file that is off, without what is configured, and importing it again writes nothing', async () => {
    const file = office.file(
      '我的 订阅.opml',
      opml(`<outline text="本地">
        <outline type="rss" text="城市 晚报" xmlUrl="https://news.example.cn/rss.xml?a=1&amp;b=2" htmlUrl="https://news.example.cn/"/>
        <outline text="City News" XMLURL="http://blog.example.cn/feed"/>
        <outline text="另一个" xmlUrl="https://news.example.cn/local.xml"/></outline>
        <outline text="重复" xmlUrl="http://blog.example.cn/feed/"/>
        <outline text="已有" xmlUrl="http://example.cn/rss.xml"/>`),
    )
    const { code, text } = await office.run('import-opml', file)
    expect([code, text]).toEqual([0, expect.stringContaining('已有的 2 个订阅没有再导入')])
    const written = readFileSync(join(office.config, 'sources', 'opml-我的-订阅.yaml'), 'utf8')
    expect(written).toContain('- id: "news-example-cn"\n  name: "城市 晚报"\n  enabled: false\n  kind: "feed"')
    expect([...written.matchAll(/id: "(.*)"/g)].map((match) => match[1])).toEqual([
      'news-example-cn',
      'city-news',
      'news-example-cn-2',
    ])
    // The configuration with the new file is read again here.
    expect(await office.run('import-opml', file)).toEqual({
      code: 0,
      text: '已有的 5 个订阅没有再导入。\n没有新的订阅，未写文件。',
    })
    expect(existsSync(join(office.config, 'sources', 'opml-我的-订阅-2.yaml'))).toBe(false)
  })

  it('refuses single subscriptions with their lines, and takes the others', async () => {
    const file = office.file(
      'a.opml',
      opml('<outline text="坏" xmlUrl="ftp://x.cn/f"/>\n<outline text="好" xmlUrl="https://x.cn/f"/>'),
    )
    const { code, text } = await office.run('import-opml', file)
    expect([code, text]).toEqual([1, expect.stringMatching(/第 3 行：ftp:\/\/x\.cn\/f 不是 http/)])
    expect(text).toContain('x-cn  好')
  })

  it.each([
    ['a web page', '<html>\n<body/></html>', /第 1 行：不是 OPML（根元素是 <html>）/],
    ['nothing', '', /第 1 行：不是 OPML/],
    ['cut off', opml('').replace('</body></opml>', '<outline text="x">'), /第 \d 行：<outline> 没有结束/],
  ])('that is %s is refused with line and reason', async (_what, content, message) => {
    expect((await office.run('import-opml', office.file('b.opml', content))).code).toMatch(message)
  })
})
