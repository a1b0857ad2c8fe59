import type { Why } from '@guanlan/contracts'
import { explainMiss, parseRule } from '@guanlan/rules'
import { isElsewhere, type ClassifierIndex } from './classify.js'
import { ABSTAIN_BELOW, BESIDE } from './find-matters.js'
import { NOTHING_FOUND, type JoinedFinding } from './join-model.js'
import { matchRules, readArticle, ruleDocumentOf, textAt, type MeaningfulHit, type ReadableArticle } from './reading.js'
import { toScore } from './score-matter.js'

/**
 * Why a matter is given to an article or is not: the verdict in sentences, each of its rules with the words it rests on or the
 * first clause that failed, and the kinds of text that spoke for or against. Judges as `classify` does now, by the rules of the
 * index: an article that was judged by others may carry another label. null: no such matter.
 */
export function explainMatter(article: ReadableArticle, code: string, index: ClassifierIndex): Why | null {
  const matter = index.matters.matters.get(code)
  if (!matter) return null
  const read = readArticle(article, index.boundaries)
  const hits = matchRules(index.matters, article, read)
  const elsewhere = isElsewhere(article, index.placesOf(article, read))
  const found = elsewhere ? NOTHING_FOUND : index.mattersIn(article, read, hits)
  const rules = explainRules(article, code, index, hits)
  const given = found.matters.some((one) => one.code === code)
  const contexts = explainContexts(article, index, hits)
  const verdict = elsewhere
    ? ['这个来源说的是各地的事，文中又没有本地的地名，不算本地的事。']
    : verdictOf(code, found, { isHit: rules.some(({ holds }) => holds), contexts })
  return { matter: { code, name: matter.name }, given, verdict, rules, contexts }
}

interface Spoken {
  /** One of the matter's own rules or hints holds. */
  readonly isHit: boolean
  readonly contexts: Why['contexts']
}

function verdictOf(code: string, found: JoinedFinding, { isHit, contexts }: Spoken): string[] {
  const rank = found.matters.findIndex((one) => one.code === code)
  const own = found.matters[rank]
  if (own)
    return [`归入本事项，把握 ${percent(own.score)}${rank > 0 ? `，排在「${found.matters[0]?.name}」之后` : ''}。`]
  const noRule = isHit ? [] : ['本事项的规则没有一条成立。']
  const [best] = found.matters
  if (!best) {
    const asides = contexts.filter(({ weight }) => weight < 0).map(({ name }) => `「${name}」`)
    const whether = found.whether === undefined ? '' : `，把握 ${percent(toScore(found.whether))}`
    return [
      `全文不像要办的事${whether}，不到 ${percent(ABSTAIN_BELOW)}，什么事项都不归入。`,
      ...(asides.length > 0 ? [`像是${asides.join('、')}，因此压低。`] : []),
      ...noRule,
    ]
  }
  const behind = found.contenders.find((one) => one.code === code)?.behind
  const instead = `归入了「${best.name}」（把握 ${percent(best.score)}）`
  // By rules alone a matter without a hit is none; a model may name it, but only as the best.
  if (!isHit)
    return [
      found.whether === undefined ? `${instead}。` : `${instead}；没有规则成立的事项，只有最贴切的一个才归入。`,
      ...noRule,
    ]
  const gap =
    behind === undefined ? '本事项排得太后' : `本事项落后 ${behind.toFixed(1)}（对数几率），超过 ${BESIDE} 的不并列`
  return [`${instead}；${gap}。`]
}

function explainRules(
  article: ReadableArticle,
  code: string,
  { matters, boundaries }: ClassifierIndex,
  hits: readonly MeaningfulHit[],
): Why['rules'] {
  const matter = matters.matters.get(code)
  if (!matter) return []
  const document = ruleDocumentOf(article)
  return [...matter.rules, ...matter.hints].map((rule, at) => {
    const number = at + 1
    const hit = hits.find(
      ({ meaning }) => meaning.of === 'matter' && meaning.code === code && meaning.number === number,
    )
    const words = hit ? wordsOf(article, [hit]) : []
    const parsed = parseRule(rule)
    const miss = hit || !parsed.ok ? undefined : explainMiss(parsed.value, document, { boundaries })
    return { number, hint: at >= matter.rules.length, rule, holds: hit !== undefined, words, ...(miss && { miss }) }
  })
}

function explainContexts(
  article: ReadableArticle,
  { office }: ClassifierIndex,
  hits: readonly MeaningfulHit[],
): Why['contexts'] {
  return office.contexts.flatMap(({ code, name, weight }) => {
    const own = hits.filter(({ meaning }) => meaning.of === 'context' && meaning.code === code)
    return own.length > 0 ? [{ name, weight, words: wordsOf(article, own) }] : []
  })
}

const wordsOf = (article: ReadableArticle, hits: readonly MeaningfulHit[]): string[] => [
  ...new Set(hits.flatMap(({ spans }) => spans.map((span) => textAt(article, span)))),
]

const percent = (share: number): string => `${Math.round(share * 100)}%`
