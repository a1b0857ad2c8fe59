import { checkSchema, markSchema, storeError, type Database, type SchemaMark } from '@guanlan/sqlite'

const mark: SchemaMark = { applicationId: 0x474c5345, version: 1, table: 'words' }

/**
 * Four tables. `documents` is narrow, so that counting tens of thousands of matches touches few pages; what is filtered and
 * counted by stands in `profiles`, interned: most documents share theirs with many others. `articles` holds the text.
 * `words` is contentless: fine tokens go in, only the index is kept. Row ids follow time (see row-id.ts), so that the newest
 * twenty of a common word are the index's own order and need no sort.
 * The ascii tokenizer splits at spaces and leaves every character beyond ASCII alone: we have segmented already.
 * Error `store_unavailable`: not our file, a newer one, a damaged one.
 */
export function createSchema(db: Database, file: string): void {
  try {
    checkSchema(db, file, mark)
    db.transaction(() => {
      makeTables(db)
      markSchema(db, mark)
    }).immediate()
  } catch (thrown) {
    throw storeError(thrown, file)
  }
}

function makeTables(db: Database): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS profiles (profile INTEGER PRIMARY KEY, fields TEXT NOT NULL UNIQUE);
    CREATE TABLE IF NOT EXISTS documents (
      row INTEGER PRIMARY KEY, time INTEGER NOT NULL, profile INTEGER NOT NULL REFERENCES profiles);
    CREATE INDEX IF NOT EXISTS documents_by_profile ON documents (profile, row, time);
    CREATE TABLE IF NOT EXISTS articles (
      id TEXT PRIMARY KEY, row INTEGER NOT NULL UNIQUE, revision INTEGER NOT NULL, article TEXT NOT NULL);
    CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
      title, body, source, place, content='', contentless_delete=1, tokenize='ascii');
  `)
}
