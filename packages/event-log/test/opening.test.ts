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

  it('lets what the first schema held back in its partition wait beside the log, and stand in nobody’s way', async () => {
    const log = open()
    await log.ensureTopics([{ name: 't.v1', partitions: 1, retentionDays: 1 }])
    await log.publish('t.v1', [{ key: 'k', value: 'past' }])
    await log.close()
    const old = openDatabase(file)
    old.exec('ALTER TABLE messages ADD COLUMN not_before INTEGER')
    const base = old.prepare('SELECT id FROM messages').pluck().get() as number
    const insert = old.prepare('INSERT INTO messages (id, key, value, published_at, not_before) VALUES (?, ?, ?, ?, ?)')
    const due = Date.now() + 400
    insert.run(base + 1, 'k', 'held', Date.now(), due)
    insert.run(base + 2, 'k', 'free', Date.now(), null)
    old.exec('UPDATE partitions SET next_offset = 3')
    old.pragma('user_version = 1')
    old.close()

    const moved = open()
    const values = async () => (await moved.read('t.v1', { limit: 10 })).map((message) => message.value)
    expect(await values()).toEqual(['past', 'free'])
    await expect.poll(values, { timeout: 3_000 }).toEqual(['past', 'free', 'held'])
    expect(Date.now()).toBeGreaterThanOrEqual(due)
    await moved.close()
  })
})
