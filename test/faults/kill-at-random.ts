import { until, type GuanlanProcess } from '@guanlan/testkit'
import { dice } from '../smoke/dice.js'
import { runTime, SPEED } from '../smoke/run-through.js'

/** Least time between two kills, ms: enough that something runs again when the next one comes. */
const LEAST_GAP_MS = 500

/**
 * Kills `count` times at moments drawn by `seed`, all over the run. Of many processes each service has its turn before one has
 * its second. `killed` is told each name. `speed`: scenario seconds per wall second of the run.
 */
export const killAtRandom =
  (seed: number, count: number, killed: (name: string) => void, speed = SPEED) =>
  async (first: GuanlanProcess): Promise<GuanlanProcess> => {
    const random = dice(seed)
    let guanlan = first
    let deck: number[] = []
    for (let kill = 0; kill < count; kill += 1) {
      await new Promise((resolve) => setTimeout(resolve, LEAST_GAP_MS + random() * ((runTime(speed) * 1.6) / count)))
      const processes = guanlan.split?.processes ?? []
      if (deck.length === 0) deck = shuffled(Math.max(1, processes.length), random)
      const index = deck.pop() ?? 0
      const one = processes[index]
      // It may just be down from an earlier kill: then there is nothing to kill yet.
      if (one) await until(`${one.name} to be started again`, () => one.pid() !== null)
      const again = await guanlan.killAndRestart((index + 0.5) / Math.max(1, processes.length))
      killed(again.killed)
      guanlan = again.guanlan
    }
    return guanlan
  }

/** Fisher–Yates over 0 … count - 1. */
function shuffled(count: number, random: () => number): number[] {
  const deck = Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1))
    ;[deck[i], deck[j]] = [deck[j] as number, deck[i] as number]
  }
  return deck
}
