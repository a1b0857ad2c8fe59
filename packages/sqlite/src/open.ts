import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '@guanlan/kernel'
import { driver, type Database } from './driver.js'

export interface OpenOptions {
  readonly readonly?: boolean
  /** Most pages the file may grow to: how tests fill a disk without filling one. */
  readonly maxPages?: number
}

/**
 * Opens (and creates) a database file with the settings every store of ours wants: WAL, `synchronous=FULL` so that a
 * power cut loses nothing that was committed (measured: it costs 4 % at batches of 256), foreign keys, 5 s busy wait.
 * Errors: `folder_unwritable` (folder or file cannot be written), `data_in_use` (locked by another process),
 * `store_unavailable` (damaged, or no database).
 */
export function openDatabase(file: string, options: OpenOptions = {}): Database {
  let opened: Database | undefined
  try {
    if (file !== ':memory:' && !options.readonly) mkdirSync(dirname(file), { recursive: true })
    const db = new (driver())(file, { readonly: options.readonly ?? false, timeout: 5_000 })
    opened = db
    if (!options.readonly) {
      db.pragma('journal_mode = WAL')
      db.pragma('synchronous = FULL')
      db.pragma('wal_autocheckpoint = 2000')
    }
    db.pragma('foreign_keys = ON')
    db.pragma('cache_size = -32768')
    db.pragma('temp_store = MEMORY')
    if (options.maxPages) db.pragma(`max_page_count = ${Math.floor(options.maxPages)}`)
    return db
  } catch (cause) {
    opened?.close()
    throw storeError(cause, file)
  }
}

const codes: readonly (readonly [RegExp, 'store_full' | 'data_in_use' | 'folder_unwritable'])[] = [
  [/^(SQLITE_FULL|ENOSPC)$/, 'store_full'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/, 'data_in_use'],
  [/^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|EACCES|EROFS|EPERM|ENOTDIR|EEXIST)/, 'folder_unwritable'],
]

/** What SQLite or the file system threw, as an error of the closed list; what is unknown becomes `store_unavailable`. */
export function storeError(thrown: unknown, file = ''): AppError {
  if (thrown instanceof AppError) return thrown
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const known = codes.find(([pattern]) => pattern.test(code))?.[1] ?? 'store_unavailable'
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code))
    return new AppError(
      known,
      `${file || '数据库'} 已损坏，或不是数据库文件（${message}）。请停止观澜，把它移走并从备份恢复，或换一个数据目录（--data DIR）。`,
      { sqlite: code },
      { cause: thrown },
    )
  const said = known === 'store_full' ? `磁盘空间不足，写入已暂停，腾出空间后自动继续（${message}）` : message
  return new AppError(known, file ? `${file}: ${said}` : said, { sqlite: code }, { cause: thrown })
}

/**
 * Takes a folder for this process alone, until it ends in whatever way: the lock is the operating system's on an open
 * transaction, so that a killed process leaves none behind. Errors: `data_in_use`, `folder_unwritable`.
 */
export function lockFolder(folder: string): { release(): void } {
  const file = join(folder, 'lock')
  let opened: Database | undefined
  try {
    mkdirSync(folder, { recursive: true })
    const db = new (driver())(file, { timeout: 1_500 })
    opened = db
    db.pragma('journal_mode = DELETE')
    db.exec('BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS held (x)')
    return { release: () => db.close() }
  } catch (cause) {
    opened?.close()
    throw storeError(cause, file)
  }
}
