import { toMs } from '@guanlan/kernel'
import { storeError, type Database } from '@guanlan/sqlite'
import type { SearchDocument } from '../document.js'
import type { PutOutcome } from '../port.js'
import { createProfileWriter, profileOf, type Profile } from './profiles.js'
import { firstRowAt, ROWS_PER_MS } from './row-id.js'
import { indexColumns, type CutWords } from '../text/words.js'

/** A document ready to be written: everything that costs time was done before the transaction. */
interface Prepared {
  readonly id: string
  readonly revision: number
  readonly time: number
  readonly profile: Profile
  readonly article: string
  readonly words: readonly [title: string, body: string, source: string, place: string]
}

/** Writes batches, each in one transaction: all of a batch is there, or none of it. Errors: `store_full`, `store_unavailable`. */
export function createWriter(db: Database, cut: CutWords): (documents: readonly SearchDocument[]) => PutOutcome[] {
  const stored = db.prepare(
    'SELECT a.row, a.revision, d.time FROM articles a JOIN documents d ON d.row = a.row WHERE a.id = ?',
  )
  const lastRow = db.prepare('SELECT max(row) FROM documents WHERE row >= ? AND row < ?').pluck()
  const insertDocument = db.prepare('INSERT INTO documents (row, time, profile) VALUES (?, ?, ?)')
  const insertWords = db.prepare('INSERT INTO words (rowid, title, body, source, place) VALUES (?, ?, ?, ?, ?)')
  const upsertArticle = db.prepare(
    `INSERT INTO articles (id, row, revision, article) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET row = excluded.row, revision = excluded.revision, article = excluded.article`,
  )
  const deleteDocument = db.prepare('DELETE FROM documents WHERE row = ?')
  const deleteWords = db.prepare('DELETE FROM words WHERE rowid = ?')
  const numberOf = createProfileWriter(db)

  function freeRow(time: number): number {
    for (let base = firstRowAt(time); ; base += ROWS_PER_MS) {
      const last = lastRow.get(base, base + ROWS_PER_MS) as number | null
      if (last === null) return base
      if (last + 1 < base + ROWS_PER_MS) return last + 1
    }
  }

  function write(document: Prepared): PutOutcome {
    const { id, revision, time } = document
    const old = stored.get(id) as { row: number; revision: number; time: number } | undefined
    if (old && old.revision >= revision) return { id, outcome: 'stale' }
    if (old) {
      deleteWords.run(old.row)
      deleteDocument.run(old.row)
    }
    const row = old && old.time === time ? old.row : freeRow(time)
    insertDocument.run(row, time, numberOf(document.profile))
    insertWords.run(row, ...document.words)
    upsertArticle.run(id, row, revision, document.article)
    return { id, outcome: 'written' }
  }

  const writeAll = db.transaction((batch: readonly (Prepared | PutOutcome)[]) =>
    batch.map((one) => ('outcome' in one ? one : write(one))),
  )

  return (documents) => {
    const batch = documents.map((document) => prepare(document, cut))
    try {
      return writeAll.immediate(batch)
    } catch (thrown) {
      throw storeError(thrown)
    }
  }
}

function prepare(document: SearchDocument, cut: CutWords): Prepared | PutOutcome {
  const { id, article } = document
  try {
    const { title, body, source, place } = indexColumns(article, cut)
    return {
      id,
      revision: document.revision,
      time: toMs(document.time),
      profile: profileOf(document),
      article: JSON.stringify(article),
      words: [title, body, source, place],
    }
  } catch (thrown) {
    return { id, outcome: 'rejected', reason: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}
