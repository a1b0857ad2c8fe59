import { randomBytes } from 'node:crypto'
import { testServers } from '@guanlan/testkit'
import { afterEach, expect, it, vi } from 'vitest'
import { reindex } from '../src/commands/reindex.js'

const namespace = `t${randomBytes(6).toString('hex')}`
afterEach(() => vi.unstubAllEnvs())

it('says that there is nothing to copy where the mapping is the same', async () => {
  const url = testServers().elasticsearchUrl
  vi.stubEnv('SEARCH_STORE', 'elasticsearch')
  vi.stubEnv('ELASTICSEARCH_URL', url)
  vi.stubEnv('GUANLAN_NAMESPACE', namespace)
  const lines = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    expect(await reindex.run([])).toBe(0)
    expect(lines.mock.calls.flat()).toEqual([expect.stringContaining('没有需要复制的')])
  } finally {
    lines.mockRestore()
    await fetch(`${url}/guanlan-${namespace}-articles-v1-base`, { method: 'DELETE' })
    await fetch(`${url}/_index_template/guanlan-${namespace}-articles-v1`, { method: 'DELETE' })
  }
})

it('refuses where the index is embedded, for nothing has to be rebuilt there', async () => {
  vi.stubEnv('SEARCH_STORE', 'embedded')
  await expect(reindex.run([])).rejects.toMatchObject({ code: 'usage' })
})
