import { type BoundaryFinder, fold } from '@guanlan/text'
import { fields, type LeafRule, type Rule, type RuleDocument, type RuleSpan } from '../src/index.js'

interface Hit {
  readonly field: number
  readonly start: number
  readonly end: number
}

const GAP = '[\\p{P}\\p{Z}\\s\\p{Cc}$+<=>^`|~]*'

/** The rule language once more, as plainly as possible: walk the tree, try every stretch of text. Spans, or undefined for no hit. */
export function naiveMatch(rule: Rule, document: RuleDocument, boundaries: BoundaryFinder): RuleSpan[] | undefined {
  const texts = fields.map((field) => fold(document[field] ?? ''))
  const sets = texts.map(({ text }) => boundaries.fineBoundaries(text))

  const fits = (leaf: LeafRule, field: number, start: number, end: number): boolean => {
    const piece = (texts[field]?.text ?? '').slice(start, end)
    const has = (offset: number): boolean => sets[field]?.has(offset) ?? false
    const parts = partsOf(leaf)
    if (leaf.kind === 'term' && leaf.anywhere) return piece === parts[0]
    if (!has(start) || !has(end)) return false
    if (leaf.kind === 'term' && leaf.prefix) {
      const length = parts[0]?.length ?? 0
      return (
        piece.startsWith(parts[0] ?? '') &&
        !offsets(piece)
          .slice(length)
          .some((at) => has(start + at))
      )
    }
    const pattern = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join(GAP)
    return new RegExp(`^${pattern}$`, 'u').test(piece)
  }
  const all = (leaf: LeafRule): Hit[] =>
    texts.flatMap(({ text }, field) => {
      const wanted = leaf.field === undefined ? field < 2 : fields[field] === leaf.field
      if (!wanted) return []
      return offsets(text).flatMap((start) => {
        if (!text.startsWith(partsOf(leaf)[0] ?? '', start)) return []
        const end = offsets(text)
          .map((at) => at + 1)
          .find((end) => end > start && fits(leaf, field, start, end))
        return end === undefined ? [] : [{ field, start, end }]
      })
    })
  const apart = (hits: readonly Hit[]): Hit[] => {
    const kept: Hit[] = []
    for (const hit of hits) {
      const last = kept.at(-1)
      if (last === undefined || last.field !== hit.field || hit.start >= last.end) kept.push(hit)
    }
    return kept
  }
  const follows = (a: Hit, b: Hit, distance: number): boolean =>
    a.field === b.field && b.start >= a.end && b.start - a.end <= distance

  /** The hits that a clause rests on; undefined when it does not hold. */
  const walk = (node: Rule): Hit[] | undefined => {
    if (node.kind === 'not') return walk(node.of) === undefined ? [] : undefined
    if (node.kind === 'and' || node.kind === 'or') {
      const found = node.of.map(walk).filter((hits) => hits !== undefined)
      return found.length < (node.kind === 'and' ? node.of.length : 1) ? undefined : found.flat()
    }
    if (node.kind === 'near') {
      const [left, right] = [node.left.flatMap(all), node.right.flatMap(all)]
      const pairs = left.flatMap((a) =>
        right.flatMap((b) =>
          follows(a, b, node.distance) || (!node.ordered && follows(b, a, node.distance)) ? [a, b] : [],
        ),
      )
      return pairs.length === 0 ? undefined : pairs
    }
    if (node.kind === 'count') {
      const terms = new Map(
        node.of.map((leaf) => [termOf(leaf), node.of.filter((other) => termOf(other) === termOf(leaf))]),
      )
      const hits = [...terms.values()].flatMap((same) => apart(inOrder(same.flatMap(all))))
      return hits.length >= node.min && hits.length <= (node.max ?? Infinity) ? hits : undefined
    }
    const hits = apart(all(node))
    return hits.length === 0 ? undefined : hits
  }
  const hits = walk(rule)
  return hits && inOrder(hits).map(({ field, start, end }) => toSpan(field, start, end))

  function toSpan(field: number, start: number, end: number): RuleSpan {
    const [name, text] = [fields[field], texts[field]]
    if (name === undefined || text === undefined) throw new RangeError('no such field')
    return { field: name, start: text.toOriginal(start), end: text.toOriginalEnd(end) }
  }
}

const partsOf = (leaf: LeafRule): string[] =>
  (leaf.kind === 'term' ? [leaf.text] : leaf.parts).map((part) => fold(part).text)

/** What makes two terms the same one: everything but the field. */
const termOf = (leaf: LeafRule): string => {
  return JSON.stringify([partsOf(leaf), leaf.kind === 'term' && leaf.anywhere, leaf.kind === 'term' && leaf.prefix])
}

/** In order of field and offset, each once. */
function inOrder(hits: readonly Hit[]): Hit[] {
  const sorted = hits.toSorted((a, b) => a.field - b.field || a.start - b.start || a.end - b.end)
  return sorted.filter((hit, i) => JSON.stringify(hit) !== JSON.stringify(sorted[i - 1]))
}

const offsets = (text: string): number[] => Array.from({ length: text.length }, (_, at) => at)
