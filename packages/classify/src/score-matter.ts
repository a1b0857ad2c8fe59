import type { SourceTier } from '@guanlan/contracts'
import { fields, type RuleSpan } from '@guanlan/rules'
import { textAt, type MeaningfulHit, type ReadableArticle } from './reading.js'

/**
 * Log-odds of one matter from its rule hits. Hand-set, measured on texts of our own and on held-out complaints; a linear
 * model over words and characters adds its own log-odds here when there is one.
 */
const weights = {
  /** The best rule rests on two different words or more (a thing and a trouble) … */
  strong: 0.9,
  /** … or on one word only. */
  single: -0.8,
  /** Only hints hit: true in a text that carries a grievance, not otherwise. */
  hint: -1.6,
  /** A word of it stands in the headline. */
  title: 1,
  /** Each further rule of the same matter. */
  further: 0.5,
  /** Times ln(number of places hit). */
  repeats: 0.45,
} as const

/** How a kind of source sounds by itself: who calls the hotline has a grievance, a portal announces. */
const tierLogOdds: Readonly<Record<SourceTier, number>> = {
  hotline: 1.8,
  forum: 0.2,
  social: 0,
  media: 0,
  hotlist: -0.3,
  government: -0.6,
}

/** Contexts never weigh more than this in sum, either way. */
const CONTEXT_FLOOR = -5
const CONTEXT_CEILING = 3

/** A post without a title opens with what it has to say: this many UTF-16 units of it are its headline. */
const OPENING = 40

/** Log-odds that the text is about the matter, from its own hits alone. */
export function matterLogOdds(article: ReadableArticle, hits: readonly MeaningfulHit[]): number {
  let base: number = weights.hint
  let inTitle = false
  for (const { meaning, spans } of hits) {
    if (meaning.of === 'matter' && !meaning.hint && base !== weights.strong)
      base = hasTwoWords(article, spans) ? weights.strong : weights.single
    inTitle ||= spans.some((span) => isHeadline(article, span))
  }
  const repeats = weights.repeats * Math.log(placesOf(hits))
  return base + (inTitle ? weights.title : 0) + weights.further * (hits.length - 1) + repeats
}

const isHeadline = (article: ReadableArticle, { field, start }: RuleSpan): boolean =>
  field === 'title' || (article.title === '' && field === 'body' && start < OPENING)

/** Whether the spans hold different words. */
function hasTwoWords(article: ReadableArticle, spans: readonly RuleSpan[]): boolean {
  const [first, ...others] = spans
  if (first === undefined || others.length === 0) return false
  const word = textAt(article, first)
  return others.some((span) => textAt(article, span) !== word)
}

/** At how many places of the article the hits begin. */
function placesOf(hits: readonly MeaningfulHit[]): number {
  const starts = new Set<number>()
  for (const { spans } of hits)
    for (const { field, start } of spans) starts.add(start * fields.length + fields.indexOf(field))
  return starts.size
}

/** What source and wording say of all matters alike, in log-odds. */
export interface SharedLogOdds {
  /** By the source's tier. */
  readonly source: number
  /** Contexts that speak for a grievance; 0 or more. */
  readonly grievance: number
  /** Contexts that speak for something else: a court report, a recipe, a match; 0 or less. */
  readonly aside: number
}

/** The log-odds that all matters share: the source's tier, and each context that hit once. */
export function sharedLogOdds(article: ReadableArticle, hits: readonly MeaningfulHit[]): SharedLogOdds {
  const byCode = new Map<string, number>()
  for (const { meaning } of hits) if (meaning.of === 'context') byCode.set(meaning.code, meaning.weight)
  const sum = (sign: 1 | -1): number =>
    [...byCode.values()].reduce((total, weight) => total + (weight * sign > 0 ? weight : 0), 0)
  return { source: tierLogOdds[article.source.tier ?? 'media'], grievance: sum(1), aside: sum(-1) }
}

/** Their sum, within bounds. */
export const boundedSum = ({ source, grievance, aside }: SharedLogOdds): number =>
  Math.max(CONTEXT_FLOOR, Math.min(CONTEXT_CEILING, source + grievance + aside))

/** Log-odds → [0, 1]. */
export const toScore = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds))
