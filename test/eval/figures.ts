import { seededRandom } from '@guanlan/kernel'

/** How often a label was right, was given wrongly, and was missing. */
export interface Counts {
  hit: number
  wrong: number
  missed: number
}

/** Precision, recall and their harmonic mean, each 0 when there is nothing to divide by. */
export function f1Of({ hit, wrong, missed }: Counts): { precision: number; recall: number; f1: number } {
  const precision = hit === 0 ? 0 : hit / (hit + wrong)
  const recall = hit === 0 ? 0 : hit / (hit + missed)
  return { precision, recall, f1: hit === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

/** 「72.4 % ± 4.6」: a share with half its 95 % interval (normal approximation). */
export function share(part: number, whole: number): string {
  if (whole === 0) return 'n/a'
  const p = part / whole
  return `${(p * 100).toFixed(1)} % ± ${(196 * Math.sqrt((p * (1 - p)) / whole)).toFixed(1)}`
}

/** How each label was told, from pairs of what is right and what was said. */
export function countLabels(pairs: readonly (readonly [gold: string, said: string])[]): Map<string, Counts> {
  const counts = new Map<string, Counts>()
  const of = (label: string): Counts => {
    const known = counts.get(label) ?? { hit: 0, wrong: 0, missed: 0 }
    counts.set(label, known)
    return known
  }
  for (const [gold, said] of pairs) {
    if (gold === said) of(gold).hit += 1
    else {
      of(gold).missed += 1
      of(said).wrong += 1
    }
  }
  return counts
}

/** Mean F1 of the labels that occur as right ones, `none` not counted. */
export function macroF1(pairs: readonly (readonly [gold: string, said: string])[]): number {
  const scores = [...countLabels(pairs)]
    .filter(([label, { hit, missed }]) => label !== 'none' && hit + missed > 0)
    .map(([, counts]) => f1Of(counts).f1)
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length)
}

const RESAMPLES = 500

/** 「0.812 [0.770, 0.851]」: a figure with its 95 % bootstrap interval (percentiles of 500 seeded resamples). */
export function withInterval<Item>(items: readonly Item[], figure: (sample: readonly Item[]) => number): string {
  const random = seededRandom(27)
  const figures = Array.from({ length: RESAMPLES }, () =>
    figure(items.map((_, __, all) => all[Math.floor(random() * all.length)] as Item)),
  ).sort((a, b) => a - b)
  const at = (q: number) => (figures[Math.floor(q * (RESAMPLES - 1))] ?? 0).toFixed(3)
  return `${figure(items).toFixed(3)} [${at(0.025)}, ${at(0.975)}]`
}
