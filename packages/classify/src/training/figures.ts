import type { ClassifierIndex } from '../classify.js'
import { joinLogOdds, rankMatters, slotsOf } from '../join-model.js'
import type { RuleJudgement } from '../judge-by-rules.js'
import { OUTSIDE } from '../model/linear-model.js'
import type { TrainedModel } from '../model/model-file.js'
import { boundedSum } from '../score-matter.js'
import type { JudgedExample } from './train-classifier.js'

/** Shares in [0, 1] over examples written without a look at the rules, each read by a model that had not seen it. */
export interface TrainingFigures {
  /** Of the texts about a matter: said to be somebody's business. */
  readonly found: number
  /** Of the texts about a matter: that matter, its domain, its lead first, its lead among the first three; 0 where none was found. */
  readonly matter: number
  readonly domain: number
  readonly lead: number
  readonly leadOfThree: number
  /** Of the texts about nothing: said to be somebody's business. */
  readonly falseAlarms: number
}

const NO_RULES: RuleJudgement = { shared: { source: 0, grievance: 0, aside: 0 }, findings: [] }

/** Cross-validated figures of rules alone, model alone, both. */
export function figuresOf(
  index: ClassifierIndex,
  { linear, join }: TrainedModel,
  judged: readonly JudgedExample[],
): Record<'rules' | 'model' | 'both', TrainingFigures> {
  const slots = slotsOf(index.matters, linear)
  const byModel = (one: JudgedExample, rules: RuleJudgement) =>
    rankMatters(slots, rules, one.heads, one.matters).map(({ code }) => code)
  return {
    rules: measure(index, judged, ({ rules }) =>
      (rules.findings[0]?.logOdds ?? -Infinity) + boundedSum(rules.shared) < 0
        ? []
        : rules.findings.map(({ code }) => code),
    ),
    model: measure(index, judged, (one) => (one.business < 0 ? [] : byModel(one, NO_RULES))),
    both: measure(index, judged, (one) =>
      joinLogOdds(join, one.rules, one.business) < 0 ? [] : byModel(one, one.rules),
    ),
  }
}

function measure(
  { office }: ClassifierIndex,
  judged: readonly JudgedExample[],
  say: (one: JudgedExample) => readonly string[],
): TrainingFigures {
  const matters = new Map(office.matters.map((matter) => [matter.code, matter]))
  const blind = judged.filter(({ example }) => !example.ofCatalogue)
  const about = blind.filter(({ example }) => example.matter !== null)
  const answers = new Map(blind.map((one) => [one, say(one)]))
  const share = (of: readonly JudgedExample[], holds: (one: JudgedExample, codes: readonly string[]) => boolean) =>
    Math.round((of.filter((one) => holds(one, answers.get(one) ?? [])).length / Math.max(1, of.length)) * 1_000) / 1_000
  const leads = (codes: readonly string[]) => [...new Set(codes.map((code) => matters.get(code)?.lead))]
  return {
    found: share(about, (_, codes) => codes.length > 0),
    matter: share(about, ({ example }, [code]) => code === example.matter),
    domain: share(about, ({ example }, [code = '']) =>
      matters.has(code) ? (matters.get(code)?.domain ?? OUTSIDE) === example.domain : false,
    ),
    lead: share(about, ({ example }, codes) => leads(codes)[0] === example.lead),
    leadOfThree: share(about, ({ example }, codes) =>
      leads(codes)
        .slice(0, 3)
        .includes(example.lead ?? ''),
    ),
    falseAlarms: share(
      blind.filter(({ example }) => example.matter === null),
      (_, codes) => codes.length > 0,
    ),
  }
}
