import type { Database } from '@guanlan/sqlite'
import { AppError } from '@guanlan/kernel'

/** Layout of this file; a file of another layout is refused (the store is filled again from the log). */
const LAYOUT = 1

/**
 * Four tables. `documents` is narrow, so that counting tens of thousands of matches touches few pages; what is filtered and
 * counted by stands in `profiles`, interned: most documents share theirs with many others. `articles` holds the text.
 * `words` is contentless: fine tokens go in, only the index is kept. Row ids follow time (see row-id.ts), so that the newest
 * twenty of a common word are the index's own order and need no sort.
 * The ascii tokenizer splits at spaces and leaves every character beyond ASCII alone: we have segmented already.
 */
export function createSchema(db: Database): void {
  const found = db.pragma('user_version', { simple: true })
  if (found !== 0 && found !== LAYOUT) {
    throw new AppError('store_unavailable', `search file has layout ${String(found)}, this build reads ${LAYOUT}`)
  }
  db.exec(`
    CREATE TABLE IF NOT EXISTS profiles (profile INTEGER PRIMARY KEY, fields TEXT NOT NULL UNIQUE);
    CREATE TABLE IF NOT EXISTS documents (
      row INTEGER PRIMARY KEY, time INTEGER NOT NULL, profile INTEGER NOT NULL REFERENCES profiles);
    CREATE INDEX IF NOT EXISTS documents_by_profile ON documents (profile, row, time);
    CREATE TABLE IF NOT EXISTS articles (
      id TEXT PRIMARY KEY, row INTEGER NOT NULL UNIQUE, revision INTEGER NOT NULL, article TEXT NOT NULL);
    CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
      title, body, source, place, content='', contentless_delete=1, tokenize='ascii');
    PRAGMA user_version = ${LAYOUT};
  `)
}
