import { topicAskSchema, topicDetailSchema } from '@guanlan/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { as, NOW, openApi, seedAlert, topicOfMatter, type OpenApi } from './harness.js'

let api: OpenApi
beforeEach(async () => {
  api = await openApi()
  await seedAlert(api)
  await api.deps.recordStore.transaction((records) =>
    records.topics.putMany([
      topicOfMatter({ topic: 'topic-2', members: ['b1'], medoid: 'b1', items: 1 }),
      topicOfMatter({ topic: 'topic-3', members: [], items: 0, redirect: 'topic-2' }),
    ]),
  )
})
afterEach(() => api.close())

const act = (id: string, kind: 'merge' | 'split', body: object, headers = as('analyst', '沈月')) =>
  api.post(`/api/v1/topics/${id}/${kind}`, body, headers)
const merge = { version: 1, into: 'topic-2', reason: '同一家食堂' }
const split = { version: 1, items: ['a2'], reason: '另一所学校' }
/** What the detector is told to do. */
const timers = () => api.deps.recordStore.records.timers.due('topic-detector', NOW, 10)

describe('a merge or split of topics by a person', () => {
  it('is left for the detector with who, when and why, and is shown while it waits', async () => {
    const answer = await act('topic-1', 'merge', merge)
    expect(answer.statusCode).toBe(200)
    const ask = topicAskSchema.parse(answer.json())
    expect(ask).toMatchObject({
      kind: 'merge',
      topic: 'topic-1',
      into: 'topic-2',
      at: NOW,
      by: { role: 'analyst', name: '沈月' },
      reason: '同一家食堂',
    })
    expect(await timers()).toMatchObject([{ due: NOW, payload: ask }])
    const detail = topicDetailSchema.parse((await api.get('/api/v1/topics/topic-1')).json())
    expect(detail.asked).toEqual(ask)
    expect((await api.get('/api/v1/topics/topic-2')).json().asked).toBeNull()
  })

  it('names the articles of a split once each, in one order', async () => {
    const answer = await act('topic-1', 'split', { ...split, items: ['a2', 'a2'] }, as('duty'))
    expect(answer.json()).toMatchObject({ kind: 'split', items: ['a2'] })
    expect(await timers()).toHaveLength(1)
  })

  it('is one at a time for each topic, on either side of a merge', async () => {
    await act('topic-1', 'merge', merge)
    for (const second of [
      await act('topic-1', 'split', split),
      await act('topic-2', 'merge', { ...merge, into: 'topic-1' }),
    ]) {
      expect([second.statusCode, second.json().code]).toEqual([409, 'transition_refused'])
      expect(second.json().current).toMatchObject({ topic: 'topic-1' })
    }
    expect(await timers()).toHaveLength(1)
  })

  it.each([
    ['an older version', 'topic-1', 'merge', { ...merge, version: 2 }, 409, 'version_conflict'],
    ['a topic that is gone into another', 'topic-3', 'merge', merge, 409, 'transition_refused'],
    [
      'a target that is gone into another',
      'topic-1',
      'merge',
      { ...merge, into: 'topic-3' },
      409,
      'transition_refused',
    ],
    ['a target that is not there', 'topic-1', 'merge', { ...merge, into: 'nowhere' }, 404, 'not_found'],
    ['itself', 'topic-1', 'merge', { ...merge, into: 'topic-1' }, 400, 'bad_request'],
    ['a topic that is not there', 'nowhere', 'split', split, 404, 'not_found'],
    ['articles of another topic', 'topic-1', 'split', { ...split, items: ['a1', 'b1'] }, 400, 'bad_request'],
    ['all articles', 'topic-1', 'split', { ...split, items: ['a1', 'a2'] }, 400, 'bad_request'],
    ['no article', 'topic-1', 'split', { ...split, items: [] }, 400, 'bad_request'],
    ['no reason', 'topic-1', 'split', { ...split, reason: ' ' }, 400, 'bad_request'],
    ['no version', 'topic-1', 'merge', { into: 'topic-2', reason: '同一家食堂' }, 400, 'bad_request'],
  ] as const)('is refused for %s', async (_what, id, kind, body, status, code) => {
    const answer = await act(id, kind, body)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    if (status === 409) expect(answer.json().current).toMatchObject({ topic: expect.any(String) })
    expect(await timers()).toEqual([])
  })

  it('is for duty officers and analysts', async () => {
    const clerk = await act('topic-1', 'merge', merge, as('clerk', '王五', 'jyj'))
    expect([clerk.statusCode, clerk.json().code]).toEqual([403, 'not_allowed'])
    expect((await act('topic-1', 'merge', merge, {})).statusCode).toBe(401)
  })

  it('acts once for one idempotency key', async () => {
    const headers = { ...as('duty'), 'idempotency-key': 'merge-1' }
    const first = await act('topic-1', 'merge', merge, headers)
    api.setNow('2026-11-20T08:05:00.000Z')
    const second = await act('topic-1', 'merge', merge, headers)
    expect(second.json()).toEqual(first.json())
    expect(await timers()).toHaveLength(1)
    const other = await act('topic-1', 'merge', { ...merge, reason: '别的理由' }, headers)
    expect(other.json().code).toBe('idempotency_conflict')
  })
})
