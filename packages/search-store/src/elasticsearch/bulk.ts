import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@elastic/elasticsearch'
import { AppError } from '@guanlan/kernel'
import { errorFields, isFull, isPassing, reasonOf, refusedError, storeError, type EngineReason } from './failures.js'

/** One document on its way, already written as JSON. */
export interface BulkItem {
  /** Name that it is written by. */
  readonly alias: string
  readonly id: string
  readonly version: number
  readonly source: string
}

/** What became of it. `missing`: nothing has that name (any more). */
export type BulkResult =
  { readonly kind: 'written' | 'stale' | 'missing' } | { readonly kind: 'rejected'; readonly reason: string }

/** Bytes of one request; a single document may be larger. */
const MOST_BYTES = 5_000_000
const FIRST_PAUSE = 200
const LONGEST_PAUSE = 3_000

/**
 * Writes items, each for itself, in requests of at most 5 MB one after another. What the engine puts off (429, 5xx, no
 * answer) is sent again with growing random pauses until `patience` ms have gone by.
 * Errors: `store_full` and `search_unavailable`; then some of the items may have been written.
 */
export async function sendBulk(client: Client, items: readonly BulkItem[], patience: number): Promise<BulkResult[]> {
  const results: BulkResult[] = []
  const deadline = performance.now() + patience
  for (const part of inParts(items)) results.push(...(await sendPart(client, part, deadline)))
  return results
}

async function sendPart(client: Client, items: readonly BulkItem[], deadline: number): Promise<BulkResult[]> {
  const results = new Map<number, BulkResult>()
  let waiting = items.map((item, place) => ({ item, place }))
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    let trouble: Error | null = null
    const later: typeof waiting = []
    const answers = await sendOnce(
      client,
      waiting.map(({ item }) => item),
    )
    for (const [i, one] of waiting.entries()) {
      const answer = answers[i]
      if (answer && !(answer instanceof Error)) results.set(one.place, answer)
      else {
        trouble = answer ?? new Error('the engine left an item out')
        later.push(one)
      }
    }
    if (!trouble) return items.map((_, place) => results.get(place) ?? { kind: 'missing' })
    if (performance.now() + pause > deadline) throw storeError(trouble)
    waiting = later
    await sleep(pause * (0.5 + Math.random()))
  }
}

/** One request. An error in an item's place: try it again. Errors that more tries do not mend are thrown. */
async function sendOnce(client: Client, items: readonly BulkItem[]): Promise<(BulkResult | Error)[]> {
  const operations = items.flatMap(({ alias, id, version, source }) => [
    { index: { _index: alias, _id: id, version, version_type: 'external' as const, require_alias: true } },
    source,
  ])
  try {
    const answer = await client.bulk(
      { operations, filter_path: ['items.*.status', 'items.*.error'] },
      { maxRetries: 0 },
    )
    return answer.items.map((item) => {
      const { status = 0, error } = item.index ?? {}
      return resultOf({ status, ...errorFields(error) })
    })
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown
    const refused = reasonOf(thrown)
    if (refused?.status === 413) return sendHalves(client, items, refused)
    if (refused && (isFull(refused) || !isPassing(refused))) throw storeError(thrown)
    return items.map(() => storeError(thrown))
  }
}

/** The engine's own limit is lower than ours: halves, down to a document that is too large by itself. */
async function sendHalves(client: Client, items: readonly BulkItem[], refused: EngineReason) {
  if (items.length === 1) return [{ kind: 'rejected' as const, reason: `413 ${refused.reason}` }]
  const middle = Math.ceil(items.length / 2)
  return [...(await sendOnce(client, items.slice(0, middle))), ...(await sendOnce(client, items.slice(middle)))]
}

function resultOf(reason: EngineReason): BulkResult | Error {
  const { status, type } = reason
  if (status >= 200 && status < 300) return { kind: 'written' }
  if (status === 409) return { kind: 'stale' }
  if (type === 'index_not_found_exception') return { kind: 'missing' }
  if (isFull(reason)) throw refusedError(reason)
  if (isPassing(reason)) return refusedError(reason)
  if (status === 400) return { kind: 'rejected', reason: `${type}: ${reason.reason}` }
  throw refusedError(reason)
}

/** In order, each part below the limit or of one item. */
function* inParts(items: readonly BulkItem[]): Generator<BulkItem[]> {
  let part: BulkItem[] = []
  let bytes = 0
  for (const item of items) {
    // A line of instructions takes less than 250 bytes.
    const size = Buffer.byteLength(item.source) + 250
    if (part.length > 0 && bytes + size > MOST_BYTES) {
      yield part
      part = []
      bytes = 0
    }
    part.push(item)
    bytes += size
  }
  if (part.length > 0) yield part
}
