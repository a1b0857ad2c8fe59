import { randomBytes } from 'node:crypto'
import type { RecordStore } from '@guanlan/record-store'

/** Salt of the hashed author names: made once, kept with the data, told to nobody. */
export async function voiceSalt(recordStore: RecordStore): Promise<string> {
  return recordStore.transaction(async (records) => {
    const kept = await records.facts.get<string>('voice-salt')
    if (kept) return kept
    const fresh = randomBytes(32).toString('hex')
    await records.facts.put('voice-salt', fresh)
    return fresh
  })
}
