import { compileClassifier, explainMatter, readModel, type ClassifierIndex } from '@guanlan/classify'
import type { ClassifiedArticle, Why } from '@guanlan/contracts'
import { unwrap } from '@guanlan/kernel'
import { createMutex, readModelFiles, ruleDesk, stateOfPublished, withPublished } from '@guanlan/runtime'
import { baseDictionary, createBoundaryFinder, createDictionarySegmenter, type BoundaryFinder } from '@guanlan/text'
import type { ApiDeps } from '../deps.js'

/** What the pages about rules work with beside the stores. Made ready when first asked for: most days nobody does. */
export interface RuleBench {
  /** Boundaries of the pinned dictionary; some 0.5 s and 50 MB the first time. */
  boundaries(): BoundaryFinder
  /** Why an article carries a matter or does not, by the rules in force now; null: no such matter. A second or two after each publication. */
  explain(article: ClassifiedArticle, matter: string): Promise<Why | null>
  /** One after the other: for what takes seconds. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
}

/** One for an api. */
export function createRuleBench({ office, recordStore }: Pick<ApiDeps, 'office' | 'recordStore'>): RuleBench {
  let finder: BoundaryFinder | undefined
  let made: { readonly state: string; readonly index: ClassifierIndex } | undefined
  const oneByOne = createMutex()
  const boundaries = (): BoundaryFinder => (finder ??= createBoundaryFinder(baseDictionary()))

  async function indexNow(): Promise<ClassifierIndex> {
    const published = await ruleDesk.latest(recordStore.records)
    const state = stateOfPublished(published)
    if (made?.state === state) return made.index
    const inForce = { ...office, matters: withPublished(office.matters, published) }
    const model = unwrap(readModel(readModelFiles()))
    const index = unwrap(compileClassifier(inForce, boundaries(), createDictionarySegmenter(), model))
    made = { state, index }
    return index
  }

  return {
    boundaries,
    explain: async (article, matter) => explainMatter(article, matter, await oneByOne(indexNow)),
    inTurn: createMutex(),
  }
}
