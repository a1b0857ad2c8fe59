import type { FoundMatter } from '@guanlan/contracts'
import type { MatterIndex } from './matter-index.js'
import { evidenceAt, type MeaningfulHit, type ReadableArticle } from './reading.js'
import { contextLogOdds, matterLogOdds, toScore } from './score-matter.js'

/** Below this score nothing is said: the text is none of our business. */
export const ABSTAIN_BELOW = 0.5
/** A second matter is named only within this many log-odds of the best. */
const BESIDE = 2
const MOST_MATTERS = 5
const MOST_EVIDENCE = 12

/** Matters that the text is about, best first. Score in [0, 1]; empty = none of our business. */
export const findMatters =
  (index: MatterIndex) =>
  (article: ReadableArticle, hits: readonly MeaningfulHit[]): FoundMatter[] => {
    const byMatter = groupBy(
      hits.filter(({ meaning }) => meaning.of === 'matter'),
      ({ meaning }) => meaning.code,
    )
    const shared = contextLogOdds(article, hits)
    const judged = [...byMatter].map(([code, own]) => ({ code, own, logOdds: shared + matterLogOdds(article, own) }))
    judged.sort((a, b) => b.logOdds - a.logOdds || (a.code < b.code ? -1 : 1))
    const best = judged[0]?.logOdds ?? 0
    return judged
      .filter(({ logOdds }) => toScore(logOdds) >= ABSTAIN_BELOW && logOdds >= best - BESIDE)
      .slice(0, MOST_MATTERS)
      .flatMap(({ code, own, logOdds }) => {
        const matter = index.matters.get(code)
        if (!matter) return []
        const evidence = own
          .flatMap(({ meaning, spans }) =>
            spans.map((span) => evidenceAt(article, span, `rule:${code}/${meaning.number}`)),
          )
          .slice(0, MOST_EVIDENCE)
        return [{ code, name: matter.name, domain: matter.domain, score: round(toScore(logOdds)), evidence }]
      })
  }

const round = (score: number): number => Math.round(score * 1_000) / 1_000

/** Map.groupBy, which Node 20 lacks. */
function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
