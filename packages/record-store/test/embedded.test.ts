import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '@guanlan/kernel'
import { expect, it } from 'vitest'
import { recordStoreContract } from '../src/contract.js'
import { openEmbeddedRecordStore } from '../src/index.js'

recordStoreContract(
  'embedded (SQLite)',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guanlan-records-'))
    let file = join(folder, 'records.db')
    const open = () => openEmbeddedRecordStore({ file, logger: silentLogger })
    let copies = 0
    return {
      open,
      async reopen(previous, how) {
        if (how === 'closed') {
          await previous.close()
          return open()
        }
        // A crash of this very process cannot be played with its lock still held: the files are copied as they lie.
        copies += 1
        const copy = join(folder, `copy${copies}.db`)
        for (const end of ['', '-wal', '-shm']) await cp(`${file}${end}`, `${copy}${end}`)
        file = copy
        return open()
      },
      cleanUp: () => rm(folder, { recursive: true, force: true }),
    }
  },
  { shared: false },
)

it('says that the disk is full, keeps what was committed, and goes on when there is room again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-records-full-'))
  const file = join(folder, 'records.db')
  const small = await openEmbeddedRecordStore({ file, logger: silentLogger, maxPages: 80 })
  let written = 0
  const fill = async () => {
    for (;;) {
      await small.transaction((records) => records.facts.put(`fact-${written}`, 'x'.repeat(3_000)))
      written += 1
    }
  }
  await expect(fill()).rejects.toMatchObject({ code: 'store_full' })
  expect(await small.health()).toMatchObject({ code: 'store_full' })
  await small.close()
  const roomy = await openEmbeddedRecordStore({ file, logger: silentLogger })
  expect(await roomy.records.facts.get(`fact-${written - 1}`)).toHaveLength(3_000)
  await roomy.transaction((records) => records.facts.put('room', true))
  expect(await roomy.records.facts.get('room')).toBe(true)
  await roomy.close()
  await rm(folder, { recursive: true, force: true })
})
