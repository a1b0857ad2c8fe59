import { randomBytes } from 'node:crypto'
import { silentLogger } from '@guanlan/kernel'
import type { SearchStoreUnderTest } from '@guanlan/search-store/contract'
import type { SearchStore } from '@guanlan/search-store'
import type { StoreTuning } from '../src/elasticsearch/elasticsearch-search-store.js'
import { openStore } from '../src/elasticsearch/elasticsearch-search-store.js'

/** A namespace of a test's own on a real cluster, and a plain hand on it. */
export interface Office extends SearchStoreUnderTest {
  readonly namespace: string
  readonly url: string
  /** Speaks to the cluster past the adapter. Paths begin with `/`. */
  request(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>
  /** Another store on the same namespace, closed at the end; `address`: another way to the same cluster. */
  open(tuning?: StoreTuning, address?: string): Promise<SearchStore>
}

/** Opens a store in a namespace of its own; `cleanUp` takes everything of it away again. */
export async function openOffice(url: string, tuning: StoreTuning = {}): Promise<Office> {
  const namespace = `t${randomBytes(6).toString('hex')}`
  const entity = `guanlan-${namespace}-articles`
  const stores: SearchStore[] = []
  const request = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const value = (await answer.json()) as Record<string, unknown>
    if (!answer.ok && answer.status !== 404) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`)
    return value
  }
  const open = async (own: StoreTuning = tuning, address: string = url): Promise<SearchStore> => {
    const store = await openStore({ url: address, namespace, logger: silentLogger }, own)
    stores.push(store)
    return store
  }
  return {
    namespace,
    url,
    request,
    open,
    store: await open(),
    settle: async () => void (await request('POST', `/${entity}-v*/_refresh`)),
    reopen: () => open(),
    async cleanUp() {
      for (const store of stores) await store.close()
      const names = Object.keys(await request('GET', `/${entity}-v*/_alias`))
      if (names.length > 0) await request('DELETE', `/${names.join(',')}`)
      for (const generation of [1, 2]) await request('DELETE', `/_index_template/${entity}-v${generation}`)
    },
  }
}
