import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '@guanlan/kernel'
import { openDatabase } from '@guanlan/sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEmbeddedRecordStore } from '../src/index.js'

let folder = ''
let file = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-opening-'))
  file = join(folder, 'records.db')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const open = (maxPages?: number) =>
  openEmbeddedRecordStore({ file, logger: silentLogger, ...(maxPages ? { maxPages } : {}) })

describe('opening the record store', () => {
  it('makes the whole schema or nothing of it: a first start that broke off in the middle leaves a folder that starts', async () => {
    await expect(open(8)).rejects.toMatchObject({ code: 'store_full' })
    const store = await open()
    await store.transaction((records) => records.facts.put('a', 1))
    expect(await store.records.facts.get('a')).toBe(1)
    await store.close()
  })

  it('says of a file that is no database, or a damaged one, what to do', async () => {
    await writeFile(file, 'certainly no database, and long enough to have a header of a hundred bytes '.repeat(20))
    await expect(open()).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringMatching(/已损坏，或不是数据库文件/),
    })
    await rm(file)
    await (await open()).close()
    const bytes = await readFile(file)
    bytes.fill(0x5a, 4_096)
    await writeFile(file, bytes)
    await expect(open()).rejects.toMatchObject({ code: 'store_unavailable', message: expect.stringMatching(/已损坏/) })
  })

  it('leaves another program’s database alone', async () => {
    const other = openDatabase(file)
    other.exec('CREATE TABLE facts (x)')
    other.close()
    await expect(open()).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringMatching(/不是观澜的数据文件/),
    })
    const left = openDatabase(file)
    expect(left.prepare('SELECT count(*) AS n FROM sqlite_master').get()).toEqual({ n: 1 })
    left.close()
  })

  it('does not touch what a newer version wrote', async () => {
    await (await open()).close()
    const newer = openDatabase(file)
    newer.pragma('user_version = 99')
    newer.close()
    await expect(open()).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringMatching(/更新版本/),
    })
  })

  it('goes on with a file from before files were marked', async () => {
    const store = await open()
    await store.transaction((records) => records.facts.put('a', 1))
    await store.close()
    const old = openDatabase(file)
    old.pragma('application_id = 0')
    old.pragma('user_version = 0')
    old.close()
    const again = await open()
    expect(await again.records.facts.get('a')).toBe(1)
    await again.close()
  })
})
