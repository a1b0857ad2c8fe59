import { AppError } from '@guanlan/kernel'
import { serialToText } from './excel-serial.js'
import { longestRow, type TableRow } from './table.js'
import { openXlsx, type XlsxParts, type XmlEvents } from './xlsx-parts.js'

/** Columns beyond are passed over; a spreadsheet may have 16,384 of them, an export has dozens. */
const mostColumns = 1_000

/**
 * Rows of one sheet of an .xlsx file, the first unless `sheet` names another; empty rows are left out and keep their
 * numbers. The sheet is read as a stream, so that neither its length nor a lone cell in the last corner fills the memory;
 * shared texts are kept. Throws `usage`: no workbook, no such sheet, a broken or overlong part.
 */
export async function* readXlsx(file: string, sheet?: string): AsyncGenerator<TableRow> {
  const parts = await openXlsx(file)
  try {
    const book = await readBook(parts, file, sheet)
    const found: TableRow[] = []
    const reader = sheetReader(book, (row) => found.push(row))
    for await (const _ of parts.chunks(book.part, reader)) {
      yield* found
      found.length = 0
    }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    throw new AppError('usage', `${file} 无法读取：${why}`, { broken: true }, { cause: thrown })
  } finally {
    parts.close()
  }
}

interface Book {
  /** Name of the sheet's part. */
  readonly part: string
  readonly texts: readonly string[]
  /** Whether numbers of a style are moments, by the style's number. */
  readonly dates: readonly boolean[]
  readonly from1904: boolean
}

async function readBook(parts: XlsxParts, file: string, wanted: string | undefined): Promise<Book> {
  const sheets: { name: string; relation: string }[] = []
  let from1904 = false
  const isBook = await parts.walk('xl/workbook.xml', {
    ...nothing,
    open(name, attributes) {
      if (name === 'sheet') sheets.push({ name: attributes['name'] ?? '', relation: relationIn(attributes) })
      if (name === 'workbookpr') from1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '')
    },
  })
  if (!isBook) throw new AppError('usage', `${file} 不是 .xlsx 工作簿`)
  const sheet = wanted === undefined ? sheets[0] : sheets.find(({ name }) => name === wanted)
  const names = sheets.map(({ name }) => name).join('、')
  if (!sheet) throw new AppError('usage', `${file} 中没有工作表 ${wanted ?? ''}（有：${names}）`)
  const targets = new Map<string, string>()
  await parts.walk('xl/_rels/workbook.xml.rels', {
    ...nothing,
    open(name, attributes) {
      if (name === 'relationship') targets.set(attributes['Id'] ?? '', partOf(attributes['Target'] ?? ''))
    },
  })
  const part = targets.get(sheet.relation) ?? 'xl/worksheets/sheet1.xml'
  if (!parts.names.includes(part)) throw new AppError('usage', `${file} 中的工作表 ${sheet.name} 不在文件里`)
  return { part, texts: await readTexts(parts), dates: await readDates(parts), from1904 }
}

const nothing: XmlEvents = { open: () => undefined, text: () => undefined, close: () => undefined }

const relationIn = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes).find(([name]) => /:id$/i.test(name))?.[1] ?? ''

const partOf = (target: string) => (target.startsWith('/') ? target.slice(1) : `xl/${target}`)

/** Shared texts; readings beside the characters (phonetic runs) are none. */
async function readTexts(parts: XlsxParts): Promise<string[]> {
  const texts: string[] = []
  const text = textGatherer()
  await parts.walk('xl/sharedStrings.xml', {
    ...text.events,
    close(name) {
      text.events.close(name)
      if (name === 'si') texts.push(text.take())
    },
  })
  return texts
}

/** Gathers what stands in `<t>`, but for phonetic readings. */
function textGatherer() {
  let gathered = ''
  let inText = false
  let inReading = false
  const events: XmlEvents = {
    open(name) {
      if (name === 't') inText = true
      if (name === 'rph') inReading = true
    },
    text(text) {
      if (inText && !inReading && gathered.length < longestRow) gathered += text
    },
    close(name) {
      if (name === 't') inText = false
      if (name === 'rph') inReading = false
    },
  }
  const take = (): string => {
    const text = gathered
    gathered = ''
    return unescaped(text)
  }
  return { events, take }
}

/** `_x000D_` is how a workbook writes what XML cannot. */
const unescaped = (text: string) =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** Built-in formats of moments (ECMA-376 18.8.30), those of East Asian editions with them. */
const builtInDates = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58)

async function readDates(parts: XlsxParts): Promise<boolean[]> {
  const custom = new Map<number, boolean>()
  const dates: boolean[] = []
  let inCells = false
  await parts.walk('xl/styles.xml', {
    ...nothing,
    open(name, attributes) {
      if (name === 'cellxfs') inCells = true
      const id = Number(attributes['numFmtId'])
      if (name === 'numfmt') custom.set(id, isDateFormat(attributes['formatCode'] ?? ''))
      if (name === 'xf' && inCells) dates.push(custom.get(id) ?? builtInDates(id))
    },
    close(name) {
      if (name === 'cellxfs') inCells = false
    },
  })
  return dates
}

/** A format with a year, day or hour outside of quotes and brackets; `[h]` counts hours and is no moment. */
const isDateFormat = (code: string) => /[ydh]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))

/** Cells as they come, row by row. */
function sheetReader({ texts, dates, from1904 }: Book, tell: (row: TableRow) => void): XmlEvents {
  let row = 0
  let column = -1
  let cells: string[] = []
  let length = 0
  let cell: { type: string; style: number } | null = null
  let value = ''
  let inValue = false
  const inline = textGatherer()
  const valueOf = ({ type, style }: { type: string; style: number }): string => {
    if (type === 'inlineStr') return inline.take()
    if (type === 's') return texts[Number(value)] ?? ''
    if (type === 'e') return ''
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
    if (type !== 'n') return unescaped(value)
    return dates[style] ? (serialToText(Number(value), from1904) ?? value) : plainNumber(value)
  }
  return {
    open(name, attributes) {
      if (name === 'row') {
        row = Number(attributes['r'] ?? row + 1)
        column = -1
        cells = []
        length = 0
      } else if (name === 'c') {
        column = columnIn(attributes['r']) ?? column + 1
        cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? -1) }
        value = ''
      } else if (name === 'v') inValue = true
      else inline.events.open(name, attributes)
    },
    text(text) {
      if (!cell) return
      if (inValue && value.length < longestRow) value += text
      else inline.events.text(text)
    },
    close(name) {
      if (name === 'v') inValue = false
      else if (name === 'c' && cell) {
        const text = valueOf(cell)
        cell = null
        if (text === '' || column >= mostColumns) return
        length += text.length
        if (length > longestRow) throw new AppError('usage', `第 ${row} 行超过 ${longestRow} 个字符`)
        while (cells.length < column) cells.push('')
        cells[column] = text
      } else if (name === 'row') {
        if (cells.length > 0) tell({ row, cells })
      } else inline.events.close(name)
    },
  }
}

/** `AB12` → 27; undefined when the cell does not say. */
function columnIn(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (letters === undefined) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/** A number as people read it: `2.0261123E7` is 20261123. What has more digits than a number can hold stays as written. */
const plainNumber = (value: string): string => {
  const number = Number(value)
  return value !== '' && Number.isFinite(number) && Math.abs(number) < 1e15 ? String(number) : value
}
