import type { FoundMatter } from '@guanlan/contracts'
import { ABSTAIN_BELOW, BESIDE, MOST_MATTERS, roundScore, ruleEvidence } from './find-matters.js'
import { judgeByRules, type RuleJudgement } from './judge-by-rules.js'
import type { MatterIndex } from './matter-index.js'
import { modelEvidence, type SpeakingHead } from './model-evidence.js'
import { OUTSIDE, type LinearModel } from './model/linear-model.js'
import type { JoinWeights, TrainedModel } from './model/model-file.js'
import type { MeaningfulHit, ReadableArticle, ReadArticle } from './reading.js'
import { toScore } from './score-matter.js'

/** How the parts weigh when one matter is chosen among all; log-odds each, so all are near 1. By cross-validation. */
const which = {
  /** Times the likeness to the matter's examples. */
  likeness: 0.7,
  /** Times the log-odds by the matter's own rules … */
  rules: 4,
  /** … and what stands for them where none of its rules hit. */
  noRule: -2,
} as const

/** A head that the model does not have says this. */
const UNKNOWN_HEAD = -4

/**
 * What is added before the line is drawn. A headline with nothing below it comes from a list of headlines, nine of ten of
 * which are nobody's business, where six of ten texts that the model learned from are somebody's; a text with a body is a
 * letter or a report. Where no rule hit there is no sentence to show: then the model must be surer, unless a grievance is
 * worded and nothing else weighs more.
 */
const leaning = {
  body: { ruled: 0.6, worded: 1, neither: -1 },
  bareHeadline: { ruled: -0.7, worded: -1.4, neither: -1.8 },
} as const

/**
 * A headline with nothing below it gives the model a dozen characters to read: it is trusted less there, and a rule more.
 * Times the weights that the join has learned.
 */
const trust = { body: { model: 1, rules: 1 }, bareHeadline: { model: 0.8, rules: 1.5 } } as const

/**
 * A text with a body that scores less than the line, but this, is not called anybody's business, but told who it would be
 * for: a person who reads it then need not search. Where a grievance is worded it is likely a letter in words that nothing
 * knows yet. Headlines are told nothing: nine of ten are nobody's.
 */
const possibleFrom = { worded: 0.05, otherwise: 0.2 } as const

/** A matter that the text might be about. */
export interface Contender {
  readonly code: string
  /** How far behind the best one it is, in log-odds; 0 = the best. */
  readonly behind: number
  /** How likely it is that this matter, of all, is the one, if the text is about any. All contenders' add up to 1. */
  readonly share: number
}

/** What rules and model say together. */
export interface JoinedFinding {
  /** As of `findMatters`. */
  readonly matters: FoundMatter[]
  /** Matters in the order of likelihood, the best first; [] = none of our business. For routing, also where none is named. */
  readonly contenders: readonly Contender[]
  /** How likely the text is somebody's business at all, in [0, 1]. */
  readonly score: number
  /** The same in log-odds, before the line is drawn; absent without a model. */
  readonly whether?: number
}

/** Nobody's business. */
export const NOTHING_FOUND: JoinedFinding = { matters: [], contenders: [], score: 0 }
const MOST_CONTENDERS = 40

/**
 * The parts of a matter's log-odds see the same words, so their sum is too sure of itself: divided by this, the best
 * department is right as often as its score says.
 */
const OVERSURE = 2

/** Ranks → contenders. `ranked`: best first. */
export function contendersOf(ranked: readonly { code: string; logOdds: number }[]): Contender[] {
  const best = ranked[0]?.logOdds ?? 0
  const first = ranked.slice(0, MOST_CONTENDERS)
  const weights = first.map(({ logOdds }) => Math.exp((logOdds - best) / OVERSURE))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return first.map(({ code, logOdds }, i) => ({ code, behind: best - logOdds, share: (weights[i] ?? 0) / sum }))
}

/** Where in a model the heads and the row of each of the office's matters are; −1 = it has none. */
export interface MatterSlots {
  readonly code: string
  readonly row: number
  readonly domainHead: number
  readonly leadHead: number
}

/** Matters that the text is about by rules and model together. Matters that the model does not know need a rule. */
export function findMattersWithModel(
  index: MatterIndex,
  { linear, join }: TrainedModel,
): (article: ReadableArticle, read: ReadArticle, hits: readonly MeaningfulHit[]) => JoinedFinding {
  const slots = slotsOf(index, linear)
  const none = linear.parts.heads.indexOf('none')
  return (article, read, hits) => {
    const rules = judgeByRules(article, hits)
    const vector = linear.read(read.title.folded.text, read.body.folded.text)
    // Nine of ten texts are nobody's business, and of those one head says it.
    const byModel = none < 0 ? 0 : -linear.scoreHead(vector, none)
    const whether = joinLogOdds(trusting(join, article), rules, byModel) + leaningOf(article, rules)
    const ours = toScore(whether)
    if (ours < lineFor(article, rules)) return { ...NOTHING_FOUND, score: ours, whether }
    const scores = linear.scoreHeads(vector)
    const ranked = rankMatters(slots, rules, scores, linear.scoreMatters(vector), MOST_CONTENDERS)
    const contenders = contendersOf(ranked)
    if (ours < ABSTAIN_BELOW) return { matters: [], contenders, score: ours, whether }
    const ruleHits = new Map(rules.findings.map(({ code, hits: own }) => [code, own]))
    const matters = contenders
      .filter(({ code, behind }) => behind === 0 || (behind <= BESIDE && ruleHits.has(code)))
      .slice(0, MOST_MATTERS)
      .flatMap(({ code, behind }): FoundMatter[] => {
        const matter = index.matters.get(code)
        if (!matter) return []
        const byRules = ruleEvidence(article, code, ruleHits.get(code) ?? [])
        const byModel = behind > 0 ? [] : modelEvidence(article, read, linear, vector, headsOf(slots, code, none))
        const score = roundScore(toScore(whether - behind))
        return [{ code, name: matter.name, domain: matter.domain, score, evidence: [...byRules, ...byModel] }]
      })
    return { matters, contenders, score: ours, whether }
  }
}

