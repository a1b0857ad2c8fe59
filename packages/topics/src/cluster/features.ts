import { comparable } from '../comparable.js'
import { gramsOf } from '../copies/grams.js'
import { hashText } from '../hash.js'
import type { TopicItem } from '../item.js'
import { featureBags, namesIn, type Bags } from './bags.js'
import { bagOf, type Bag } from './vector.js'

/** An item as it is compared with others. */
export interface ItemFeatures {
  readonly bags: Bags
  /** 3-grams of title and body. */
  readonly grams: Uint32Array
  /** Matters with their scores, and half as much for their domain: near matters of one domain agree a little. */
  readonly issues: Bag
  readonly titleNamed: boolean
  readonly names: readonly string[]
  readonly places: readonly string[]
  /** Epoch ms. */
  readonly published: number
}

/** How far into a body shared 3-grams are looked for. */
const gramReach = 1_500

/** Item → features. Places found by the classifier count as names, for the gazetteer knows what no ending betrays. */
export function featuresOf(item: TopicItem): ItemFeatures {
  const issues = new Map<number, number>()
  const note = (key: string, score: number) => {
    const hash = hashText(key)
    issues.set(hash, Math.max(issues.get(hash) ?? 0, score))
  }
  for (const { code, domain, score } of item.matters) {
    note(`matter:${code}`, score)
    if (domain !== null) note(`domain:${domain}`, score / 2)
  }
  const bags = featureBags(item)
  return {
    bags,
    grams: gramsOf(comparable(item.title), comparable(item.body.slice(0, gramReach))),
    issues: bagOf(issues),
    titleNamed: namesIn({ ...item, bodyWords: [] }).length > 0,
    names: [...new Set([...namesIn(item).map(({ full }) => full), ...item.places.map(({ name }) => name)])],
    places: item.places.map(({ code }) => code),
    published: Date.parse(item.published),
  }
}
