import { toMs } from '@guanlan/kernel'
import { hashText } from '../hash.js'
import type { TopicItem } from '../item.js'
import { featureBags, namesIn, type Bags } from './bags.js'
import type { DocumentFrequency, TermTable } from './document-frequency.js'
import { bagOf, type Bag, type Vector } from './vector.js'

/** An item as it is compared with others. */
export interface ItemFeatures {
  readonly bags: Bags
  readonly words: Vector
  /** Words outside names. */
  readonly plain: Vector
  readonly titlePairs: Vector
  readonly bodyPairs: Vector
  readonly names: Vector
  readonly titleGrams: Vector
  /** Matters with their scores, and half as much for their domain: near matters of one domain agree a little. */
  readonly issues: Vector
  readonly titleNamed: boolean
  /** Names in the text and places found by the classifier: the gazetteer knows what no ending betrays. */
  readonly nameTexts: readonly string[]
  readonly places: readonly string[]
  /** Epoch ms. */
  readonly published: number
}

/** Item → features, its terms entered in the tables of `frequency`. */
export function featuresOf(item: TopicItem, frequency: DocumentFrequency): ItemFeatures {
  const names = namesIn(item)
  const bags = featureBags(item, names)
  const known = (bag: Bag, table: TermTable): Vector => ({ ...bag, slots: table.slotsOf(bag.keys) })
  return {
    bags,
    words: known(bags.words, frequency.words),
    plain: known(bags.plain, frequency.words),
    titlePairs: known(bags.titlePairs, frequency.pairs),
    bodyPairs: known(bags.bodyPairs, frequency.pairs),
    names: known(bags.names, frequency.pairs),
    titleGrams: known(bags.titleGrams, frequency.grams),
    issues: issuesOf(item),
    titleNamed: names.some(({ full }) => item.title.includes(full)),
    nameTexts: [...new Set([...names.map(({ full }) => full), ...item.places.map(({ name }) => name)])],
    places: item.places.map(({ code }) => code),
    published: toMs(item.published),
  }
}

function issuesOf(item: TopicItem): Vector {
  const issues = new Map<number, number>()
  const note = (key: string, score: number) => {
    const hash = hashText(key)
    issues.set(hash, Math.max(issues.get(hash) ?? 0, score))
  }
  for (const { code, domain, score } of item.matters) {
    note(`matter:${code}`, score)
    if (domain !== null) note(`domain:${domain}`, score / 2)
  }
  const bag = bagOf(issues)
  return { ...bag, slots: new Int32Array(bag.keys.length) }
}
