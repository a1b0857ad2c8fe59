import { type BoundaryFinder, foldText } from '@guanlan/text'
import { type Field, fields, type LeafRule } from './rule.js'

/** Bits of the fields: title 1, body 2, source 4, place 8. */
export const fieldMask = (field: Field | undefined): number => (field === undefined ? 3 : 1 << fields.indexOf(field))

/** One way of finding something: what terms and phrases become once folded. Equal ones of all rules are one probe. */
export interface Probe {
  /** Numbers of the patterns of the automaton that every hit contains, by part; hits begin with the first. */
  readonly patterns: readonly number[]
  readonly anywhere: boolean
  readonly prefix: boolean
  /** Folded; the first is the text of the first pattern. */
  readonly parts: readonly string[]
}

/** All probes and patterns of a set of rules, each once. */
export class ProbeTable {
  probes: Probe[] = []
  patterns: string[] = []
  /** By pattern: a guess at how often it occurs in texts; only compared. */
  frequency: number[] = []
  readonly #probeByLeaf = new Map<LeafRule, number>()
  readonly #probeByKey = new Map<string, number>()
  readonly #patternByText = new Map<string, number>()
  readonly #boundaries: BoundaryFinder
  /** By the number that a probe got first: the number that it has now. */
  #renumbered: Int32Array | undefined

  constructor(boundaries: BoundaryFinder) {
    this.#boundaries = boundaries
  }

  /** The number of the probe for a term or phrase. After `arrange` only for those that were there before. */
  probeOf(leaf: LeafRule): number {
    let probe = this.#probeByLeaf.get(leaf)
    if (probe === undefined) this.#probeByLeaf.set(leaf, (probe = this.#newProbe(leaf)))
    return this.#renumbered === undefined ? probe : (this.#renumbered[probe] ?? 0)
  }

  /**
   * Renumbers patterns, and probes by their patterns, the frequent before the rare: a document touches mostly frequent
   * ones, and what is kept of them then lies together in memory. Numbers given before are void.
   */
  arrange(): void {
    const order = sortedIndexes(this.patterns.length, (a, b) => (this.frequency[b] ?? 0) - (this.frequency[a] ?? 0))
    const numberOf = inverse(order)
    const probes = this.probes.map((probe) => ({ ...probe, patterns: probe.patterns.map((old) => numberOf[old] ?? 0) }))
    this.patterns = Array.from(order, (old) => this.patterns[old] ?? '')
    this.frequency = Array.from(order, (old) => this.frequency[old] ?? 0)
    const first = (probe: number): number => probes[probe]?.patterns[0] ?? 0
    const probeOrder = sortedIndexes(probes.length, (a, b) => first(a) - first(b))
    this.probes = Array.from(probeOrder, (old) => probes[old] as Probe)
    this.#renumbered = inverse(probeOrder)
  }

  #newProbe(leaf: LeafRule): number {
    const parts = (leaf.kind === 'term' ? [leaf.text] : leaf.parts).map(foldText)
    const anywhere = leaf.kind === 'term' && leaf.anywhere
    const prefix = leaf.kind === 'term' && leaf.prefix
    const key = `${anywhere ? '~' : ''}${parts.join('\n')}${prefix ? '*' : ''}\n`
    const known = this.#probeByKey.get(key)
    if (known !== undefined) return known
    const patterns = parts.map((part) => this.#patternOf(part))
    const probe = this.probes.push({ patterns, anywhere, prefix, parts }) - 1
    this.#probeByKey.set(key, probe)
    return probe
  }

  #patternOf(text: string): number {
    const known = this.#patternByText.get(text)
    if (known !== undefined) return known
    const pattern = this.patterns.push(text) - 1
    this.#patternByText.set(text, pattern)
    this.frequency.push(guessFrequency(text, this.#boundaries))
    return pattern
  }
}

/** A word of the dictionary occurs as the dictionary says; anything else is rarer the longer it is. */
function guessFrequency(text: string, boundaries: BoundaryFinder): number {
  const known = boundaries.wordFrequency(text)
  return known > 0 ? known : 10_000 / 10 ** text.length
}

/** 0 … length − 1 in order; equal ones stay as they were. */
const sortedIndexes = (length: number, compare: (a: number, b: number) => number): Int32Array =>
  Int32Array.from({ length }, (_, index) => index).sort((a, b) => compare(a, b) || a - b)

function inverse(order: Int32Array): Int32Array {
  const positions = new Int32Array(order.length)
  order.forEach((old, position) => (positions[old] = position))
  return positions
}
