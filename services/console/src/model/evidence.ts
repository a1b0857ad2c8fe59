import type { Evidence, Labels } from '@guanlan/contracts'
import { t } from '../messages/index.js'
import type { Stretch } from './segments.js'

/** What the office calls what has a rule: matters, contexts and signals. */
export interface CodeNames {
  /** Of whatever a rule belongs to, matter or signal. */
  ruleName(code: string): string
  signalName(code: string): string
}

/** A stretch to light, of which kind it is, and what the reader is told about it. */
export interface LitSpan extends Stretch {
  readonly kind: 'matter' | 'place' | 'signal' | 'query'
  readonly why: string
}

/** The voice behind a piece of evidence, in words: `rule:school-canteen/2` → 「规则「学校食堂卫生」第 2 条」. */
export function sayBy(by: string, names: CodeNames): string {
  const [kind = '', rest = ''] = by.split(/:(.*)/s)
  if (kind === 'rule') {
    const [matter = '', number = ''] = rest.split('/')
    return t.evidence.rule(names.ruleName(matter), number)
  }
  if (kind === 'model') return t.evidence.model(rest)
  if (kind === 'words') return t.evidence.lists[rest] ?? t.evidence.words(names.signalName(rest))
  return by
}

const isModel = ({ by }: Evidence): boolean => by.startsWith('model:')

/**
 * Whose words are shown: rules and lists say a thing by whole words; the model's stretches, cut from characters, are shown
 * where it alone has spoken. (All of them, with their weights: the 为什么 panel.)
 */
const shown = (evidence: readonly Evidence[]): readonly Evidence[] =>
  evidence.every(isModel) ? evidence : evidence.filter((one) => !isModel(one))

/** All evidence of an article's labels in one field that is shown, ready to light. */
export function litSpans(labels: Labels, field: Evidence['field'], names: CodeNames): LitSpan[] {
  const light = (kind: LitSpan['kind'], name: string, evidence: readonly Evidence[]): LitSpan[] =>
    shown(evidence)
      .filter((one) => one.field === field)
      .map((one) => ({ start: one.start, end: one.end, kind, why: `${name} · ${sayBy(one.by, names)}` }))
  return [
    ...labels.matters.flatMap((matter) => light('matter', `${t.evidence.matter} ${matter.name}`, matter.evidence)),
    ...labels.places.flatMap((place) => light('place', `${t.evidence.place} ${place.name}`, place.evidence)),
    ...labels.signals.flatMap((signal) =>
      light('signal', `${t.evidence.signal} ${names.signalName(signal.kind)}`, signal.evidence),
    ),
  ]
}

/** One line under the text: what was found, by which rule, in which words. */
export interface Finding {
  readonly kind: 'matter' | 'place' | 'signal'
  readonly name: string
  readonly by: readonly string[]
  readonly words: readonly string[]
}

/**
 * Who said it, without repeats; the matter's or signal's own rules (`own` is their prefix) in one: 「规则第 2、4 条」, and
 * what the model's stretches add to the log-odds in one: 「模型 +8.9」.
 */
function voicesOf(evidence: readonly Evidence[], own: string, names: CodeNames): string[] {
  const voices = [...new Set(evidence.filter((one) => !isModel(one)).map((one) => one.by))]
  const isOwn = (by: string): boolean => own !== '' && by.startsWith(own)
  const numbers = voices.filter(isOwn).map((by) => by.slice(own.length))
  const others = voices.filter((by) => !isOwn(by)).map((by) => sayBy(by, names))
  const model = evidence.filter(isModel)
  const added = model.reduce((sum, { by }) => sum + Number(by.slice('model:'.length)), 0)
  return [
    ...(numbers.length > 0 ? [t.evidence.ownRules(numbers.join(t.common.listSep))] : []),
    ...others,
    ...(model.length > 0 ? [t.evidence.model(`+${added.toFixed(1)}`)] : []),
  ]
}

/** What the labels say, each with its rules and words, without repeats. */
export function findingsOf(labels: Labels, names: CodeNames): Finding[] {
  const finding = (kind: Finding['kind'], name: string, evidence: readonly Evidence[], own = ''): Finding => ({
    kind,
    name,
    by: voicesOf(evidence, own, names),
    words: [...new Set(shown(evidence).map((one) => one.text))],
  })
  return [
    ...labels.signals.map((signal) =>
      finding('signal', names.signalName(signal.kind), signal.evidence, `rule:${signal.kind}/`),
    ),
    ...labels.matters.map((matter) => finding('matter', matter.name, matter.evidence, `rule:${matter.code}/`)),
    ...labels.places.map((place) => finding('place', place.name, place.evidence)),
  ]
}
