import { comparable, comparableWord } from '../comparable.js'
import { gramsOf, type GramSet } from '../copies/grams.js'
import { hashText, mix } from '../hash.js'
import { namesOf, type Name } from './names.js'

/** What of a text is turned into bags. */
export interface BagSource {
  readonly title: string
  readonly body: string
  readonly titleWords: readonly string[]
  readonly bodyWords: readonly string[]
}

/** Where each bag of a text ends; the next begins there. */
export interface BagEnds {
  /** Words of title (twice) and body. */
  readonly words: number
  /** Pairs of characters of the title, of the body's beginning, and of names. */
  readonly title: number
  readonly body: number
  readonly names: number
}

/** All bags of a text in one array of keys, each bag sorted, so that an item costs two arrays and not ten. */
export interface Bags {
  readonly keys: Uint32Array
  /** How much each term counts; after them, for each of the words, how much it counts outside names. */
  readonly counts: Float32Array
  readonly ends: BagEnds
}

/** How far into a body the topic is sought, in UTF-16 units: a report says in its first paragraphs what it is about. */
export const bodyReach = 1_500
/** Names are sought in the title and in so many words of the body. */
const nameReach = 300

/** Title and the body's beginning as they are compared, with their 3-grams. */
export interface ReadHead {
  readonly title: string
  readonly head: string
  readonly grams: GramSet
}

export function readHead(source: BagSource): ReadHead {
  const title = comparable(source.title)
  const head = comparable(source.body.slice(0, bodyReach))
  return { title, head, grams: gramsOf(title, head) }
}

/** Names of a title and of the beginning of its body. */
export function namesIn(source: BagSource): Name[] {
  const names = new Map<string, Name>()
  for (const name of namesOf(source.titleWords)) names.set(name.full, name)
  for (const name of namesOf(source.bodyWords.slice(0, nameReach)))
    if (!names.has(name.full)) names.set(name.full, name)
  return [...names.values()]
}

/** The bags of a text. Deterministic; nothing of it depends on other texts. */
export function bagsOf(source: BagSource, names: readonly Name[], { title, head }: ReadHead): Bags {
  const bodyWords = reach(source.bodyWords, bodyReach)
  const nameKeys = namePairs(names)
  const most = 2 * source.titleWords.length + bodyWords.length + title.length + head.length + nameKeys.size
  const keys = new Uint32Array(most)
  const counts = new Float32Array(most)
  const outside = new Uint32Array(2 * source.titleWords.length + bodyWords.length)
  let size = 0
  let plain = 0
  const known = new Map<string, Term>()
  const count = (word: string) => {
    let term = known.get(word)
    if (!term) known.set(word, (term = { key: termKey(word), inName: names.some(({ full }) => full.includes(word)) }))
    if (term.key < 0) return
    keys[size] = term.key
    size += 1
    if (term.inName) return
    outside[plain] = term.key
    plain += 1
  }
  for (const word of source.titleWords) {
    count(word)
    count(word)
  }
  for (const word of bodyWords) count(word)
  const words = fold(keys, counts, 0, size)
  const titleEnd = fold(keys, counts, words, putPairs(title, keys, words))
  const bodyEnd = fold(keys, counts, titleEnd, putPairs(head, keys, titleEnd))
  let end = bodyEnd
  for (const key of [...nameKeys.keys()].sort((a, b) => a - b)) {
    keys[end] = key
    counts[end] = nameKeys.get(key) ?? 0
    end += 1
  }
  const all = new Float32Array(end + words)
  all.set(counts.subarray(0, end))
  putPlain(outside.subarray(0, plain), keys.subarray(0, words), all.subarray(end))
  return { keys: keys.slice(0, end), counts: all, ends: { words, title: titleEnd, body: bodyEnd, names: end } }
}

/** A word as it is counted; `key` −1 = not at all. */
interface Term {
  readonly key: number
  readonly inName: boolean
}

/** Counts are damped, 1 + ln n: a word said ten times says little more than one said thrice. */
const damped = (count: number): number => (count > 1 ? 1 + Math.log(count) : count)

/** Terms as they occur in `keys` from `start` to `end` → each once, sorted, with its damped count. Returns the new end. */
function fold(keys: Uint32Array, counts: Float32Array, start: number, end: number): number {
  keys.subarray(start, end).sort()
  let size = start
  for (let at = start; at < end;) {
    const key = keys[at] as number
    let next = at + 1
    while (next < end && keys[next] === key) next += 1
    keys[size] = key
    counts[size] = damped(next - at)
    size += 1
    at = next
  }
  return size
}

/** Beside each word the damped count of its occurrences in `outside`. */
function putPlain(outside: Uint32Array, words: Uint32Array, into: Float32Array): void {
  outside.sort()
  for (let at = 0, place = 0; at < outside.length;) {
    const key = outside[at] as number
    let next = at + 1
    while (next < outside.length && outside[next] === key) next += 1
    while (words[place] !== key) place += 1
    into[place] = damped(next - at)
    at = next
  }
}

function termKey(word: string): number {
  const term = comparableWord(word)
  return term === '' || isFunctionCharacter(term) ? -1 : hashText(term)
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

/** Writes the pairs of a text from `at` on; returns where they end. */
function putPairs(text: string, keys: Uint32Array, at: number): number {
  for (let place = 0; place + 2 <= text.length; place += 1) keys[at + place] = pairKey(text, place)
  return at + Math.max(0, text.length - 1)
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
