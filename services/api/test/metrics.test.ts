import { AppError } from '@guanlan/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openApi, type OpenApi } from './harness.js'

let api: OpenApi
beforeEach(async () => {
  api = await openApi({ folder: '/' })
})
afterEach(() => api.close())
const metrics = async () => (await api.get('/metrics')).body

describe('/metrics of the api', () => {
  it('tells answers by method, route pattern and status, never by what was asked', async () => {
    await api.get('/api/v1/search?q=%E5%91%95%E5%90%90')
    await api.get('/api/v1/tickets/unknown-ticket')
    const text = await metrics()
    expect(text).toMatch(/guanlan_http_request_seconds_count\{method="GET",route="\/api\/v1\/search",status="200"\} 1/)
    expect(text).toMatch(/route="\/api\/v1\/tickets\/:id",status="404"\} 1/)
    expect(text).not.toContain('unknown-ticket')
    expect(text).not.toContain('呕吐')
  })

  it('tells how long searches took, and which failed for what', async () => {
    await api.get('/api/v1/search')
    await api.get('/api/v1/trends')
    Object.assign(api.deps.searchStore, {
      search: () => Promise.reject(new AppError('search_unavailable', 'away')),
      health: () => Promise.resolve(new Error('away')),
    })
    await api.get('/api/v1/search')
    const text = await metrics()
    expect(text).toMatch(/guanlan_search_seconds_count\{operation="search",outcome="ok"\} 1/)
    expect(text).toMatch(/guanlan_search_seconds_count\{operation="trends",outcome="ok"\} 1/)
    expect(text).toMatch(/guanlan_search_seconds_count\{operation="search",outcome="search_unavailable"\} 1/)
    expect(text).toMatch(/guanlan_store_up\{store="search-store"\} 0/)
  })

  it('measures the stores and the disk of the data folder', async () => {
    const text = await metrics()
    expect(text).toMatch(/^guanlan_store_up\{store="search-store"\} 1$/m)
    expect(text).toMatch(/^guanlan_disk_free_bytes \d+$/m)
    expect(text).toMatch(/^guanlan_stream_clients 0$/m)
  })
})
