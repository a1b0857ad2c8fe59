import {
  dryRunParts,
  type ClassifiedArticle,
  type DryRun,
  type DryRunPart,
  type MatterConfig,
  type RuleSample,
} from '@guanlan/contracts'
import { hashId, toMs } from '@guanlan/kernel'
import { compileRules, necessaryForAny, printRule, type Rule, type RuleSpan } from '@guanlan/rules'
import type { SearchFilter, SearchStore } from '@guanlan/search-store'
import type { BoundaryFinder } from '@guanlan/text'
import { ruleDocumentOf } from '@guanlan/classify'
import { dateOf, dayOf, lastDays } from './last-days.js'
import { sampleOf } from './sample-of.js'

/** Items that are tried at most: their texts pass through memory a page at a time. */
export const MOST_LOOKED_AT = 10_000
/** Wall milliseconds after which no further page is asked for. */
const PATIENCE = 8_000
/** Items of a page. */
const PAGE = 200
/** Items drawn of each part. */
const MOST_SAMPLES = 20

/** What is tried, on what. */
export interface Trial {
  readonly rule: Rule
  readonly against?: Rule | undefined
  /** The matter that the rule is of. */
  readonly matter?: MatterConfig | undefined
  /** Whole days of Beijing time, the one of `now` the last of them. */
  readonly days: number
  readonly samples: 'drawn' | 'newest'
  /** Domain clock, epoch ms. */
  readonly now: number
}

interface Caught {
  readonly id: string
  readonly part: DryRunPart
  /** Of the new rule, or where only the old one caught it of that. */
  readonly spans: readonly RuleSpan[]
  readonly day: number
  readonly draw: string
}

/**
 * What a rule would have caught of the last days' items, and with `against` what it gains and loses. Asks the store for the items
 * that have the words it cannot do without, newest first, and tries the rule on each; bounded in number and time.
 */
export async function dryRun(store: SearchStore, boundaries: BoundaryFinder, trial: Trial): Promise<DryRun> {
  const { days, ...window } = lastDays(trial.now, trial.days)
  const judge = judgeOf(trial, boundaries)
  const { caught, ...looked } = await lookThrough(store, { ...window, ...narrowed(trial) }, judge)
  const { total: items } = await store.search({ ...window, order: 'newest', limit: 1 })
  return {
    canonical: printRule(trial.rule),
    ...window,
    items,
    ...looked,
    counts: countParts(caught),
    labelled: countLabels(caught, trial.matter?.code),
    days: days.map((day) => ({
      day: dateOf(day),
      ...countParts(caught.filter((one) => one.day === day)),
    })),
    samples: await drawSamples(store, caught, trial.samples),
    examples: trial.matter ? tryExamples(trial.rule, trial.matter, boundaries) : null,
  }
}

function narrowed({ rule, against }: Trial): Pick<SearchFilter, 'text'> {
  const text = necessaryForAny(against ? [rule, against] : [rule])
  return text ? { text } : {}
}

type Judged = Pick<Caught, 'part' | 'spans'>

function judgeOf({ rule, against }: Trial, boundaries: BoundaryFinder): (article: ClassifiedArticle) => Judged | null {
  const named = [{ id: 'new', rule }, ...(against ? [{ id: 'old', rule: against }] : [])]
  const set = compileRules(named, { boundaries })
  return (article) => {
    const hits = set.match(ruleDocumentOf(article))
    const [now, before] = ['new', 'old'].map((id) => hits.find((hit) => hit.rule === id))
    const spans = (now ?? before)?.spans
    if (!spans) return null
    return { part: now ? (before || !against ? 'kept' : 'gained') : 'lost', spans }
  }
}

type LabelledCaught = Caught & { readonly matters: readonly string[] }

async function lookThrough(
  store: SearchStore,
  filter: SearchFilter,
  judge: (article: ClassifiedArticle) => Judged | null,
): Promise<{ caught: LabelledCaught[] } & Pick<DryRun, 'candidates' | 'looked' | 'stopped' | 'back'>> {
  const caught: LabelledCaught[] = []
  const until = performance.now() + PATIENCE
  let [candidates, looked] = [0, 0]
  let cursor: string | null = null
  let back: string | null = null
  for (let first = true; first || cursor !== null; first = false) {
    const page = await store.search({ ...filter, order: 'newest', limit: PAGE, ...(cursor === null ? {} : { cursor }) })
    if (first) candidates = page.total
    for (const article of await store.get(page.hits.map((hit) => hit.article.article))) {
      looked += 1
      back = timeOf(article)
      const judged = judge(article)
      if (judged) caught.push(caughtOf(article, judged))
    }
    cursor = page.next
    if (cursor !== null && looked >= MOST_LOOKED_AT) return { caught, candidates, looked, stopped: 'count', back }
    if (cursor !== null && performance.now() > until) return { caught, candidates, looked, stopped: 'time', back }
  }
  return { caught, candidates, looked, stopped: null, back: null }
}

const timeOf = ({ published, seen }: ClassifiedArticle): string => published ?? seen

/** `draw`: by it samples are drawn, as if by lot, and the same ones every time. */
const caughtOf = (article: ClassifiedArticle, judged: Judged): LabelledCaught => ({
  ...judged,
  id: article.article,
  day: dayOf(toMs(timeOf(article))),
  draw: hashId('draw', article.article),
  matters: article.labels.matters.map(({ code }) => code),
})

function countParts(caught: readonly Caught[]): DryRun['counts'] {
  const counts = { kept: 0, gained: 0, lost: 0 }
  for (const { part } of caught) counts[part] += 1
  return counts
}

function countLabels(caught: readonly LabelledCaught[], matter: string | undefined): DryRun['labelled'] {
  const labelled = { same: 0, other: 0, none: 0 }
  for (const { part, matters } of caught) {
    if (part === 'lost') continue
    if (matters.length === 0) labelled.none += 1
    else labelled[matter !== undefined && matters.includes(matter) ? 'same' : 'other'] += 1
  }
  return labelled
}

/** `caught` is newest first. */
async function drawSamples(
  store: SearchStore,
  caught: readonly Caught[],
  which: Trial['samples'],
): Promise<DryRun['samples']> {
  const samples: Record<DryRunPart, RuleSample[]> = { kept: [], gained: [], lost: [] }
  for (const part of dryRunParts) {
    const ofPart = caught.filter((one) => one.part === part)
    if (which === 'drawn') ofPart.sort((a, b) => (a.draw < b.draw ? -1 : 1))
    const drawn = ofPart.slice(0, MOST_SAMPLES)
    const spans = new Map(drawn.map((one) => [one.id, one.spans]))
    const articles = await store.get(drawn.map(({ id }) => id))
    samples[part] = articles.map((article) => sampleOf(article, spans.get(article.article) ?? []))
  }
  return samples
}

/** How the matter's own examples stand to the rule; they are read as posts without a title, as `rules check` reads them. */
function tryExamples(rule: Rule, matter: MatterConfig, boundaries: BoundaryFinder): DryRun['examples'] {
  const set = compileRules([{ id: 'new', rule }], { boundaries })
  const holds = (body: string): boolean => set.match({ body }).length > 0
  return {
    held: matter.examples.filter(holds).length,
    of: matter.examples.length,
    nearMisses: matter.nearMisses.filter(holds),
  }
}
