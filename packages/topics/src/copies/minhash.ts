import { mix } from '../hash.js'
import type { GramSet } from './grams.js'

/** 42 bands of 3 rows: of two texts with Jaccard 0.5, 99.6 % share a band; with 0.2, 29 %. */
export const minhashBins = 126
export const rows = 3
const empty = 0xffffffff

/**
 * One-permutation MinHash (Li, Owen, Zhang 2012): one hash per gram picks the bin, the rest is the value; empty bins are
 * filled from the next full one with a turn (Shrivastava, Li 2014). [] of no grams.
 */
function signature(grams: GramSet): Uint32Array {
  const bins = new Uint32Array(minhashBins).fill(empty)
  for (const gram of grams) {
    const hashed = mix(gram ^ 0x5bd1e995)
    const bin = hashed % minhashBins
    const value = Math.floor(hashed / minhashBins)
    if (value < (bins[bin] as number)) bins[bin] = value
  }
  const filled = bins.slice()
  for (let bin = 0; bin < minhashBins; bin += 1) {
    for (let step = 1; filled[bin] === empty && step < minhashBins; step += 1) {
      const other = bins[(bin + step) % minhashBins] as number
      if (other !== empty) filled[bin] = mix(other + Math.imul(step, 0x9e3779b1))
    }
  }
  return filled
}

/** The 42 band keys of a gram set; equal key at equal place = candidates. Empty set: no keys. */
export function bandKeys(grams: GramSet): Uint32Array {
  if (grams.length === 0) return new Uint32Array()
  const bins = signature(grams)
  return Uint32Array.from({ length: minhashBins / rows }, (_, band) => {
    let key = mix(band + 1)
    for (let row = 0; row < rows; row += 1) key = mix(Math.imul(key, 31) + (bins[band * rows + row] as number))
    return key
  })
}
