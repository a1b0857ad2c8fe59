import type { MeaningfulHit, ReadableArticle } from './reading.js'
import { matterLogOdds, sharedLogOdds, type SharedLogOdds } from './score-matter.js'

/** What the rules alone say of one matter. */
export interface RuleFinding {
  readonly code: string
  /** Hits of its own rules and hints. */
  readonly hits: readonly MeaningfulHit[]
  /** From its own hits alone, contexts not counted. */
  readonly logOdds: number
}

/** What the rules alone say of an article. */
export interface RuleJudgement {
  /** Log-odds that all matters share: source and contexts. */
  readonly shared: SharedLogOdds
  /** One for each matter with a hit, best first. */
  readonly findings: readonly RuleFinding[]
}

/** Scores every matter of which a rule hit. */
export function judgeByRules(article: ReadableArticle, hits: readonly MeaningfulHit[]): RuleJudgement {
  const byMatter = new Map<string, MeaningfulHit[]>()
  for (const hit of hits) {
    if (hit.meaning.of !== 'matter') continue
    const own = byMatter.get(hit.meaning.code)
    if (own) own.push(hit)
    else byMatter.set(hit.meaning.code, [hit])
  }
  const findings = [...byMatter].map(([code, own]) => ({ code, hits: own, logOdds: matterLogOdds(article, own) }))
  findings.sort((a, b) => b.logOdds - a.logOdds || (a.code < b.code ? -1 : 1))
  return { shared: sharedLogOdds(article, hits), findings }
}
