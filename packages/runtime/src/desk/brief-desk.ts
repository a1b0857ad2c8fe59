import { keptBriefSchema, type KeptBrief } from '@guanlan/contracts'
import type { Records } from '@guanlan/record-store'
import { publications } from './publications.js'

const published = publications(keptBriefSchema)
const prefix = 'brief:'

/** 日报 in the record store: of each day (`2026-11-22`, Beijing time) what persons kept, newest first, 50 at most. */
export const briefDesk = {
  history: (records: Records, day: string): Promise<KeptBrief[]> => published.history(records, prefix + day),

  /** Newest kept brief of those of `days` that have one, by day. */
  async newest(records: Records, days: readonly string[]): Promise<Map<string, KeptBrief>> {
    const facts = await records.facts.getMany<unknown>(days.map((day) => prefix + day))
    return new Map(
      days.flatMap((day) => {
        const [last] = published.read(facts.get(prefix + day))
        return last ? [[day, last] as const] : []
      }),
    )
  },

  /** Inside a transaction; `seen` is the version that the person saw. Error `version_conflict`. */
  keep: (records: Records, day: string, seen: number, brief: Omit<KeptBrief, 'version'>): Promise<KeptBrief[]> =>
    published.publish(records, prefix + day, seen, brief),
}
