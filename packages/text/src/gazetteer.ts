import type { BoundaryFinder } from './boundaries.js'
import { containing, endsElsewhere, findElsewhere } from './gazetteer-elsewhere.js'
import { nameIndex, type GazetteerPlace, type NameEntry, type NameIndex } from './gazetteer-index.js'
import { readText, type ReadFields, type ReadText } from './read-text.js'

export interface GazetteerText {
  readonly title: string
  readonly body: string
}

/** A stretch of title or body; UTF-16 offsets into the original text, end exclusive. */
export interface PlaceSpan {
  readonly field: 'title' | 'body'
  readonly start: number
  readonly end: number
}

/** What made a name count: it is `unique`, has an address `form`, its `parent` stands nearby, the source is at `home`. */
export type PlaceAnchor = 'unique' | 'form' | 'parent' | 'home'

/** A place that the text is about, with every mention that counts. */
export interface PlaceMention {
  readonly code: string
  readonly name: string
  readonly spans: readonly PlaceSpan[]
  /** Of the first mention. */
  readonly anchor: PlaceAnchor
}

export interface PlaceFinding {
  /** Towns first, the most mentioned leading, each followed by its villages; the county only where no town was found. */
  readonly places: readonly PlaceMention[]
  /** First mention of another province or city, in a text that names nothing of ours. */
  readonly elsewhere: PlaceSpan | null
}

export interface GazetteerOptions {
  /** Division code of the home county: 330681. The province and city that contain it (33, 3306) are not elsewhere. */
  readonly home: string
  /** How far a parent's name may stand from an ambiguous one, in UTF-16 units. Default 40. */
  readonly reach?: number
}

export interface Gazetteer {
  /** `sourceHome`: division code of what the source speaks for, when it speaks for one place. */
  find(text: GazetteerText, sourceHome?: string): PlaceFinding
  /** The same for a text that was read with this gazetteer's boundaries. */
  findIn(text: ReadFields, sourceHome?: string): PlaceFinding
}

interface Mention {
  readonly span: PlaceSpan
  readonly entries: readonly NameEntry[]
  /** It says where somebody comes from: 诸暨人, 店口籍. */
  readonly isOrigin: boolean
}

/** Compiles the places of one county. The cost of `find` grows with the text, not with the number of names. */
export function createGazetteer(
  places: readonly GazetteerPlace[],
  boundaries: BoundaryFinder,
  options: GazetteerOptions,
): Gazetteer {
  const index = nameIndex(places)
  const names = new Map(places.map((place) => [place.code, place.name]))
  const county = places.filter((place) => place.code === options.home).map((place) => place.name)
  const own = [...county, ...containing(options.home).flatMap((name) => [`${name}省`, `${name}市`, `${name}自治区`])]
  const reach = options.reach ?? 40
  const findIn = (text: ReadFields, sourceHome = ''): PlaceFinding => {
    const mentions = (['title', 'body'] as const).flatMap((field) =>
      mentionsIn(field, text[field], index, own, options.home),
    )
    const outside = mentions.some((one) => isPlain(one) && !one.isOrigin) ? null : findElsewhere(text, options.home)
    const counted = new Map<string, { code: string; name: string; spans: PlaceSpan[]; anchor: PlaceAnchor }>()
    const count = (code: string, name: string, span: PlaceSpan, anchor: PlaceAnchor) => {
      const known = counted.get(code)
      if (known) known.spans.push(span)
      else counted.set(code, { code, name, spans: [span], anchor })
    }
    for (const mention of mentions) {
      const judged = judge(mention, mentions, sourceHome, options.home, reach, outside !== null)
      if (judged === null) continue
      const { entry, anchor } = judged
      count(entry.code, entry.name, mention.span, anchor)
      const town = entry.code.length > 9 ? names.get(entry.code.slice(0, 9)) : undefined
      if (town !== undefined) count(entry.code.slice(0, 9), town, mention.span, anchor)
    }
    return { places: inOrder([...counted.values()]), elsewhere: counted.size > 0 ? null : outside }
  }
  return {
    find: ({ title, body }, sourceHome) =>
      findIn({ title: readText(title, boundaries), body: readText(body, boundaries) }, sourceHome),
    findIn,
  }
}

