import { isDeepStrictEqual } from 'node:util'
import { compileRules, printRule } from '@guanlan/rules'
import * as fc from 'fast-check'
import { naiveMatch } from '../../packages/rules/test/naive-match.js'
import { documentArbitrary, ruleArbitrary } from '../../packages/rules/test/random-rules.js'
import { boundaries } from '../../packages/rules/test/support.js'

const RULES = 8
const DOCUMENTS = 5
/** GUANLAN_EVAL_PAIRS=1000000 runs a million, GUANLAN_EVAL_SEED another seed. */
const wanted = Number(process.env['GUANLAN_EVAL_PAIRS'] ?? 20_000)
const seed = Number(process.env['GUANLAN_EVAL_SEED'] ?? 20_261_123)

/**
 * The engine beside the naive matcher on random rules and texts, hits and spans compared pair by pair. Throws with the
 * smallest rule and text that it finds when they disagree.
 */
export function evaluateRules(): Promise<void> {
  if (!Number.isSafeInteger(wanted) || wanted < 1)
    throw new Error(`GUANLAN_EVAL_PAIRS is no number of pairs: ${wanted}`)
  const started = performance.now()
  let pairs = 0
  let held = 0
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
        pairs += rules.length
        held += expected.length
        if (!isDeepStrictEqual(set.match(document), expected)) return false
      }
      return true
    }),
    { seed, numRuns: Math.ceil(wanted / RULES / DOCUMENTS) },
  )
  const seconds = ((performance.now() - started) / 1_000).toFixed(0)
  const share = ((100 * held) / pairs).toFixed(1)
  console.log(`rules: ${pairs} random pairs of rule and text (seed ${seed}), ${share} % of them hits, ${seconds} s`)
  console.log('  engine and naive matcher agree on every hit and span')
  return Promise.resolve()
}
