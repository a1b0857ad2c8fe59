import { pushItemSchema, type PlaceConfig, type PushItem, type SourceColumns } from '@guanlan/contracts'
import { parseDate } from '@guanlan/extract'
import { AppError, hashId } from '@guanlan/kernel'
import { serialToText } from './excel-serial.js'
import type { TableRow } from './table.js'

/** What a row became: an item to push, nothing (the row is empty, or stands twice), or the reason why it cannot go in. */
export type MappedRow =
  { readonly row: number; readonly item: PushItem } | { readonly row: number; readonly problem: string } | null

export interface RowMapper {
  /** Rows up to the headings give null. */
  map(row: TableRow): MappedRow
  /** Names of places that are not ours, as far as they were met (at most 20). */
  readonly unknownPlaces: ReadonlySet<string>
  /** Throws `usage` when no headings were found: names the columns that are missing. */
  finish(): void
}

/** Exports put a caption or two above their headings. */
const headingsWithin = 10
/** Numbers in a column of times that are days since 1900: 1954 to 2119. */
const serialDays = { least: 20_000, most: 80_000 }

/** Maps the rows of one export file to items of `source`; times without zone are Asia/Shanghai. */
export function rowMapper(source: string, columns: SourceColumns, places: readonly PlaceConfig[]): RowMapper {
  const bodies = columns.body === undefined ? [] : [columns.body].flat()
  const { body: _, ...single } = columns
  const wanted = [...new Set([...Object.values(single).filter((name) => name !== undefined), ...bodies])]
  const codes = codesByName(places)
  const unknownPlaces = new Set<string>()
  const seen = new Map<string, { row: number; content: string }>()
  let headings: ReadonlyMap<string, number> | null = null
  let closest: readonly string[] = wanted
  let looked = 0

  function findHeadings({ cells }: TableRow): void {
    looked += 1
    const here = new Map<string, number>()
    for (const [i, cell] of cells.entries()) if (cell.trim() !== '' && !here.has(cell.trim())) here.set(cell.trim(), i)
    const missing = wanted.filter((name) => !here.has(name))
    if (missing.length < closest.length) closest = missing
    if (missing.length === 0) headings = here
    else if (looked >= headingsWithin) tellMissing()
  }

  function tellMissing(): never {
    throw new AppError('usage', `前 ${Math.max(1, looked)} 行里没有完整的表头，缺少这些列：${closest.join('、')}`)
  }

  function itemOf(cells: readonly string[]): { item: object } | { problem: string } {
    const cell = (name: string | undefined) =>
      name === undefined ? '' : textOf(cells[headings?.get(name) ?? Number.NaN] ?? '')
    const id = cell(columns.id)
    if (id === '') return { problem: `${columns.id}为空` }
    if (/^\d(?:\.\d+)?E\+\d+$/i.test(id))
      return { problem: `${columns.id} ${id} 被表格软件写成了科学计数，已丢失数位；请把该列设为文本后重新导出` }
    const when = cell(columns.published)
    const published = timeOf(when)
    if (when !== '' && published === undefined)
      return { problem: `${columns.published ?? ''} ${when.slice(0, 40)} 不是时间` }
    const title = cell(columns.title)
    const body = bodyOf(bodies, cell)
    if (title === '' && body === '') return { problem: '没有标题和内容' }
    const named = cell(columns.place)
    const place = /^\d{6}(?:\d{3}){0,2}$/.test(named) ? named : codes.get(named)
    if (named !== '' && place === undefined && unknownPlaces.size < 20) unknownPlaces.add(named.slice(0, 40))
    const [author, url] = [cell(columns.author), cell(columns.url)]
    return {
      item: {
        id,
        source,
        title,
        body,
        ...(published === undefined ? {} : { published }),
        ...(author === '' ? {} : { author }),
        ...(place === undefined ? {} : { place }),
        ...(url === '' ? {} : { url }),
      },
    }
  }

  return {
    unknownPlaces,
    finish: () => void (headings === null && tellMissing()),
    map(row) {
      if (headings === null) return (findHeadings(row), null)
      if (row.cells.every((cell) => cell.trim() === '')) return null
      const made = itemOf(row.cells)
      if ('problem' in made) return { row: row.row, problem: made.problem }
      const checked = pushItemSchema.safeParse(made.item)
      if (!checked.success) {
        const { path, message } = checked.error.issues[0] ?? { path: [], message: '' }
        return { row: row.row, problem: `${path.join('.')} 不符合约定：${message}` }
      }
      const item = checked.data
      const content = hashId('row', item.title, item.body)
      const before = seen.get(item.id)
      if (before?.content === content) return null
      // Two texts under one id would take turns at each import.
      if (before) return { row: row.row, problem: `${columns.id} ${item.id} 与第 ${before.row} 行相同而内容不同` }
      seen.set(item.id, { row: row.row, content })
      return { row: row.row, item }
    },
  }
}

/** A cell without what exports put around numbers to keep them text: `="0123"`, a leading apostrophe or tab. */
const textOf = (cell: string): string =>
  cell
    .replace(/^\s*="([^"]*)"\s*$/, '$1')
    .replace(/^\s*'/, '')
    .trim()

function timeOf(text: string): string | undefined {
  const days = /^\d{5}(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (days > serialDays.least && days < serialDays.most) return parseDate(serialToText(days))
  return parseDate(text)
}

function bodyOf(columns: readonly string[], cell: (name: string) => string): string {
  const [only] = columns
  if (columns.length === 1 && only !== undefined) return cell(only)
  return columns
    .filter((name) => cell(name) !== '')
    .map((name) => `${name}：${cell(name)}`)
    .join('\n')
}

/** Codes by name and alias; a name that several places share says nothing. The county's name before a town's may be there. */
function codesByName(places: readonly PlaceConfig[]): Map<string, string> {
  const codes = new Map<string, string | null>()
  const counties = places.filter(({ kind }) => kind === 'county').map(({ name }) => name)
  for (const { name, aliases, code } of places)
    for (const own of [name, ...aliases])
      for (const called of [own, ...counties.map((county) => county + own)])
        codes.set(called, codes.has(called) && codes.get(called) !== code ? null : code)
  return new Map([...codes].filter((entry): entry is [string, string] => entry[1] !== null))
}
