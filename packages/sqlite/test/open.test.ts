import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '@guanlan/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, storeError } from '../src/index.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-sqlite-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** Root may write everywhere: as root, `work` runs as nobody. */
function withoutPrivilege(work: () => void): void {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid?.('nobody')
  try {
    work()
  } finally {
    process.seteuid?.(0)
  }
}

const refusal = (code: string, file: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(file) })
const pragma = (db: ReturnType<typeof openDatabase>, name: string) => db.pragma(name, { simple: true })

describe('an opened database', () => {
  it('makes its folder and loses nothing that was committed: write-ahead log, full sync, foreign keys', () => {
    const db = openDatabase(join(folder, 'a', 'b', 'x.db'))
    expect(pragma(db, 'journal_mode')).toBe('wal')
    // 2 = FULL
    expect(pragma(db, 'synchronous')).toBe(2)
    expect(pragma(db, 'foreign_keys')).toBe(1)
    db.close()
  })

  it('may live in memory alone, without a file', () => {
    const db = openDatabase(':memory:')
    db.exec('CREATE TABLE t (x)')
    expect(db.memory).toBe(true)
    db.close()
  })

  it('grows to the given number of pages and then says that the disk is full', () => {
    const db = openDatabase(join(folder, 'small.db'), { maxPages: 8 })
    db.exec('CREATE TABLE t (x)')
    const fill = () => {
      for (let i = 0; i < 50; i += 1) db.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(3_000))
    }
    expect(() => {
      try {
        fill()
      } catch (error) {
        throw storeError(error, 'small.db')
      }
    }).toThrow(refusal('store_full', 'small.db'))
    db.close()
  })

  it('shares a file with readers, who cannot write', () => {
    const file = join(folder, 'shared.db')
    const writer = openDatabase(file)
    writer.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)')
    const reader = openDatabase(file, { readonly: true })
    expect(reader.prepare('SELECT x FROM t').pluck().get()).toBe(1)
    expect(() => reader.exec('INSERT INTO t VALUES (2)')).toThrow(/readonly/)
    reader.close()
    writer.close()
  })
})

describe('opening refuses', () => {
  it('a folder that is a file, naming it', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    expect(() => openDatabase(join(file, 'deeper', 'x.db'))).toThrow(refusal('folder_unwritable', file))
    expect(() => openDatabase(join(file, 'x.db'))).toThrow(refusal('folder_unwritable', file))
  })

  it('a file that is a folder, naming it', async () => {
    const path = join(folder, 'x.db')
    await mkdir(path)
    expect(() => openDatabase(path)).toThrow(refusal('folder_unwritable', path))
  })

  it('a folder without the right to write', async () => {
    const locked = join(folder, 'locked')
    await mkdir(locked)
    await chmod(locked, 0o555)
    await chmod(folder, 0o755)
    withoutPrivilege(() => {
      expect(() => openDatabase(join(locked, 'x.db'))).toThrow(refusal('folder_unwritable', locked))
      expect(() => openDatabase(join(locked, 'deeper', 'x.db'))).toThrow(refusal('folder_unwritable', locked))
    })
  })

  it('to read a file that is not there, and makes none', () => {
    const file = join(folder, 'missing.db')
    expect(() => openDatabase(file, { readonly: true })).toThrow(refusal('folder_unwritable', file))
    expect(() => openDatabase(file, { readonly: true })).toThrow(AppError)
  })

  it('a file that is no database', async () => {
    const file = join(folder, 'text.db')
    await writeFile(file, '这不是数据库。'.repeat(200))
    expect(() => openDatabase(file)).toThrow(refusal('store_unavailable', file))
  })
})

describe('a store’s error', () => {
  const thrown = (code: string) => Object.assign(new Error('as the driver says'), { code })

  it.each([
    ['SQLITE_FULL', 'store_full'],
    ['SQLITE_BUSY', 'data_in_use'],
    ['SQLITE_BUSY_SNAPSHOT', 'data_in_use'],
    ['SQLITE_LOCKED', 'data_in_use'],
    ['SQLITE_READONLY_DIRECTORY', 'folder_unwritable'],
    ['SQLITE_CANTOPEN', 'folder_unwritable'],
    ['EACCES', 'folder_unwritable'],
    ['EROFS', 'folder_unwritable'],
    ['EEXIST', 'folder_unwritable'],
    ['ENOSPC', 'store_full'],
    ['SQLITE_CORRUPT', 'store_unavailable'],
    ['SQLITE_IOERR_READ', 'store_unavailable'],
  ])('%s is %s, with the driver’s code and the cause kept', (driver, code) => {
    const cause = thrown(driver)
    expect(storeError(cause, 'x.db')).toMatchObject({
      code,
      message: expect.stringMatching(/^x\.db.*as the driver says/),
      details: { sqlite: driver },
      cause,
    })
  })

  it('says what it can of what is no error at all', () => {
    expect(storeError('broken')).toMatchObject({
      code: 'store_unavailable',
      message: 'broken',
      details: { sqlite: '' },
    })
  })

  it('leaves an error of ours alone', () => {
    const ours = new AppError('version_conflict', 'x')
    expect(storeError(ours, 'x.db')).toBe(ours)
  })
})
