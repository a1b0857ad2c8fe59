import { toMs } from '@guanlan/kernel'
import { gramsOf, type GramSet } from '../copies/grams.js'
import { hashText } from '../hash.js'
import type { TopicItem } from '../item.js'
import { isPrecise } from '../places.js'
import { bagsOf, namesIn, readHead, type ReadHead } from './bags.js'
import type { CountedTerms, DocumentFrequency } from './document-frequency.js'
import { bagOf, type Bag } from './vector.js'

/** An item as it is compared with others. Slots and counts lie bag after bag (see Bags). */
export interface ItemFeatures extends CountedTerms {
  readonly counts: Float32Array
  readonly titleGrams: GramSet
  /** Matters with their scores, and half as much for their domain: near matters of one domain agree a little. */
  readonly issues: Bag
  readonly titleNamed: boolean
  /** Names in the text and places found by the classifier: the gazetteer knows what no ending betrays. */
  readonly nameTexts: readonly string[]
  readonly places: readonly string[]
  /** Epoch ms. */
  readonly published: number
}

/** Item → features. Its terms are held in the tables of `frequency` until they are released. */
export function featuresOf(
  item: TopicItem,
  frequency: DocumentFrequency,
  read: ReadHead = readHead(item),
): ItemFeatures {
  const names = namesIn(item)
  const bags = bagsOf(item, names, read)
  // The county is no trace: everything of an office lies in it.
  const placeNames = item.places.filter(({ code }) => isPrecise(code)).map(({ name }) => name)
  return {
    slots: frequency.acquire(bags),
    counts: bags.counts,
    ends: bags.ends,
    grams: read.grams,
    titleGrams: gramsOf(read.title),
    issues: issuesOf(item),
    titleNamed: names.some(({ full }) => item.title.includes(full)),
    nameTexts: [...new Set([...names.map(({ full }) => full), ...placeNames])],
    places: item.places.map(({ code }) => code),
    published: toMs(item.published),
  }
}

function issuesOf(item: TopicItem): Bag {
  const issues = new Map<number, number>()
  const note = (key: string, score: number) => {
    const hash = hashText(key)
    issues.set(hash, Math.max(issues.get(hash) ?? 0, score))
  }
  for (const { code, domain, score } of item.matters) {
    note(`matter:${code}`, score)
    if (domain !== null) note(`domain:${domain}`, score / 2)
  }
  return bagOf(issues)
}
