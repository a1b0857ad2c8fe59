import { keptBriefSchema, type KeptBrief } from '@guanlan/contracts'
import type { Records } from '@guanlan/record-store'
import { publications } from './publications.js'

const published = publications(keptBriefSchema)
const prefix = 'brief:'

/** 日报 in the record store: of each day (`2026-11-22`, Beijing time) what persons kept, newest first, 50 at most. */
export const briefDesk = {
  history: (records: Records, day: string): Promise<KeptBrief[]> => published.history(records, prefix + day),

  /** Newest kept brief by day. */
  async newest(records: Records): Promise<Map<string, KeptBrief>> {
    const found = new Map<string, KeptBrief>()
    for (const [fact, value] of await records.facts.list(prefix)) {
      const [last] = published.read(value)
      if (last) found.set(fact.slice(prefix.length), last)
    }
    return found
  },

  /** Inside a transaction; `seen` is the version that the person saw. Error `version_conflict`. */
  keep: (records: Records, day: string, seen: number, brief: Omit<KeptBrief, 'version'>): Promise<KeptBrief[]> =>
    published.publish(records, prefix + day, seen, brief),
}
