import type { ClassifiedArticle } from '@guanlan/contracts'
import { storeError, type Database } from '@guanlan/sqlite'
import { cursorInvalid, decodeCursor, encodeCursor } from '../cursor.js'
import type { SearchFilter, SearchQuery, SearchResult, TrendInterval, Trends, TrendSeries } from '../port.js'
import { readText, type ReadText } from '../text/read-text.js'
import { compileText } from './compile-text.js'
import { toHit } from '../text/hit.js'
import { createProfileReader } from './profiles.js'
import { oneOf, select, type Selection } from './selection.js'
import { createSnapshots } from './snapshots.js'
import { tally, type Tally } from './tally.js'
import { readTrends } from './trends.js'
import type { CutWords } from '../text/words.js'

/** Weights of title, body, source and place in relevance: a word of the headline counts four times. */
const RELEVANCE = 'bm25(words, 4.0, 1.0, 0.5, 0.5)'
/** Best documents that paging by relevance goes through. */
const MOST_RANKED = 10_000

const isRow = (position: readonly unknown[]): position is [row: number] =>
  position.length === 1 && Number.isSafeInteger(position[0])
const isRank = (position: readonly unknown[]): position is [snapshot: number, offset: number] =>
  position.length === 2 && position.every(Number.isSafeInteger)

export interface Reader {
  search(query: SearchQuery): SearchResult
  trends(filter: SearchFilter, interval: TrendInterval, by: TrendSeries): Trends
  get(ids: readonly string[]): ClassifiedArticle[]
  scan(after: string | null, limit: number): ClassifiedArticle[]
}

/** Answers from a connection. Errors: `cursor_invalid`, `bad_request`, `store_unavailable`. */
export function createReader(db: Database, cut: CutWords): Reader {
  const profiles = createProfileReader(db)
  const snapshots = createSnapshots()
  const byRow = db.prepare('SELECT article FROM articles WHERE row = ?').pluck()
  const byId = db.prepare('SELECT article FROM articles WHERE id = ?').pluck()
  const byOrder = db.prepare('SELECT article FROM articles WHERE id > ? ORDER BY id LIMIT ?').pluck()
  const parse = (text: unknown): ClassifiedArticle => JSON.parse(String(text)) as ClassifiedArticle

  function count(filter: SearchFilter, selection: Selection): Tally {
    const counts = db.prepare(`SELECT d.profile, count(*) ${selection.sql} GROUP BY d.profile`).raw()
    return tally(counts.all(...selection.values) as [number, number][], profiles(), filter)
  }

  /** Rows after the cursor in the order of time, one more than asked for when there are more. */
  function pageByTime(
    query: SearchQuery,
    selection: Selection,
    counted: Tally,
  ): { rows: number[]; next: string | null } {
    const { sql, row } = selection
    const [after] = decodeCursor(query, isRow) ?? []
    const down = query.order !== 'oldest'
    // Walking in order of time until the page is full beats fetching and sorting every match, unless matches are rare.
    const walked = (query.limit * counted.selected) / Math.max(1, counted.total)
    const filter = counted.profiles ? oneOf(counted.profiles, walked < counted.total) : { sql: '', values: [] }
    const cursor = after === undefined ? '' : ` AND ${row} ${down ? '<' : '>'} CAST(? AS INTEGER)`
    const statement = `SELECT ${row} ${sql}${filter.sql}${cursor} ORDER BY ${row} ${down ? 'DESC' : 'ASC'} LIMIT ?`
    const values = [...selection.values, ...filter.values, ...(after === undefined ? [] : [after]), query.limit + 1]
    const rows = db
      .prepare(statement)
      .pluck()
      .all(...values) as number[]
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    return { rows: page, next: rows.length > page.length && last !== undefined ? encodeCursor(query, [last]) : null }
  }

  function pageByRank(
    query: SearchQuery,
    { sql, values }: Selection,
    counted: Tally,
  ): { rows: number[]; next: string | null } {
    const cursor = decodeCursor(query, isRank)
    const offset = cursor?.[1] ?? 0
    let snapshot = cursor?.[0] ?? 0
    let ranked = cursor ? snapshots.find(snapshot) : undefined
    if (cursor && !ranked) throw cursorInvalid('the ranking of this cursor is no longer kept')
    if (!ranked) {
      const filter = counted.profiles ? oneOf(counted.profiles, true) : { sql: '', values: [] }
      const statement = `SELECT w.rowid ${sql}${filter.sql} ORDER BY ${RELEVANCE}, w.rowid DESC LIMIT ${MOST_RANKED}`
      const rows = db
        .prepare(statement)
        .pluck()
        .all(...values, ...filter.values) as number[]
      if (rows.length > query.limit) snapshot = snapshots.keep(rows)
      ranked = Float64Array.from(rows)
    }
    const end = offset + query.limit
    return {
      rows: [...ranked.subarray(offset, end)],
      next: end < ranked.length ? encodeCursor(query, [snapshot, end]) : null,
    }
  }

  const read = (filter: SearchFilter): ReadText | null => (filter.text ? readText(filter.text, cut) : null)
  const match = (text: ReadText | null): string | null => (text ? compileText(text.root) : null)

  const guarded = <T>(work: () => T): T => {
    try {
      // One view of the file for all statements of an answer, while the writer goes on.
      return db.transaction(work)()
    } catch (thrown) {
      throw storeError(thrown)
    }
  }

  return {
    search: (query) =>
      guarded(() => {
        const text = read(query)
        const selection = select(query, match(text))
        const counted = count(query, selection)
        const ranked = query.order === 'relevance' && text !== null
        const { rows, next } = (ranked ? pageByRank : pageByTime)(query, selection, counted)
        const hits = rows.flatMap((row) => {
          const article = byRow.get(row)
          return article === undefined ? [] : [toHit(parse(article), text?.patterns ?? [], cut)]
        })
        return { hits, next, total: counted.total, facets: counted.facets }
      }),
    trends: (filter, interval, by) =>
      guarded(() => readTrends(db, profiles(), { filter, match: match(read(filter)), interval, by })),
    get: (ids) =>
      guarded(() =>
        ids.flatMap((id) => {
          const article = byId.get(id)
          return article === undefined ? [] : [parse(article)]
        }),
      ),
    scan: (after, limit) => guarded(() => byOrder.all(after ?? '', limit).map(parse)),
  }
}
