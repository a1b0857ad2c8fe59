import { DAY } from '@guanlan/kernel'
import { placesDisjoint } from '../places.js'
import { createCoverGround, type Covers } from './cover.js'
import type { DocumentFrequency } from './document-frequency.js'
import type { ItemFeatures } from './features.js'
import { createGround, namePairs, plainWords, words } from './ground.js'
import { pairScore, type PairEvidence } from './pair-score.js'
import { createGramGround } from './rare-grams.js'
import { cosine } from './vector.js'

/** A pair that scores less adds next to nothing to a topic's score. */
const hopeless = 0.1

/** The words outside names of two texts that are no copies share less, unless all else agrees as well. */
const mostShared = 0.5

/** Compares one item with many by rarities of the moment. */
export interface Comparer {
  /** Lays an item out; it takes the place of the last one. */
  lay(item: ItemFeatures): void
  /**
   * What speaks for and against the item laid out and this one being about the same matter at the same place. Place and name
   * are evidence, no gates. The answer is good until the next question.
   */
  evidence(other: ItemFeatures): PairEvidence
  /** Probability that both belong together. */
  score(other: ItemFeatures): number
}

/** A comparer over these frequencies. The items compared are counted in them, but for the one laid out. */
export function createComparer(frequency: DocumentFrequency): Comparer {
  const wordGround = createGround(words, frequency.words, frequency)
  const plainGround = createGround(plainWords, frequency.words, frequency)
  const nameGround = createGround(namePairs, frequency.pairs, frequency)
  const gramGround = createGramGround(frequency)
  const coverGround = createCoverGround(frequency)
  const grounds = [wordGround, plainGround, nameGround, gramGround, coverGround]
  const covers: Covers = { least: 0, most: 0 }
  let item: ItemFeatures | null = null
  /** One for all pairs: thirty an item would be litter. */
  const found: { -readonly [Name in keyof PairEvidence]: number } = {
    words: 0,
    coverLeast: 0,
    coverMost: 0,
    rareGrams: 0,
    plain: 0,
    namedIssue: 0,
    daysApart: 0,
    otherNames: 0,
    otherPlaces: 0,
    otherIssues: 0,
  }

  const evidence = (other: ItemFeatures): PairEvidence => {
    if (item === null) return found
    const names = nameGround.cosine(other)
    const issues = cosine(item.issues, other.issues)
    found.words = wordGround.cosine(other)
    found.rareGrams = gramGround.shared(other)
    found.namedIssue = names * issues
    found.daysApart = Math.min(1, Math.log(1 + Math.abs(item.published - other.published) / DAY) / 6)
    found.otherNames = item.titleNamed && other.titleNamed && names < 0.02 ? 1 : 0
    found.otherPlaces = placesDisjoint(item.places, other.places) ? 1 : 0
    found.otherIssues = item.issues.keys.length > 0 && other.issues.keys.length > 0 && issues === 0 ? 1 : 0
    // The long bags cost most; they are left alone where agreement there would not save the pair.
    found.coverLeast = 1
    found.coverMost = 1
    found.plain = mostShared
    covers.least = 0
    covers.most = 0
    if (pairScore(found) >= hopeless) coverGround.covers(other, covers)
    found.coverLeast = covers.least
    found.coverMost = covers.most
    found.plain = pairScore(found) < hopeless ? 0 : plainGround.cosine(other)
    return found
  }

  return {
    lay(next) {
      item = next
      for (const ground of grounds) ground.lay(next)
    },
    evidence,
    score: (other) => pairScore(evidence(other)),
  }
}
