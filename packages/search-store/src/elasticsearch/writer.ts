import { setImmediate as turn } from 'node:timers/promises'
import type { Client } from '@elastic/elasticsearch'
import type { SearchDocument } from '../document.js'
import type { Month } from '../months.js'
import type { PutOutcome } from '../port.js'
import type { CutWords } from '../text/words.js'
import { sendBulk, type BulkItem, type BulkResult } from './bulk.js'
import { entryOf, fieldsIn, type Entry, type Fields } from './entry.js'
import { reasonOf, storeError } from './failures.js'
import { findHomes } from './homes.js'
import type { Indices } from './indices.js'
import type { Names } from './names.js'
import { createTargets, type Target } from './targets.js'

export interface WriterParts {
  readonly client: Client
  readonly names: Names
  readonly indices: Indices
  readonly cut: CutWords
  /** This build's version of the mapping. */
  readonly generation: number
  /** How long what the engine puts off is tried again, ms. */
  readonly patience: number
}

/** Documents cut between two turns of the event loop: some 10 ms. */
const CUT_AT_ONCE = 50
/** Rounds for items whose index has to be made, or has gone meanwhile. */
const MOST_ROUNDS = 3

/**
 * Writes batches; outcomes come in the order of the documents. While an older generation is still the one that is
 * searched, everything goes to both. Errors: `store_full`, `search_unavailable`.
 */
export function createWriter(parts: WriterParts): (documents: readonly SearchDocument[]) => Promise<PutOutcome[]> {
  const { client, names, indices, cut } = parts
  const targets = createTargets(indices, parts.generation)

  return async (documents) => {
    try {
      const prepared = await prepare(documents, cut)
      const entries = prepared.flatMap((one) => ('outcome' in one ? [] : [one]))
      const homes = await homesOf(entries)
      const placed = entries.map((entry) => ({ ...entry, month: homes.get(entry.id) ?? entry.month }))
      const results = await write(placed)
      let next = 0
      return prepared.map((one) => ('outcome' in one ? one : outcomeOf(one.id, results[next++])))
    } catch (thrown) {
      throw storeError(thrown)
    }
  }

  async function homesOf(entries: readonly Entry[]): Promise<Map<string, Month>> {
    const ids = entries.map((entry) => entry.id)
    try {
      return await findHomes(client, names, ids)
    } catch (thrown) {
      if (reasonOf(thrown)?.type !== 'index_not_found_exception') throw thrown
      // The alias is gone with all that was behind it: somebody gave us an empty cluster.
      await indices.prepare()
      return findHomes(client, names, ids)
    }
  }

  /** Per entry what each generation said, the searched one first. */
  async function write(entries: readonly Entry[]): Promise<BulkResult[][]> {
    const said = entries.map((): BulkResult[] => [])
    for (const target of await targets.current()) {
      const results = await writeTo(target, entries)
      for (const [i, result] of results.entries()) if (result) said[i]?.push(result)
    }
    return said
  }

  /** null: the generation was given up meanwhile. */
  async function writeTo({ generation, fields }: Target, entries: readonly Entry[]): Promise<(BulkResult | null)[]> {
    const results: (BulkResult | null)[] = entries.map(() => null)
    let waiting = entries.map((entry, place) => ({ place, month: entry.month, item: itemOf(entry) }))
    for (let round = 0; waiting.length > 0 && round < MOST_ROUNDS; round += 1) {
      if (round > 0 && !(await targets.again()).some((target) => target.generation === generation)) return results
      const months = [...new Set(waiting.map(({ month }) => month))]
      for (const month of months) await targets.make(generation, month)
      const sent = await sendBulk(
        client,
        waiting.map(({ item }) => item),
        parts.patience,
      )
      const missing: typeof waiting = []
      for (const [i, one] of waiting.entries()) {
        const result = sent[i]
        if (result?.kind === 'missing') missing.push(one)
        else if (result) results[one.place] = result
      }
      waiting = missing
    }
    if (waiting.length > 0) throw new Error(`${names.index(generation, waiting[0]?.month ?? '')} keeps going away`)
    return results

    function itemOf({ id, version, month, fields: all }: Entry): BulkItem {
      const known: Fields = fields ? fieldsIn(all, fields) : all
      return { alias: names.writeAlias(names.index(generation, month)), id, version, source: JSON.stringify(known) }
    }
  }
}

async function prepare(documents: readonly SearchDocument[], cut: CutWords): Promise<(Entry | PutOutcome)[]> {
  const prepared: (Entry | PutOutcome)[] = []
  for (const document of documents) {
    if (prepared.length % CUT_AT_ONCE === CUT_AT_ONCE - 1) await turn()
    try {
      prepared.push(entryOf(document, cut))
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown)
      prepared.push({ id: document.id, outcome: 'rejected', reason })
    }
  }
  return prepared
}

/** What the searched generation said; but a document that any generation refuses is refused, or it would be lost there. */
function outcomeOf(id: string, results: readonly BulkResult[] = []): PutOutcome {
  const refused = results.find((result) => result.kind === 'rejected')
  if (refused) return { id, outcome: 'rejected', reason: refused.reason }
  return { id, outcome: results[0]?.kind === 'stale' ? 'stale' : 'written' }
}
