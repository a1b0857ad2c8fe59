import type { Evidence, Labels } from '@guanlan/contracts'
import { t } from '../messages/index.js'
import type { Stretch } from './segments.js'

/** A stretch to light, of which kind it is, and what the reader is told about it. */
export interface LitSpan extends Stretch {
  readonly kind: 'matter' | 'place' | 'signal' | 'query'
  readonly why: string
}

/** The voice behind a piece of evidence, in words: `rule:school-canteen/2` → 「规则「学校食堂卫生」第 2 条」. */
export function sayBy(by: string, matterName: (code: string) => string): string {
  const [kind = '', rest = ''] = by.split(/:(.*)/s)
  if (kind === 'rule') {
    const [matter = '', number = ''] = rest.split('/')
    return t.evidence.rule(matterName(matter), number)
  }
  if (kind === 'model') return t.evidence.model(rest)
  if (kind === 'words') return t.evidence.words(rest)
  return by
}

/** All evidence of an article's labels in one field, ready to light. */
export function litSpans(labels: Labels, field: Evidence['field'], matterName: (code: string) => string): LitSpan[] {
  const light = (kind: LitSpan['kind'], name: string, evidence: readonly Evidence[]): LitSpan[] =>
    evidence
      .filter((one) => one.field === field)
      .map((one) => ({ start: one.start, end: one.end, kind, why: `${name} · ${sayBy(one.by, matterName)}` }))
  return [
    ...labels.matters.flatMap((matter) => light('matter', `${t.evidence.matter} ${matter.name}`, matter.evidence)),
    ...labels.places.flatMap((place) => light('place', `${t.evidence.place} ${place.name}`, place.evidence)),
    ...labels.signals.flatMap((signal) =>
      light('signal', `${t.evidence.signal} ${t.evidence.signals[signal.kind] ?? signal.kind}`, signal.evidence),
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

/** What the labels say, each with its rules and words, without repeats. */
export function findingsOf(labels: Labels, matterName: (code: string) => string): Finding[] {
  const finding = (kind: Finding['kind'], name: string, evidence: readonly Evidence[]): Finding => ({
    kind,
    name,
    by: [...new Set(evidence.map((one) => sayBy(one.by, matterName)))],
    words: [...new Set(evidence.map((one) => one.text))],
  })
  return [
    ...labels.signals.map((signal) =>
      finding('signal', t.evidence.signals[signal.kind] ?? signal.kind, signal.evidence),
    ),
    ...labels.matters.map((matter) => finding('matter', matter.name, matter.evidence)),
    ...labels.places.map((place) => finding('place', place.name, place.evidence)),
  ]
}
