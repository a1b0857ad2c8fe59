import type { ClassifiedArticle } from '@guanlan/contracts'
import { toSearchDocument, type SearchDocument } from './document.js'

/** What a sample says apart from the rest, which is the same for all. */
export interface Sample {
  readonly id: string
  readonly revision?: number
  readonly title?: string
  readonly body?: string
  /** ISO 8601; becomes `published`. */
  readonly at?: string
  readonly seen?: string
  readonly source?: string
  readonly tier?: ClassifiedArticle['source']['tier']
  readonly domains?: readonly string[]
  readonly matters?: readonly string[]
  readonly department?: string
  readonly places?: readonly string[]
}

/** A document for the contract suite and the tests of adapters. */
export function sampleDocument(sample: Sample): SearchDocument {
  const { at, source = 'paper', matters = [], places = [] } = sample
  return toSearchDocument({
    article: sample.id,
    revision: sample.revision ?? 1,
    jurisdiction: '330681',
    source: { id: source, name: `${source}晚报`, tier: sample.tier ?? 'media', official: false },
    url: `https://example.invalid/${sample.id}`,
    title: sample.title ?? '标题',
    body: sample.body ?? '正文',
    seen: new Date(sample.seen ?? at ?? '2026-11-20T00:00:00Z').toISOString(),
    contentHash: `hash-${sample.id}-${sample.revision ?? 1}`,
    ...(at ? { published: new Date(at).toISOString() } : {}),
    labels: {
      matters: matters.map((code) => ({ code, name: code, domain: null, score: 1, evidence: [] })),
      domains: [...(sample.domains ?? [])],
      places: places.map((code) => ({ code, name: code, evidence: [] })),
      candidates: sample.department
        ? [{ department: sample.department, name: sample.department, score: 1, why: '样例' }]
        : [],
      sentiment: -0.5,
      urgency: 1,
      signals: [],
    },
  })
}
