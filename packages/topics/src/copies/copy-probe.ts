import { canonicalUrl, comparable, numbersOf } from '../comparable.js'
import { gramsOf, type GramSet } from './grams.js'
import { bandKeys } from './minhash.js'

/** What is compared of an item. */
export interface CopyText {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly body: string
  /** Division codes; different towns are evidence against a copy. */
  readonly places: readonly string[]
  /** Place in the order of arrival: of equally like items the earlier is the original. */
  readonly order: number
}

/** A text read for being compared: read once, sought with and kept. */
export interface CopyProbe {
  readonly id: string
  readonly order: number
  readonly url: string
  /** Title and body as they are compared. */
  readonly text: string
  readonly title: string
  readonly grams: GramSet
  readonly short: boolean
  readonly numbers: string
  readonly places: readonly string[]
  readonly bands: Uint32Array
}

/** A text as it is kept: without its band keys, which follow from its grams and are wanted again only when it goes. */
export type KeptText = Omit<CopyProbe, 'bands'>

/** From here on MinHash finds candidates; below, the rarest 3-grams. Comparable characters. */
const longFrom = 60

/** `title`, `body` and their `grams` when the caller has them in comparable form already. */
export function copyProbe(
  text: CopyText,
  title: string = comparable(text.title),
  body: string = comparable(text.body),
  grams: GramSet = gramsOf(title, body),
): CopyProbe {
  const whole = title + body
  const short = whole.length < longFrom
  return {
    id: text.id,
    order: text.order,
    url: canonicalUrl(text.url),
    text: whole,
    title,
    grams,
    short,
    numbers: numbersOf(whole),
    places: text.places,
    bands: bandsOf({ short, grams }),
  }
}

/** The band keys of a text; short ones have none. */
export const bandsOf = ({ short, grams }: Pick<CopyProbe, 'short' | 'grams'>): Uint32Array =>
  short ? new Uint32Array() : bandKeys(grams)
