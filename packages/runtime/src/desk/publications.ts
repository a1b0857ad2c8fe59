import { AppError } from '@guanlan/kernel'
import type { Records } from '@guanlan/record-store'
import { z } from 'zod'

/** Publications kept of each thing. */
const MOST_KEPT = 50

/**
 * What the console publishes over the files (docs/adr/0009-published-rules.md): a fact holds the publications of one thing, newest first, 50 at most, of which the first is in
 * force. What an older version kept in another shape counts as nothing.
 */
export function publications<Publication extends { readonly version: number }>(schema: z.ZodType<Publication>) {
  const history = z.array(schema)
  const read = (value: unknown): Publication[] => history.safeParse(value).data ?? []
  return {
    read,

    /** Newest first. */
    async history(records: Records, fact: string): Promise<Publication[]> {
      return read(await records.facts.get(fact))
    },

    /**
     * Puts a publication on top, inside a transaction. `seen` is the version that the person saw; error `version_conflict` when
     * another stands there by now.
     */
    async publish(
      records: Records,
      fact: string,
      seen: number,
      publication: Omit<Publication, 'version'>,
    ): Promise<Publication[]> {
      const before = read(await records.facts.get(fact))
      if ((before[0]?.version ?? 0) !== seen) throw new AppError('version_conflict', '他人已先行发布，请核对后再发布')
      const all = [{ version: seen + 1, ...publication } as unknown as Publication, ...before].slice(0, MOST_KEPT)
      await records.facts.put(fact, all)
      return all
    },
  }
}
