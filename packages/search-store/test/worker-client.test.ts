import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { startEngineWorker } from '../src/embedded/worker-client.js'

const entry = fileURLToPath(new URL('./dying-worker.mjs', import.meta.url))

it('fails what a dying worker had in hand, and starts another for the next call', async () => {
  const worker = startEngineWorker({ file: ':memory:' }, entry)
  const [first] = await worker.call('get', [])
  const calls = await Promise.allSettled([worker.call('put', []), worker.call('check')])
  expect(calls.map((call) => call.status)).toEqual(['rejected', 'rejected'])
  await expect(Promise.reject(calls[0]?.status === 'rejected' ? calls[0].reason : null)).rejects.toMatchObject({
    code: 'search_unavailable',
  })
  const [second] = await worker.call('get', [])
  expect(second).not.toBe(first)
  await worker.close()
})
