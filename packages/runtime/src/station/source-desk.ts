import { sourceSwitchSchema, sourceTrySchema, sourceVisitSchema } from '@guanlan/contracts'
import type { SourceSwitch, SourceTry, SourceVisit } from '@guanlan/contracts'
import type { Records } from '@guanlan/record-store'
import { z } from 'zod'

/** What a person asks of a source; a crawler takes it up within a second or two. `at` on the domain clock. */
export type SourceAsk =
  | { readonly kind: 'switch'; readonly by: string; readonly at: string; readonly on: boolean; readonly reason: string }
  | { readonly kind: 'fetch' | 'try'; readonly by: string; readonly at: string; readonly id: string }

/** Visits kept of each source. */
const MOST_VISITS = 30

const askPrefix = 'source-ask:'
const askName = (source: string, kind: SourceAsk['kind']): string => `${askPrefix}${source}:${kind}`
const switchPrefix = 'source-switch:'
const tryName = (source: string): string => `source-try:${source}`
const visitsName = (source: string): string => `source-visits:${source}`

/**
 * What stands between the page of a source and the crawlers, in the record store: only crawlers ask the web and write a
 * source's row, so the api leaves a wish here, and crawlers leave what came of it. Of one kind of wish and one source the last counts.
 */
export const sourceDesk = {
  async ask(records: Records, source: string, wish: SourceAsk): Promise<void> {
    await records.facts.put(askName(source, wish.kind), wish)
    if (wish.kind === 'try')
      await sourceDesk.keepTry(records, source, { id: wish.id, by: wish.by, at: wish.at } satisfies SourceTry)
  },

  /** All wishes that nobody has taken up, by source. */
  async asks(records: Records): Promise<{ readonly source: string; readonly ask: SourceAsk }[]> {
    const found = await records.facts.list<SourceAsk>(askPrefix)
    return [...found].map(([name, ask]) => ({ source: name.slice(askPrefix.length, name.lastIndexOf(':')), ask }))
  },

  /** Takes a wish up: true for one of those who try, and only while it is still this one. Inside a transaction. */
  async take(records: Records, source: string, { kind, at }: SourceAsk): Promise<boolean> {
    const name = askName(source, kind)
    const ask = await records.facts.get<SourceAsk>(name)
    if (ask?.at !== at) return false
    await records.facts.remove([name])
    return true
  },

  /** 立即抓取 that is still waiting. */
  waiting: (records: Records, source: string): Promise<SourceAsk | null> =>
    records.facts.get<SourceAsk>(askName(source, 'fetch')),

  /** Persons' switches, by source. */
  async switches(records: Records): Promise<Map<string, SourceSwitch>> {
    const found = await records.facts.list<unknown>(switchPrefix)
    const read = [...found].map(([name, value]) => [
      name.slice(switchPrefix.length),
      readable(sourceSwitchSchema, value),
    ])
    return new Map(read.filter((entry): entry is [string, SourceSwitch] => entry[1] !== null))
  },

  /** Keeps a person's switch; null = as the configuration says. */
  async keepSwitch(records: Records, source: string, switched: SourceSwitch | null): Promise<void> {
    const name = `${switchPrefix}${source}`
    await (switched ? records.facts.put(name, switched) : records.facts.remove([name]))
  },

  keepTry: (records: Records, source: string, tried: SourceTry): Promise<void> =>
    records.facts.put(tryName(source), tried),

  async tried(records: Records, source: string): Promise<SourceTry | null> {
    return readable(sourceTrySchema, await records.facts.get(tryName(source)))
  },

  async keepVisit(records: Records, source: string, visit: SourceVisit): Promise<void> {
    const before = await sourceDesk.visits(records, source)
    await records.facts.put(visitsName(source), [visit, ...before].slice(0, MOST_VISITS))
  },

  /** Newest first, 30 at most. */
  async visits(records: Records, source: string): Promise<SourceVisit[]> {
    return readable(z.array(sourceVisitSchema), await records.facts.get(visitsName(source))) ?? []
  },
}

/** What an older version kept in another shape counts as nothing. */
const readable = <T>(schema: z.ZodType<T>, value: unknown): T | null => schema.safeParse(value).data ?? null
