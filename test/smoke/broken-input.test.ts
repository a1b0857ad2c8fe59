import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { topicOf, type SourceState } from '@guanlan/contracts'
import { freshFolder, runGuanlan, startGuanlan, until, type GuanlanProcess } from '@guanlan/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveHostileWeb } from './hostile-web.js'
import { openStoresOf } from './outcome.js'

const tricks = ['well', 'malformed', 'huge', 'endless', 'silent', 'loop', 'inward', 'gone'] as const

let web: Awaited<ReturnType<typeof serveHostileWeb>>
let folder: Awaited<ReturnType<typeof freshFolder>>
let config: Awaited<ReturnType<typeof freshFolder>>
let guanlan: GuanlanProcess
beforeAll(async () => {
  web = await serveHostileWeb()
  folder = await freshFolder('broken')
  config = await freshFolder('broken-config')
  mkdirSync(join(config.path, 'sources'))
  for (const trick of tricks)
    writeFileSync(
      join(config.path, 'sources', `${trick}.yaml`),
      JSON.stringify({
        id: trick,
        name: trick,
        kind: 'feed',
        url: `http://${web.address}/${trick}.xml`,
        every: '2s',
        hostDelay: '5ms',
      }),
    )
  writeFileSync(join(config.path, 'sources', 'push.yaml'), JSON.stringify({ id: 'push', name: '推送', kind: 'push' }))
  writeFileSync(
    join(config.path, 'fetcher.yaml'),
    JSON.stringify({ allow_private: [web.address], totalTimeout: '2s', firstByteTimeout: '1s' }),
  )
  guanlan = await startGuanlan({ data: folder.path, args: ['--sample', 'off', '--config', config.path] })
})
afterAll(async () => {
  await guanlan.stop()
  await web.close()
  await folder.remove()
  await config.remove()
})

describe('broken input', () => {
  it('makes the source unhealthy with its reason, while the others go on', async () => {
    const bad: Readonly<Record<string, readonly string[]>> = {
      malformed: ['feed_unreadable'],
      huge: ['fetch_too_large'],
      endless: ['fetch_timeout', 'fetch_too_large'],
      silent: ['fetch_timeout'],
      loop: ['too_many_redirects'],
      inward: ['address_refused'],
      gone: ['http_status'],
    }
    const states = await until(
      'every source to be judged',
      async () => {
        const { items } = await guanlan.get<{ items: SourceState[] }>('/api/v1/sources?limit=200')
        const byId = new Map(items.map((state) => [state.source, state]))
        return tricks.every((id) => id === 'well' || byId.get(id)?.problem) && byId.get('well')?.health === 'healthy'
          ? byId
          : null
      },
      60_000,
    )
    for (const [id, codes] of Object.entries(bad)) {
      expect(codes).toContain(states.get(id)?.problem?.code)
      expect(states.get(id)?.health).not.toBe('healthy')
      expect(states.get(id)?.problem?.message).toMatch(/[\u4e00-\u9fff]/)
    }
    expect(states.get('well')?.counts.items).toBe(1)
    // Told, then classified, then indexed.
    await until('the one good item', async () => {
      const { total } = await guanlan.get<{ total: number }>('/api/v1/search')
      return total === 1 ? total : null
    })
  })

  it('sets bad events aside where they can be seen and replayed', async () => {
    const stores = await openStoresOf(folder.path)
    await stores.eventLog.publish(topicOf('article.collected'), [
      { key: 'bad', value: 'this is no event' },
      {
        key: 'bad',
        value: JSON.stringify({
          id: 'x',
          type: 'article.collected',
          v: 1,
          key: 'k',
          at: '2026-11-16T00:00:00.000Z',
          cause: null,
          trace: 't',
          live: true,
          body: { article: 7 },
        }),
      },
    ])
    await stores.close()
    const listed = await until('the dead letters', async () => {
      const { stdout } = await runGuanlan(['dlq', 'list', '--data', folder.path])
      return stdout.split('\n').filter((line) => line.startsWith('待处理')).length === 2 ? stdout : null
    })
    expect(listed).toContain('event_invalid')
    const id = /(classifier:\S+)/.exec(listed)?.[1] ?? ''
    const shown = JSON.parse((await runGuanlan(['dlq', 'show', id, '--data', folder.path])).stdout) as { value: string }
    expect(shown.value).toMatch(/no event|article\.collected/)
    expect((await runGuanlan(['dlq', 'replay', id, '--data', folder.path])).code).toBe(0)
    // Still broken, so it comes back; the rest of the river has gone on all the while.
    await until('the replayed one to be set aside again', async () => {
      const { stdout } = await runGuanlan(['dlq', 'list', '--data', folder.path])
      return stdout.includes('已重放') && stdout.split('\n').filter((line) => line.startsWith('待处理')).length === 2
    })
    const pushed = await guanlan.post('/api/v1/items', {
      id: 'p1',
      source: 'push',
      title: '之后的一条',
      body: '一切照常。',
    })
    expect(pushed.status).toBeLessThan(300)
    await until('the river to go on', async () => (await guanlan.get<{ total: number }>('/api/v1/search')).total === 2)
    expect((await runGuanlan(['dlq', 'show', 'none', '--data', folder.path])).code).toBe(2)
  })

  it('answers bad requests with problem+json and a code of the closed list', async () => {
    const ask = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(new URL(path, guanlan.url), init)
      expect(response.headers.get('content-type')).toContain('application/problem+json')
      const problem = (await response.json()) as { code: string; status: number; title: string }
      expect(problem.status).toBe(response.status)
      expect(problem.title).toMatch(/[\u4e00-\u9fff]/)
      return [response.status, problem.code]
    }
    const json = { 'content-type': 'application/json' }
    expect(await ask('/api/v1/nothing')).toEqual([404, 'not_found'])
    expect(await ask('/api/v1/tickets/none')).toEqual([404, 'not_found'])
    expect(await ask('/api/v1/alerts?limit=9999')).toEqual([400, 'bad_request'])
    expect(await ask('/api/v1/alerts?cursor=%21')).toEqual([400, 'cursor_invalid'])
    expect(await ask('/api/v1/search?q=%28%E6%AC%A0%E8%96%AA')).toEqual([400, 'query_invalid'])
    expect(await ask('/api/v1/items', { method: 'POST', headers: json, body: '{broken' })).toEqual([400, 'bad_request'])
    expect(await ask('/api/v1/items', { method: 'POST', headers: json, body: JSON.stringify({ id: 'x' }) })).toEqual([
      400,
      'bad_request',
    ])
    expect(
      await ask('/api/v1/items', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' }),
    ).toEqual([415, 'unsupported_media_type'])
  })
})
