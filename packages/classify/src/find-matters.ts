import type { Evidence, FoundMatter } from '@guanlan/contracts'
import { judgeByRules } from './judge-by-rules.js'
import type { MatterIndex } from './matter-index.js'
import { evidenceAt, type MeaningfulHit, type ReadableArticle } from './reading.js'
import { boundedSum, toScore } from './score-matter.js'

/** Below this score nothing is said: the text is none of our business. */
export const ABSTAIN_BELOW = 0.5
/** A second matter is named only within this many log-odds of the best. */
export const BESIDE = 2
/** So many matters are named at most. */
export const MOST_MATTERS = 5
const MOST_EVIDENCE = 12

/** Matters that the text is about by the rules alone, best first. Score in [0, 1]; empty = none of our business. */
export const findMatters =
  (index: MatterIndex) =>
  (article: ReadableArticle, hits: readonly MeaningfulHit[]): FoundMatter[] => {
    const { shared, findings } = judgeByRules(article, hits)
    const judged = findings.map(({ code, hits: own, logOdds }) => ({
      code,
      own,
      logOdds: boundedSum(shared) + logOdds,
    }))
    const best = judged[0]?.logOdds ?? 0
    return judged
      .filter(({ logOdds }) => toScore(logOdds) >= ABSTAIN_BELOW && logOdds >= best - BESIDE)
      .slice(0, MOST_MATTERS)
      .flatMap(({ code, own, logOdds }) => {
        const matter = index.matters.get(code)
        if (!matter) return []
        const evidence = ruleEvidence(article, code, own)
        return [{ code, name: matter.name, domain: matter.domain, score: roundScore(toScore(logOdds)), evidence }]
      })
  }

/** The words that a matter's rules hit, each with its rule. */
export const ruleEvidence = (article: ReadableArticle, code: string, hits: readonly MeaningfulHit[]): Evidence[] =>
  hits
    .flatMap(({ meaning, spans }) => spans.map((span) => evidenceAt(article, span, `rule:${code}/${meaning.number}`)))
    .slice(0, MOST_EVIDENCE)

/** Scores are told to three places. */
export const roundScore = (score: number): number => Math.round(score * 1_000) / 1_000