/** Log-odds that a text is somebody's business. `model`: the model's own. */
export function joinLogOdds(join: JoinWeights, { shared, findings }: RuleJudgement, model: number): number {
  const best = findings[0]?.logOdds
  const byRules = best === undefined ? 0 : join.anyRule + join.bestRule * best
  const { source, grievance, aside } = shared
  return join.constant + byRules + source + join.grievance * grievance + join.aside * aside + join.model * model
}

/** The join as it holds for an article. */
function trusting(join: JoinWeights, article: ReadableArticle): JoinWeights {
  const { model, rules } = trust[isBareHeadline(article) ? 'bareHeadline' : 'body']
  return { ...join, model: join.model * model, bestRule: join.bestRule * rules }
}

const isBareHeadline = ({ body }: ReadableArticle): boolean => body.trim() === ''

function leaningOf(article: ReadableArticle, { shared, findings }: RuleJudgement): number {
  const { ruled, worded, neither } = isBareHeadline(article) ? leaning.bareHeadline : leaning.body
  if (findings.length > 0) return ruled
  return isWorded(shared) ? worded : neither
}

/** Below this score a text is not even possibly somebody's business. */
function lineFor(article: ReadableArticle, { shared }: RuleJudgement): number {
  if (isBareHeadline(article)) return ABSTAIN_BELOW
  return isWorded(shared) ? possibleFrom.worded : possibleFrom.otherwise
}

/** Whether a grievance is worded, and nothing else weighs more. */
const isWorded = ({ grievance, aside }: RuleJudgement['shared']): boolean => grievance + aside > 0

/** Where a model keeps what it knows of each of an office's matters. */
export function slotsOf(index: MatterIndex, { parts }: LinearModel): MatterSlots[] {
  return [...index.matters.values()].map(({ code, domain, lead }) => ({
    code,
    row: parts.matters.indexOf(code),
    domainHead: parts.heads.indexOf(`domain:${domain ?? OUTSIDE}`),
    leadHead: parts.heads.indexOf(`lead:${lead}`),
  }))
}

/**
 * The matters that the model knows or of which a rule hit, best first, as many as are asked for. `heads`, `likeness`: as the
 * model gives them.
 */
export function rankMatters(
  slots: readonly MatterSlots[],
  rules: RuleJudgement,
  heads: Float64Array,
  likeness: Float64Array,
  most = slots.length,
): { code: string; logOdds: number }[] {
  const byRules = new Map(rules.findings.map(({ code, logOdds }) => [code, logOdds]))
  const all = new Float64Array(slots.length)
  let at = 0
  for (const { code, row, domainHead, leadHead } of slots) {
    const rule = byRules.get(code)
    all[at++] =
      row < 0 && rule === undefined
        ? -Infinity
        : which.likeness * (row < 0 ? 0 : (likeness[row] ?? 0)) +
          (domainHead < 0 ? UNKNOWN_HEAD : (heads[domainHead] ?? UNKNOWN_HEAD)) +
          (leadHead < 0 ? UNKNOWN_HEAD : (heads[leadHead] ?? UNKNOWN_HEAD)) +
          which.rules * (rule ?? which.noRule)
  }
  // Most are far behind: only those from the last one that is asked for on are worth a comparison of their codes.
  const least = most < all.length ? (Float64Array.from(all).sort()[all.length - most] ?? -Infinity) : -Infinity
  const ranked: { code: string; logOdds: number }[] = []
  for (const [i, { code }] of slots.entries()) {
    const logOdds = all[i] ?? -Infinity
    if (logOdds >= least && logOdds > -Infinity) ranked.push({ code, logOdds })
  }
  return ranked.sort((a, b) => b.logOdds - a.logOdds || (a.code < b.code ? -1 : 1)).slice(0, most)
}

/** Heads that spoke for a matter, with the sign in which they did. */
function headsOf(slots: readonly MatterSlots[], code: string, none: number): SpeakingHead[] {
  const slot = slots.find((one) => one.code === code)
  const heads: SpeakingHead[] = [
    { head: none, sign: -1 },
    { head: slot?.domainHead ?? -1, sign: 1 },
    { head: slot?.leadHead ?? -1, sign: 1 },
  ]
  return heads.filter(({ head }) => head >= 0)
}

/** For training: the model's own log-odds that a text is somebody's business, from its calibrated heads. */
export const businessLogOdds = ({ parts }: LinearModel, heads: Float64Array): number =>
  -(heads[parts.heads.indexOf('none')] ?? 0)
