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
