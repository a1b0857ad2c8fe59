import type { AppError } from '@guanlan/kernel'
import { openDatabase, storeError, type Database } from '@guanlan/sqlite'
import type { SearchDocument } from '../document.js'
import type {
  PutOutcome,
  SearchFilter,
  SearchQuery,
  SearchResult,
  TrendInterval,
  Trends,
  TrendSeries,
} from '../port.js'
import type { ClassifiedArticle } from '@guanlan/contracts'
import { createDropper } from './dropper.js'
import { createReader } from './reader.js'
import { createSchema } from './schema.js'
import type { CutWords } from '../text/words.js'
import { createWriter } from './writer.js'

/** Everything that an engine does, by name: these names travel to a worker. */
export interface Engine {
  put(documents: readonly SearchDocument[]): PutOutcome[]
  search(query: SearchQuery): SearchResult
  trends(filter: SearchFilter, interval: TrendInterval, by: TrendSeries): Trends
  get(ids: readonly string[]): ClassifiedArticle[]
  scan(after: string | null, limit: number): ClassifiedArticle[]
  /** Drops up to `limit` documents that were first seen before a time (epoch ms); returns how many. */
  drop(before: number, limit: number): number
  /** Throws when the file cannot be read, or when the last `put` failed. */
  check(): void
  close(): void
}

export interface EngineOptions {
  readonly file: string
  /** A reader opens the file as it is and writes nothing. */
  readonly readonly?: boolean
  readonly maxPages?: number
}

/** One connection to the search file, synchronous. */
export function createEngine(options: EngineOptions, cut: CutWords): Engine {
  const { file, readonly = false, maxPages } = options
  const db: Database = openDatabase(file, { readonly, ...(maxPages ? { maxPages } : {}) })
  if (!readonly) {
    try {
      createSchema(db, file)
    } catch (thrown) {
      db.close()
      throw thrown
    }
  }
  const reader = createReader(db, cut)
  const write = readonly ? null : createWriter(db, cut)
  const drop = readonly ? null : createDropper(db)
  let failed: AppError | null = null
  return {
    ...reader,
    put(documents) {
      if (!write) throw new Error('this connection only reads')
      try {
        const outcomes = write(documents)
        failed = null
        return outcomes
      } catch (thrown) {
        failed = storeError(thrown)
        throw failed
      }
    },
    drop(before, limit) {
      if (!drop) throw new Error('this connection only reads')
      return drop(before, limit)
    },
    check() {
      if (failed) throw failed
      try {
        db.prepare('SELECT profile FROM profiles LIMIT 1').get()
      } catch (thrown) {
        throw storeError(thrown, file)
      }
    },
    close() {
      db.close()
    },
  }
}
