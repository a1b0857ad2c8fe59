import { Client } from '@elastic/elasticsearch'
import { afterEach, describe, expect, it } from 'vitest'
import { sendBulk } from '../src/elasticsearch/bulk.js'
import { startFakeEngine, type FakeAnswer } from './fake-engine.js'

const item = (id: string, source = '{}') => ({ alias: 'month-write', id, version: 1, source })
const idsIn = (text: string): string[] => [...text.matchAll(/"_id":"([^"]*)"/g)].map(([, id]) => id ?? '')
const failure = (status: number, type: string, reason = '') => ({ status, error: { type, reason } })

describe('bulk', () => {
  const ends: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const end of ends.splice(0)) await end()
  })
  async function engine(answer: (ids: string[], round: number) => FakeAnswer) {
    let round = 0
    const fake = await startFakeEngine(({ text }) => answer(idsIn(text), (round += 1)))
    const client = new Client({ node: fake.url })
    ends.push(() => client.close(), fake.close)
    return { client, requests: fake.requests }
  }
  /** An answer item by item. */
  const say = (ids: string[], what: (id: string) => object): FakeAnswer => ({
    body: { took: 1, errors: true, items: ids.map((id) => ({ index: { _id: id, ...what(id) } })) },
  })

  it('tells each item apart, in the order of the input', async () => {
    const said: Record<string, object> = {
      new: { status: 201 },
      old: failure(409, 'version_conflict_engine_exception'),
      bad: failure(400, 'strict_dynamic_mapping_exception', 'no such field'),
      gone: failure(404, 'index_not_found_exception'),
    }
    const { client, requests } = await engine((ids) => say(ids, (id) => said[id] ?? {}))
    expect(
      await sendBulk(
        client,
        ['bad', 'new', 'gone', 'old'].map((id) => item(id)),
        1_000,
      ),
    ).toEqual([
      { kind: 'rejected', reason: 'strict_dynamic_mapping_exception: no such field' },
      { kind: 'written' },
      { kind: 'missing' },
      { kind: 'stale' },
    ])
    expect(requests[0]?.text).toContain('"version_type":"external"')
  })

  it('sends again only what was put off', async () => {
    const { client, requests } = await engine((ids, round) =>
      say(ids, (id) =>
        id === 'busy' && round < 3 ? failure(429, 'es_rejected_execution_exception') : { status: 201 },
      ),
    )
    expect(await sendBulk(client, [item('a'), item('busy'), item('b')], 10_000)).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'written' })),
    )
    expect(requests.map(({ text }) => idsIn(text))).toEqual([['a', 'busy', 'b'], ['busy'], ['busy']])
  })

  it('sends a whole request again that failed on the way', async () => {
    const { client } = await engine((ids, round) => (round === 1 ? { status: 503 } : say(ids, () => ({ status: 200 }))))
    expect(await sendBulk(client, [item('a')], 10_000)).toEqual([{ kind: 'written' }])
  })

  it('gives up after its patience, and says why', async () => {
    const { client } = await engine((ids) => say(ids, () => failure(503, 'unavailable_shards_exception', 'no primary')))
    await expect(sendBulk(client, [item('a')], 500)).rejects.toMatchObject({
      code: 'search_unavailable',
      message: expect.stringContaining('no primary') as string,
    })
  })

  it.each([429, 403])('says at once that the disk is full, as %i has it', async (status) => {
    const block = failure(status, 'cluster_block_exception', 'disk usage exceeded flood-stage watermark')
    const { client, requests } = await engine((ids) => say(ids, () => block))
    await expect(sendBulk(client, [item('a')], 10_000)).rejects.toMatchObject({ code: 'store_full' })
    expect(requests).toHaveLength(1)
  })

  it('does not try again what its rights forbid', async () => {
    const { client, requests } = await engine(() => ({ status: 403, body: { error: failure(403, 'security').error } }))
    await expect(sendBulk(client, [item('a')], 10_000)).rejects.toMatchObject({ code: 'search_unavailable' })
    expect(requests).toHaveLength(1)
  })

  it('cuts requests at five megabytes, and again where the engine’s own limit is lower', async () => {
    const { client, requests } = await engine((ids) =>
      ids.length > 2 || ids[0] === 'huge' ? { status: 413, body: {} } : say(ids, () => ({ status: 201 })),
    )
    const big = JSON.stringify({ text: '字'.repeat(500_000) })
    const items = [...Array.from({ length: 8 }, (_, i) => item(`d${i}`, big)), item('huge', big)]
    const results = await sendBulk(client, items, 10_000)
    expect(results.map(({ kind }) => kind)).toEqual([...Array.from({ length: 8 }, () => 'written'), 'rejected'])
    expect(Math.max(...requests.map(({ text }) => Buffer.byteLength(text)))).toBeLessThan(5_000_000)
  })
})
