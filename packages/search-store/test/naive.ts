import type { Field, LeafRule, Rule } from '@guanlan/rules'
import { baseDictionary, createBoundaryFinder, foldText, isGapUnit } from '@guanlan/text'

const boundaries = createBoundaryFinder(baseDictionary())

/** Whether a rule of the search box holds, by walking its tree and looking for every term: slow, and easy to believe. */
export function holds(rule: Rule, document: Readonly<Record<Field, string>>): boolean {
  if (rule.kind === 'and') return rule.of.every((clause) => holds(clause, document))
  if (rule.kind === 'or') return rule.of.some((clause) => holds(clause, document))
  if (rule.kind === 'not') return !holds(rule.of, document)
  if (rule.kind === 'near' || rule.kind === 'count') throw new Error(`no ${rule.kind} in the search box`)
  const fields: readonly Field[] = rule.field ? [rule.field] : ['title', 'body']
  return fields.some((field) => hits(rule, foldText(document[field])))
}

function hits(leaf: LeafRule, text: string): boolean {
  const bounded = boundaries.fineBoundaries(text)
  const parts = (leaf.kind === 'term' ? [leaf.text] : leaf.parts).map(foldText)
  const open = leaf.kind === 'term' && leaf.prefix
  for (let start = 0; start < text.length; start += 1) {
    const end = bounded.has(start) ? endOf(parts, text, start) : -1
    if (end > start && (open || bounded.has(end))) return true
  }
  return false
}

function endOf(parts: readonly string[], text: string, start: number): number {
  let at = start
  for (const [number, part] of parts.entries()) {
    while (number > 0 && at < text.length && isGapUnit(text.charCodeAt(at))) at += 1
    if (!text.startsWith(part, at)) return -1
    at += part.length
  }
  return at
}
