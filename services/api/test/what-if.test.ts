import { afterEach, beforeEach, expect, it } from 'vitest'
import { openApi, seedAlert, type OpenApi } from './harness.js'

let api: OpenApi
beforeEach(async () => {
  api = await openApi()
})
afterEach(() => api.close())

it('a topic’s level is reckoned anew with other inputs by the office’s weights, and nothing is written', async () => {
  await seedAlert(api, { topic: 'story-1' })
  const before = await api.deps.recordStore.records.feed.newest()
  const asIs = (await api.post('/api/v1/topics/story-1/what-if', {})).json()
  expect(asIs).toMatchObject({
    topic: 'story-1',
    inputs: { voices: 2, heat: 40, domain: 'food-drug', signals: [] },
    apart: [],
  })
  const inputs = { ...asIs.inputs, signals: ['poisoning'], voices12: 40, sources: 5 }
  const moved = (await api.post('/api/v1/topics/story-1/what-if', { inputs })).json()
  expect(moved.level).toBe('red')
  expect(moved.points).toBeGreaterThan(asIs.points)
  expect(moved.reasons.map(({ kind }: { kind: string }) => kind)).toEqual(
    expect.arrayContaining(['floor:poisoning', 'floor:grave']),
  )
  expect(await api.deps.recordStore.records.feed.newest()).toBe(before)
})

it('refuses inputs out of their range, and topics that there are not', async () => {
  await seedAlert(api, { topic: 'story-1' })
  const { inputs } = (await api.post('/api/v1/topics/story-1/what-if', {})).json()
  expect((await api.post('/api/v1/topics/story-1/what-if', { inputs: { ...inputs, negativity: 2 } })).statusCode).toBe(
    400,
  )
  expect((await api.post('/api/v1/topics/nowhere/what-if', {})).statusCode).toBe(404)
})
