import * as fc from 'fast-check'
import { compileRules, printRule, type RuleHit } from '../src/index.js'
import { naiveMatch } from './naive-match.js'
import { documentArbitrary, ruleArbitrary } from './random-rules.js'
import { boundaries } from './support.js'

const RULES = 8
const DOCUMENTS = 5

/**
 * Matches at least `pairs` random pairs of rule and text by the engine and by the naive matcher; `agree` throws where they differ,
 * and the smallest such rules and texts are told. Returns how many pairs were compared, and how many were hits.
 */
export function compareWithNaive(
  { pairs, seed }: { readonly pairs: number; readonly seed: number },
  agree: (found: readonly RuleHit[], expected: readonly RuleHit[]) => void,
): { readonly pairs: number; readonly hits: number } {
  const counted = { pairs: 0, hits: 0 }
  const many = <T>(arbitrary: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> =>
    fc.array(arbitrary, { minLength: length, maxLength: length, size: 'max' })
  fc.assert(
    fc.property(many(ruleArbitrary, RULES), many(documentArbitrary, DOCUMENTS), (rules, documents) => {
      const named = rules.map((rule, index) => ({ id: `${index} ${printRule(rule)}`, rule }))
      const set = compileRules(named, { boundaries: boundaries() })
      for (const document of documents) {
        const expected = named.flatMap(({ id, rule }) => {
          const spans = naiveMatch(rule, document, boundaries())
          return spans === undefined ? [] : [{ rule: id, spans }]
        })
        counted.pairs += rules.length
        counted.hits += expected.length
        agree(set.match(document), expected)
      }
    }),
    { seed, numRuns: Math.ceil(pairs / RULES / DOCUMENTS) },
  )
  return counted
}
