import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@guanlan/sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEmbeddedSearchStore } from '../src/index.js'

let folder = ''
let file = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-opening-'))
  file = join(folder, 'search.db')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const open = () => openEmbeddedSearchStore({ file, worker: false })

describe('opening the embedded search store', () => {
  it('says of a file that is no database what to do', async () => {
    await writeFile(file, 'certainly no database, and long enough to have a header of a hundred bytes '.repeat(20))
    await expect(open()).rejects.toThrow(/已损坏，或不是数据库文件/)
  })

  it('leaves another program’s database, and what a newer version wrote, alone', async () => {
    const other = openDatabase(file)
    other.exec('CREATE TABLE messages (x)')
    other.close()
    await expect(open()).rejects.toThrow(/不是观澜的数据文件/)
    await rm(file)
    await (await open()).close()
    const newer = openDatabase(file)
    newer.pragma('user_version = 99')
    newer.close()
    await expect(open()).rejects.toThrow(/更新版本/)
  })

  it('goes on with a file that was written before files were marked', async () => {
    await (await open()).close()
    const unmarked = openDatabase(file)
    unmarked.pragma('application_id = 0')
    unmarked.close()
    const store = await open()
    expect(await store.health()).toBeNull()
    await store.close()
  })
})
