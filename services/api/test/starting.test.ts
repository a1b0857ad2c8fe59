import { expect, it, vi } from 'vitest'
import { buildApi } from '../src/index.js'
import { openApi } from './harness.js'

it('leaves nothing running when it cannot start: a process that goes on asking its store never ends', async () => {
  const api = await openApi()
  const { records } = api.deps.recordStore
  const reads = vi.spyOn(records.feed, 'after')
  await api.app.close()
  const broken = {
    ...api.deps,
    get consoleFiles(): string {
      throw new Error('no console')
    },
  }
  expect(await buildApi(broken).then(String, String)).toBe('Error: no console')
  reads.mockClear()
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(reads).not.toHaveBeenCalled()
  await api.close()
})
