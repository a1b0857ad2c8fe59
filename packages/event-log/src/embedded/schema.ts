import { checkSchema, markSchema, storeError, type Database, type SchemaMark } from '@guanlan/sqlite'

/**
 * Message ids are topic-partition number × 2⁴⁰ + offset, so that one B-tree keeps every partition's messages together
 * and in order without a second index. 8,192 topic-partitions of 10¹² messages fit below 2⁵³.
 */
export const OFFSETS_PER_PARTITION = 2 ** 40

const mark: SchemaMark = { applicationId: 0x474c4c47, version: 2, table: 'partitions' }

/** Makes the schema in one transaction. Error `store_unavailable`: not our file, a newer one, a damaged one. */
export function createSchema(db: Database, file: string): void {
  try {
    checkSchema(db, file, mark)
    db.transaction(() => {
      makeTables(db)
      moveHeldMessages(db)
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
      id INTEGER PRIMARY KEY, key TEXT NOT NULL, value TEXT NOT NULL, published_at INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS held (
      id INTEGER PRIMARY KEY, due INTEGER NOT NULL, number INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS held_by_due ON held (due, id);
    CREATE TABLE IF NOT EXISTS positions (
      grp TEXT NOT NULL, number INTEGER NOT NULL, next_offset INTEGER NOT NULL, PRIMARY KEY (grp, number)) WITHOUT ROWID;
  `)
}

/** Until schema 2 a held-back message stood in its partition and held up those behind it. */
function moveHeldMessages(db: Database): void {
  const columns = db.prepare("SELECT name FROM pragma_table_info('messages')").pluck().all()
  if (!columns.includes('not_before')) return
  const now = Date.now()
  db.prepare(
    `INSERT INTO held (due, number, key, value)
     SELECT not_before, id / ${OFFSETS_PER_PARTITION}, key, value FROM messages WHERE not_before > ? ORDER BY id`,
  ).run(now)
  db.prepare('DELETE FROM messages WHERE not_before > ?').run(now)
  db.exec('ALTER TABLE messages DROP COLUMN not_before')
}
