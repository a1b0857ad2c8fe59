import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '@guanlan/kernel'
import { openDatabase } from '@guanlan/sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEmbeddedEventLog } from '../src/index.js'

let folder = ''
let file = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-opening-'))
  file = join(folder, 'log.db')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const open = () => openEmbeddedEventLog({ file, logger: silentLogger })

describe('opening the event log', () => {
  it('says of a file that is no database what to do', async () => {
    await writeFile(file, 'certainly no database, and long enough to have a header of a hundred bytes '.repeat(20))
    expect(open).toThrow(/已损坏，或不是数据库文件/)
  })

  it('leaves another program’s database, and what a newer version wrote, alone', async () => {
    const other = openDatabase(file)
    other.exec('CREATE TABLE messages (x)')
    other.close()
    expect(open).toThrow(/不是观澜的数据文件/)
    await rm(file)
    await open().close()
    const newer = openDatabase(file)
    newer.pragma('user_version = 99')
    newer.close()
    expect(open).toThrow(/更新版本/)
  })
})
