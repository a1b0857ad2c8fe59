import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '@guanlan/kernel'
import { openEmbeddedRecordStore } from '@guanlan/record-store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadInForce } from '../src/in-force.js'

let data = ''
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'guanlan-in-force-'))
})
afterAll(() => rmSync(data, { recursive: true, force: true }))

describe('the configuration in force', () => {
  it('is that of the files alone where no sample city lives', async () => {
    const { office, origins } = await loadInForce({ data, sample: true })
    expect(office.fetcher.allow_private).toEqual([])
    expect([...origins.values()].some(({ layer }) => layer === 'sample')).toBe(false)
  })

  it('has exactly the sample’s own sources and addresses over it where one does, and says so; --sample off leaves them out', async () => {
    const store = await openEmbeddedRecordStore({ file: join(data, 'records.db'), logger: silentLogger })
    await store.transaction((records) =>
      records.facts.put('sample-city', { ports: { portal: 4001, dead: 4002 }, seed: 0 }),
    )
    await store.close()
    const files = await loadInForce({ data, sample: false })
    const { office, origins } = await loadInForce({ data, sample: true })
    expect(office.fetcher.allow_private).toEqual([
      ...files.office.fetcher.allow_private,
      '127.0.0.1:4001',
      '127.0.0.1:4002',
    ])
    const added = office.sources.filter(({ id }) => !files.office.sources.some((source) => source.id === id))
    expect(added.length).toBeGreaterThan(5)
    expect(added.every(({ id }) => origins.get(`sources[${id}]`)?.layer === 'sample')).toBe(true)
    expect(origins.get('fetcher.allow_private[127.0.0.1:4001]')).toEqual({ layer: 'sample' })
  })
})
