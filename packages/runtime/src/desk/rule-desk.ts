import { publishedRulesSchema, type MatterConfig, type PublishedRules, type RuleTexts } from '@guanlan/contracts'
import type { Records } from '@guanlan/record-store'
import { publications } from './publications.js'

const prefix = 'matter-rules:'
const nameOf = (matter: string): string => `${prefix}${matter}`
const published = publications(publishedRulesSchema)

/**
 * Rules that the console published over those of the files, in the record store: each matter's publications, newest first, of
 * which the first is in force. The classifier looks for them again and again, and so do the pages that show rules.
 */
export const ruleDesk = {
  /** The last publication of each matter, by matter. */
  async latest(records: Records): Promise<Map<string, PublishedRules>> {
    const found = await records.facts.list<unknown>(prefix)
    const entries = [...found].map(([name, value]) => [name.slice(prefix.length), published.read(value)[0]] as const)
    return new Map(entries.flatMap(([matter, last]) => (last ? [[matter, last]] : [])))
  },

  /** Newest first, 50 at most. */
  async history(records: Records, matter: string): Promise<PublishedRules[]> {
    return published.history(records, nameOf(matter))
  },

  /**
   * Puts a publication on top, inside a transaction. `seen` is the version that the person saw; error `version_conflict` when
   * another stands there by now.
   */
  async publish(
    records: Records,
    matter: string,
    seen: number,
    publication: Omit<PublishedRules, 'version'>,
  ): Promise<PublishedRules[]> {
    return published.publish(records, nameOf(matter), seen, publication)
  },
}

/** What the file says of a matter's rules. */
export const textsOf = ({ rules, hints }: Pick<MatterConfig, 'rules' | 'hints'>): RuleTexts => ({
  rules: [...rules],
  hints: [...hints],
})

/** The matters of the files with what was published laid over them. Of matters that no file names any more nothing is left. */
export function withPublished<Matter extends Pick<MatterConfig, 'code' | 'rules' | 'hints'>>(
  matters: readonly Matter[],
  published: ReadonlyMap<string, PublishedRules>,
): Matter[] {
  return matters.map((matter) => {
    const texts = published.get(matter.code)?.texts
    return texts ? { ...matter, ...texts } : matter
  })
}

/** A name for a state of the published rules: the same exactly while nothing was published. */
export const stateOfPublished = (published: ReadonlyMap<string, PublishedRules>): string =>
  [...published]
    .map(([matter, { version }]) => `${matter}@${version}`)
    .sort()
    .join(' ')
