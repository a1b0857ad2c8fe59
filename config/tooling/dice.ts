// What training and evaluation simulate with: chance by a seed, and the rhythm in which citizens write.
import { seededRandom } from '@guanlan/kernel'

/** Dice of one seed: evenly, of a normal, gamma and Poisson distribution. */
export interface Dice {
  readonly even: () => number
  readonly normal: () => number
  readonly gamma: (shape: number) => number
  readonly poisson: (mean: number) => number
}

/** Dice that fall the same for the same seed. */
export function diceOf(seed: number): Dice {
  const even = seededRandom(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even())
  /** Marsaglia, Tsang 2000; shapes below 1 by their boost. */
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * (1 - even()) ** (1 / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(1 - even()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
    }
  }
  const poisson = (mean: number): number => {
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
    let left = Math.exp(-mean)
    let count = 0
    for (let chance = even(); chance > left; count += 1) {
      chance -= left
      left *= mean / (count + 1)
    }
    return count
  }
  return { even, normal, gamma, poisson }
}

/** How citizens write over a day and a week, mean 1 over the week: asleep at night, less on Saturdays and Sundays. `weekday`: 0 = Monday. */
export function rhythm(weekday: number, hour: number): number {
  const day = [
    0.3, 0.2, 0.15, 0.1, 0.1, 0.2, 0.5, 0.9, 1.4, 1.7, 1.7, 1.4, 1.2, 1.3, 1.4, 1.4, 1.4, 1.4, 1.3, 1.4, 1.5, 1.4, 1.1,
    0.65,
  ][hour] as number
  return (day / 1.0458) * (weekday < 5 ? 1.1 : 0.75)
}
