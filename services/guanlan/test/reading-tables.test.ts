import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '@guanlan/kernel'
import { afterAll, describe, expect, it } from 'vitest'
import { serialToText } from '../src/importing/excel-serial.js'
import { readCsv } from '../src/importing/read-csv.js'
import { readXlsx } from '../src/importing/read-xlsx.js'
import type { TableRow } from '../src/importing/table.js'
import { workbook, zip } from './workbook.js'

const folder = mkdtempSync(join(tmpdir(), 'guanlan-tables-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0
function fileOf(content: string | Uint8Array, extension: string): string {
  const path = join(folder, `${(files += 1)}.${extension}`)
  writeFileSync(path, content)
  return path
}
async function all(rows: AsyncIterable<TableRow>): Promise<TableRow[]> {
  const found: TableRow[] = []
  for await (const row of rows) found.push(row)
  return found
}
const csv = (content: string | Uint8Array) => all(readCsv(fileOf(content, 'csv')))
const cells = async (content: string | Uint8Array) => (await csv(content)).map((row) => row.cells)
const xlsx = (content: Uint8Array, sheet?: string) => all(readXlsx(fileOf(content, 'xlsx'), sheet))
const messageOf = (reading: Promise<unknown>) =>
  reading.then(
    () => '',
    (thrown: unknown) => (thrown instanceof AppError && thrown.code === 'usage' ? thrown.message : String(thrown)),
  )

describe('a CSV file', () => {
  it.each([
    ['UTF-8', Buffer.from('编号,内容\n1,停水')],
    ['UTF-8 with its mark', Buffer.from('\ufeff编号,内容\r\n1,停水\r\n')],
    ['UTF-16 with its mark, as Excel’s Unicode text', Buffer.from('\ufeff编号\t内容\r\n1\t停水\r\n', 'utf16le')],
    // 编号,内容 · 1,停水 in GBK
    ['GBK', Buffer.from('b1e0bac52cc4dac8dd0a312ccda3cbae', 'hex')],
  ])('is read as %s', async (_what, bytes) => {
    expect(await cells(bytes)).toEqual([
      ['编号', '内容'],
      ['1', '停水'],
    ])
  })

  it('is known for GB18030 by its last bytes too, with characters that GBK has not', async () => {
    const euro = Buffer.concat([
      Buffer.from(`${'a,'.repeat(60_000)}\n`),
      Buffer.from('80 2c 81318130'.replaceAll(' ', ''), 'hex'),
    ])
    expect((await cells(euro)).at(-1)?.[0]).toBe('€')
  })

  it('keeps line breaks, commas and quotes in quoted cells, and numbers rows as a spreadsheet does', async () => {
    expect(await csv('a,b\n"一\n二","说""好"""\n\n3,4\n')).toEqual([
      { row: 1, cells: ['a', 'b'] },
      { row: 2, cells: ['一\n二', '说"好"'] },
      { row: 3, cells: [''] },
      { row: 4, cells: ['3', '4'] },
    ])
  })

  it('may have ragged rows, semicolons, and quotes where none should be', async () => {
    expect(await cells('a;b;c\n1;2\n1;2;3;4\n5" 管;x;y')).toEqual([
      ['a', 'b', 'c'],
      ['1', '2'],
      ['1', '2', '3', '4'],
      ['5" 管', 'x', 'y'],
    ])
  })

  it('tells from which row on a quote does not end', async () => {
    expect(await messageOf(csv('a,b\n1,2\n3,"four\n5,6\n'))).toMatch(/第 3 行起无法读取：引号没有结束/)
    expect(await messageOf(csv(`a,b\n1,"${'x\n'.repeat(800_000)}`))).toMatch(/第 2 行起无法读取：一行超过/)
  })

  it('that is not there is a sentence', async () => {
    expect(await messageOf(all(readCsv(join(folder, 'none.csv'))))).toMatch(/无法读取 .*none\.csv/)
  })
})

describe('an .xlsx file', () => {
  const headings =
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'

  it('gives texts, numbers and moments as people read them, and keeps the numbers of its rows', async () => {
    const sheet = `${headings}<row r="4"><c r="A4"><v>20261123000112345678</v></c><c r="B4" t="inlineStr"><is><t>漏水_x000A_两天 &amp; 三夜</t></is></c><c r="C4" s="1"><v>46342.354166666664</v></c></row>
      <row><c><v>2.026E7</v></c><c t="b"><v>1</v></c><c s="2"><v>46342</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>算出</v></c></row>`
    expect(await xlsx(zip(workbook(sheet)))).toEqual([
      { row: 1, cells: ['工单编号', '诉求内容', '受理时间'] },
      { row: 4, cells: ['20261123000112345678', '漏水\n两天 & 三夜', '2026-11-16 08:30:00'] },
      { row: 5, cells: ['20260000', 'TRUE', '2026-11-16 00:00:00', '', '算出'] },
    ])
  })

  it('gives another sheet by its name, and says which there are', async () => {
    const book = zip(workbook(headings))
    expect(await xlsx(book, '说明')).toEqual([{ row: 1, cells: ['第二张'] }])
    expect(await messageOf(xlsx(book, '没有'))).toMatch(/没有工作表 没有（有：工单、说明）/)
  })

  it('is no trouble with a lone cell in the last corner', async () => {
    const corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c><c r="B1048576"><v>2</v></c></row>'
    expect(await xlsx(zip(workbook(corner)))).toEqual([{ row: 1_048_576, cells: ['', '2'] }])
  })

  it.each([
    [
      'whose parts unpack to more than they say',
      zip(workbook(headings + ' '.repeat(1_000_000)), () => 500),
      /无法读取/,
    ],
    ['whose parts say that they are gigabytes', zip(workbook(headings), () => 900_000_000), /解压后超过/],
    ['that is an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /旧版 \.xls/],
    ['that is a zip of something else', zip({ 'a.xml': '<a/>' }), /不是 \.xlsx/],
    ['that is cut off', zip(workbook(headings)).subarray(0, 700), /不是可读取的/],
  ])('%s is a sentence', async (_what, bytes, message) => {
    expect(await messageOf(xlsx(bytes))).toMatch(message)
  })
})

describe('a number of days', () => {
  it('is the moment that the spreadsheet shows, from either epoch', () => {
    expect(serialToText(61)).toBe(undefined)
    expect(serialToText(62)).toBe('1900-03-02 00:00:00')
    expect(serialToText(46_342.354_166_666_664)).toBe('2026-11-16 08:30:00')
    expect(serialToText(44_880.354_166_666_664, true)).toBe('2026-11-16 08:30:00')
    expect(serialToText(Number.NaN)).toBeUndefined()
  })
})
