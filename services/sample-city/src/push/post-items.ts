import type { PushItem } from '@guanlan/contracts'

/** What became of one POST: `refused` will never be taken as it stands, `away` is worth another try. */
export type PostOutcome =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'away'; readonly reason: string }

/** Statuses that say that the content is at fault; all other failures may pass. */
const refusals = new Set([400, 413, 415, 422])

/** POST {apiUrl}/api/v1/items with a batch. Never throws: no connection and a broken answer are `away`. */
export async function postItems(apiUrl: string, items: readonly PushItem[], signal: AbortSignal): Promise<PostOutcome> {
  try {
    const response = await fetch(new URL('/api/v1/items', apiUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ items }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(15_000)]),
    })
    await response.body?.cancel()
    if (response.ok) return { kind: 'taken' }
    if (refusals.has(response.status)) return { kind: 'refused', status: response.status }
    return { kind: 'away', reason: `HTTP ${response.status}` }
  } catch (thrown) {
    return { kind: 'away', reason: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}
