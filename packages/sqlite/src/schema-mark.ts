import { AppError } from '@guanlan/kernel'
import type { Database } from './driver.js'

/** Which of our databases a file is, and the newest schema that this build knows. Both stand in the file's header. */
export interface SchemaMark {
  /** `PRAGMA application_id`; never 0. */
  readonly applicationId: number
  /** `PRAGMA user_version`; grows with every change of the schema. */
  readonly version: number
  /** A table that only this database has: knows files that were written before marks were. */
  readonly table: string
}

/**
 * Refuses a file that is not this database (another program's, another of ours) or that a newer build wrote, before
 * anything is written to it. Error `store_unavailable`.
 */
export function checkSchema(db: Database, file: string, { applicationId, version, table }: SchemaMark): void {
  const found = Number(db.pragma('application_id', { simple: true }))
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[]
  const ours = found === applicationId || (found === 0 && (tables.length === 0 || tables.includes(table)))
  if (!ours) throw new AppError('store_unavailable', `${file} 不是观澜的数据文件。请换一个数据目录（--data DIR）。`)
  const written = Number(db.pragma('user_version', { simple: true }))
  if (written > version)
    throw new AppError(
      'store_unavailable',
      `${file} 由更新版本的观澜写成（格式 ${written}，此版本只认识到 ${version}）。请升级程序，或换一个数据目录（--data DIR）。`,
    )
}

/** Marks the file as this database at this schema; to be called in the transaction that makes the schema. */
export function markSchema(db: Database, { applicationId, version }: SchemaMark): void {
  db.pragma(`application_id = ${applicationId}`)
  db.pragma(`user_version = ${version}`)
}
