import type { Dice } from '../../config/tooling/dice.js'

/**
 * Noise that is not the detector's own: a slow log-normal swing that one hour hands on to the next (autocorrelation 0.8), gamma noise of each hour,
 * and in one of 200 hours a handful of people who repeat one another. Counts of hours with these means.
 */
export function noisyCounts(means: readonly number[], dice: Dice): number[] {
  const [keep, swing, shape, clump] = [0.8, 0.15, 12, 1 / 200]
  let slow = 0
  return means.map((mean) => {
    slow = keep * slow + Math.sqrt(1 - keep * keep) * dice.normal()
    const level = mean * Math.exp(swing * slow - (swing * swing) / 2) * (dice.gamma(shape) / shape)
    const repeats = dice.even() < clump ? dice.poisson(Math.min(2, mean / 2)) : 0
    return dice.poisson(level) + repeats
  })
}
