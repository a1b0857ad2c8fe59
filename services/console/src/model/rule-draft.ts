import type { RuleTexts } from '@guanlan/contracts'

/** Where a rule stands within its matter. */
export interface RulePlace {
  readonly kind: keyof RuleTexts
  /** From 0. */
  readonly index: number
}

/** A line of what changed between two versions. */
export interface RuleChange {
  readonly kind: keyof RuleTexts
  readonly what: 'added' | 'removed'
  readonly text: string
}

const kinds = ['rules', 'hints'] as const

/** Rules of `before` that `after` does not have, and the other way round, each as often as it is there; order does not count. */
export function changesBetween(before: RuleTexts, after: RuleTexts): RuleChange[] {
  const missing = (from: readonly string[], others: readonly string[]): string[] => {
    const rest = [...others]
    return from.filter((text) => {
      const at = rest.indexOf(text)
      if (at >= 0) rest.splice(at, 1)
      return at < 0
    })
  }
  return kinds.flatMap((kind) => [
    ...missing(before[kind], after[kind]).map((text) => ({ kind, what: 'removed' as const, text })),
    ...missing(after[kind], before[kind]).map((text) => ({ kind, what: 'added' as const, text })),
  ])
}

/** How many rules were written anew, added or taken away: one that was changed is taken away and added. */
export const countChanges = (changes: readonly RuleChange[]): number =>
  kinds.reduce((sum, kind) => {
    const of = (what: RuleChange['what']): number =>
      changes.filter((change) => change.kind === kind && change.what === what).length
    return sum + Math.max(of('added'), of('removed'))
  }, 0)

/** `rules`, 2 → 「wage-arrears.r3」, as the address has it. */
export const placeToKey = (code: string, { kind, index }: RulePlace): string => `${code}.${kind[0]}${index + 1}`

/** The place that the address names, of this matter and where there is a rule; else its first. */
export function placeFromKey(key: string, code: string, texts: RuleTexts): RulePlace {
  const [, letter, number] = /^([rh])(\d+)$/.exec(key.startsWith(`${code}.`) ? key.slice(code.length + 1) : '') ?? []
  const kind = letter === 'h' ? 'hints' : 'rules'
  const index = Number(number) - 1
  return index >= 0 && index < texts[kind].length ? { kind, index } : { kind: 'rules', index: 0 }
}

/** The texts with one of them written anew; at the end of its list: one more. */
export const withText = (texts: RuleTexts, { kind, index }: RulePlace, text: string): RuleTexts => ({
  ...texts,
  [kind]:
    index < texts[kind].length ? texts[kind].map((old, at) => (at === index ? text : old)) : [...texts[kind], text],
})

/** The texts without one of them. */
export const withoutText = (texts: RuleTexts, { kind, index }: RulePlace): RuleTexts => ({
  ...texts,
  [kind]: texts[kind].filter((_, at) => at !== index),
})
