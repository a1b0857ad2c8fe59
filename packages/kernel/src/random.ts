/** Draws numbers in [0, 1). */
export type Random = () => number

/** The same seed always gives the same row: Mulberry32 (T. Ettinger, public domain), 32 bits of state. For choosing, never for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
