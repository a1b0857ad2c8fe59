import { checkSchema, markSchema, storeError, type Database, type SchemaMark } from '@guanlan/sqlite'

/**
 * Message ids are topic-partition number × 2⁴⁰ + offset, so that one B-tree keeps every partition's messages together
 * and in order without a second index. 8,192 topic-partitions of 10¹² messages fit below 2⁵³.
 */
export const OFFSETS_PER_PARTITION = 2 ** 40

const mark: SchemaMark = { applicationId: 0x474c4c47, version: 1, table: 'partitions' }

/** Makes the schema in one transaction. Error `store_unavailable`: not our file, a newer one, a damaged one. */
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
    CREATE TABLE IF NOT EXISTS partitions (
      number INTEGER PRIMARY KEY, topic TEXT NOT NULL, partition INTEGER NOT NULL,
      next_offset INTEGER NOT NULL DEFAULT 0, retention_ms INTEGER NOT NULL, UNIQUE (topic, partition));
    CREATE TABLE IF NOT EXISTS messages (
      id INTEGER PRIMARY KEY, key TEXT NOT NULL, value TEXT NOT NULL, published_at INTEGER NOT NULL, not_before INTEGER);
    CREATE TABLE IF NOT EXISTS positions (
      grp TEXT NOT NULL, number INTEGER NOT NULL, next_offset INTEGER NOT NULL, PRIMARY KEY (grp, number)) WITHOUT ROWID;
  `)
}
