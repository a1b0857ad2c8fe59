import { isDeepStrictEqual } from 'node:util'
import { compareWithNaive } from '../../packages/rules/test/agreement.js'

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
  const { pairs, hits } = compareWithNaive({ pairs: wanted, seed }, (found, expected) => {
    if (!isDeepStrictEqual(found, expected)) throw new Error('the engine and the naive matcher disagree')
  })
  const seconds = ((performance.now() - started) / 1_000).toFixed(0)
  const share = ((100 * hits) / pairs).toFixed(1)
  console.log(`rules: ${pairs} random pairs of rule and text (seed ${seed}), ${share} % of them hits, ${seconds} s`)
  console.log('  engine and naive matcher agree on every hit and span')
  return Promise.resolve()
}
