import { comparable } from '../comparable.js'
import { gramsOf } from '../copies/grams.js'
import { hashText, mix } from '../hash.js'
import { namesOf, type Name } from './names.js'
import { bagOf, type Bag } from './vector.js'

/** What of a text is turned into bags. */
export interface BagSource {
  readonly title: string
  readonly body: string
  readonly titleWords: readonly string[]
  readonly bodyWords: readonly string[]
}

/** `words`: of title (twice) and body; `plain`: words outside names; pairs and 3-grams are of characters, `grams` of title and body. */
export type BagName = 'words' | 'plain' | 'titlePairs' | 'bodyPairs' | 'names' | 'titleGrams' | 'grams'
export type Bags = Readonly<Record<BagName, Bag>>

/** How far into a body the topic is sought, in UTF-16 units: a report says in its first paragraphs what it is about. */
const bodyReach = 1_500
/** Names are sought in the title and in so many words of the body. */
const nameReach = 300

/** The bags of a text. Deterministic; nothing of it depends on other texts. */
export function featureBags(source: BagSource, names: readonly Name[] = namesIn(source)): Bags {
  const bodyWords = reach(source.bodyWords, bodyReach)
  const title = comparable(source.title)
  const body = comparable(source.body.slice(0, bodyReach))
  const inNames = new Set<string>()
  for (const word of new Set([...source.titleWords, ...bodyWords])) {
    if (names.some(({ full }) => full.includes(word))) inNames.add(word)
  }
  const words = new Map<number, number>()
  const plain = new Map<number, number>()
  const count = (word: string, weight: number) => {
    const term = comparable(word)
    if (term === '' || isFunctionCharacter(term)) return
    const key = hashText(term)
    words.set(key, (words.get(key) ?? 0) + weight)
    if (!inNames.has(word)) plain.set(key, (plain.get(key) ?? 0) + weight)
  }
  for (const word of source.titleWords) count(word, 2)
  for (const word of bodyWords) count(word, 1)
  return {
    words: bagOf(words),
    plain: bagOf(plain),
    titlePairs: bagOf(pairs(title)),
    bodyPairs: bagOf(pairs(body)),
    names: bagOf(namePairs(names)),
    titleGrams: gramBag(title),
    grams: gramBag(title, body),
  }
}

/** Names of a title and of the beginning of its body. */
export function namesIn(source: BagSource): Name[] {
  const names = new Map<string, Name>()
  for (const name of namesOf(source.titleWords)) names.set(name.full, name)
  for (const name of namesOf(source.bodyWords.slice(0, nameReach)))
    if (!names.has(name.full)) names.set(name.full, name)
  return [...names.values()]
}

function reach(words: readonly string[], characters: number): readonly string[] {
  let length = 0
  const end = words.findIndex((word) => (length += word.length) > characters)
  return end === -1 ? words : words.slice(0, end)
}

/** One-character words that carry no content. */
const isFunctionCharacter = (term: string): boolean =>
  term.length === 1 &&
  '的了在是和与及或有被把对向从到给让请就都也还又很太不没这那我你他她它们个上下里中为以之其而但且所等着过吗呢吧啊'.includes(
    term,
  )

function pairs(text: string): Map<number, number> {
  const counts = new Map<number, number>()
  for (let at = 0; at + 2 <= text.length; at += 1) {
    const key = pairKey(text, at)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

const pairKey = (text: string, at: number): number =>
  mix(Math.imul(text.charCodeAt(at), 0x9e3779b1) + text.charCodeAt(at + 1))

/** Pairs of names; the head tells names apart, so a pair that reaches into the ending counts a third. */
function namePairs(names: readonly Name[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { full, head } of names) {
    for (let at = 0; at + 2 <= full.length; at += 1) {
      const key = pairKey(full, at)
      counts.set(key, Math.max(counts.get(key) ?? 0, at + 2 <= head.length ? 1 : 1 / 3))
    }
  }
  return counts
}

function gramBag(...texts: readonly string[]): Bag {
  const keys = gramsOf(...texts)
  return { keys, counts: new Float32Array(keys.length).fill(1) }
}
