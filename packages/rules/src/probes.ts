import { type BoundaryFinder, foldText } from '@guanlan/text'
import { type Field, fields, type LeafRule } from './rule.js'

/** Bits of the fields: title 1, body 2, source 4, place 8. */
export const fieldMask = (field: Field | undefined): number => (field === undefined ? 3 : 1 << fields.indexOf(field))

/** One way of finding something: what terms and phrases become once folded. Equal ones of all rules are one probe. */
export interface Probe {
  /** Number of the pattern of the automaton that its hits begin with. */
  readonly pattern: number
  readonly anywhere: boolean
  readonly prefix: boolean
  /** Folded; the first is the pattern's text. */
  readonly parts: readonly string[]
}

/** All probes and patterns of a set of rules, each once. */
export class ProbeTable {
  readonly probes: Probe[] = []
  readonly patterns: string[] = []
  /** By pattern: a guess at how often it occurs in texts; only compared. */
  readonly frequency: number[] = []
  readonly #probeByKey = new Map<string, number>()
  readonly #patternByText = new Map<string, number>()
  readonly #boundaries: BoundaryFinder

  constructor(boundaries: BoundaryFinder) {
    this.#boundaries = boundaries
  }

  /** The number of the probe for a term or phrase. */
  probeOf(leaf: LeafRule): number {
    const parts = (leaf.kind === 'term' ? [leaf.text] : leaf.parts).map(foldText)
    const anywhere = leaf.kind === 'term' && leaf.anywhere
    const prefix = leaf.kind === 'term' && leaf.prefix
    const key = `${anywhere ? '~' : ''}${parts.join('\n')}${prefix ? '*' : ''}\n`
    const known = this.#probeByKey.get(key)
    if (known !== undefined) return known
    const probe = this.probes.push({ pattern: this.#patternOf(parts[0] ?? ''), anywhere, prefix, parts }) - 1
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