function mentionsIn(
  field: 'title' | 'body',
  { folded, boundaries: boundary }: ReadText,
  index: NameIndex,
  own: readonly string[],
  home: string,
): Mention[] {
  const hits = index.longest(folded.text)
  return hits.flatMap(({ start, end, entries }) => {
    // An address form is its own end (…镇某某路); the start must always be one: 帽子店|口碑 holds no 店口.
    const ends = entries.every((entry) => entry.full) || boundary.has(end)
    const begins = boundary.has(start) || wayBefore.test(folded.text.charAt(start - 1))
    const isForeign =
      foreignBefore(folded.text, start, own) || endsElsewhere(folded.text.slice(Math.max(0, start - 4), start), home)
    if (!begins || !ends || isForeign) return []
    const isOrigin = originAfter.test(folded.text.slice(end, end + 2))
    return [{ span: { field, start: folded.toOriginal(start), end: folded.toOriginalEnd(end) }, entries, isOrigin }]
  })
}

/** 诸暨人, but not 诸暨人民医院. */
const originAfter = /^(?:籍|人(?!民|大|社|才|事|防|行|口|均|工|寿))/

/** Before a place's name one of these ends its own word, though the dictionary, which lacks the name, reads 家|住店|口. */
const wayBefore = /[住在到去从来回往于至赴]/
const divisionBefore = /[\u4e00-\u9fff]{2}(?:省|自治区|市|县|区)$/
const ownBefore = /(?:本市|我市|全市|我省|我县|城市|县市|[城社地小园市山厂矿景校]区)$/

/** Whether another province, city or county owns the name that follows: 苏州市|枫桥. */
function foreignBefore(text: string, start: number, own: readonly string[]): boolean {
  const before = text.slice(Math.max(0, start - 4), start)
  return divisionBefore.test(before) && !ownBefore.test(before) && !own.some((name) => before.endsWith(name))
}

const isPlain = (mention: Mention): boolean => mention.entries.some((entry) => !entry.ambiguous)

/** Which of the places of that name is meant, and what says so; null = abstain. */
function judge(
  mention: Mention,
  all: readonly Mention[],
  sourceHome: string,
  county: string,
  reach: number,
  outside: boolean,
): { entry: NameEntry; anchor: PlaceAnchor } | null {
  // Somebody from here, in a story that happened elsewhere.
  if (mention.isOrigin && outside) return null
  const plain = mention.entries.find((entry) => !entry.ambiguous)
  if (plain) return { entry: plain, anchor: plain.full ? 'form' : 'unique' }
  const near = all.filter((other) => other !== mention && isNear(mention.span, other.span, reach))
  const supported = mention.entries.filter((entry) =>
    near.some((other) =>
      other.entries.some((parent) => (parent.full || !parent.ambiguous) && isWithin(entry.code, parent.code)),
    ),
  )
  // The county's name stands by every town and village of it: a nearer parent decides between two of one name.
  const closest = supported.length > 1 ? supported.filter((entry) => nearTown(entry, near)) : supported
  if (closest.length === 1 && closest[0]) return { entry: closest[0], anchor: 'parent' }
  const atHome = mention.entries.filter(
    (entry) =>
      sourceHome.startsWith(county) && (sourceHome.length <= 6 || isWithin(entry.code, sourceHome.slice(0, 9))),
  )
  if (atHome.length === 1 && atHome[0]) return { entry: atHome[0], anchor: 'home' }
  const town = mention.entries.find((entry) => entry.full && entry.code.length === 9)
  return town && !outside ? { entry: town, anchor: 'form' } : null
}

const nearTown = (entry: NameEntry, near: readonly Mention[]): boolean =>
  near.some((other) => other.entries.some((parent) => parent.code.length === 9 && isWithin(entry.code, parent.code)))

const isWithin = (code: string, parent: string): boolean => code.startsWith(parent)

const isNear = (a: PlaceSpan, b: PlaceSpan, reach: number): boolean =>
  a.field !== b.field || Math.max(a.start - b.end, b.start - a.end) <= reach

function inOrder(found: readonly PlaceMention[]): PlaceMention[] {
  const small = found.filter((place) => place.code.length > 6)
  if (small.length === 0) return [...found]
  const towns = small.filter((place) => place.code.length === 9)
  const first = (place: PlaceMention): number => (place.spans[0]?.field === 'title' ? 0 : 1)
  towns.sort((a, b) => b.spans.length - a.spans.length || first(a) - first(b) || (a.code < b.code ? -1 : 1))
  return towns.flatMap((town) => [
    town,
    ...small.filter((place) => place.code.length > 9 && place.code.startsWith(town.code)),
  ])
}
