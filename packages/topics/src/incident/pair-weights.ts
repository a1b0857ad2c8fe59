/** Rarity of pairs of characters among headlines. */
export interface PairWeights {
  /** The pairs of a headline with what each is worth, ln(N / df) over the headlines before; counts the headline. */
  read(text: string): ReadonlyMap<string, number>
}

/** As many headlines as are taken as read before the first, so that on the first day not everything is rare. */
const before = 8_000

/** Frequencies are halved when so many headlines were read: what was rare last year may be common now. */
const generation = 200_000

export function createPairWeights(): PairWeights {
  let frequencies = new Map<string, number>()
  let texts = before
  return {
    read(text) {
      const pairs = new Map<string, number>()
      for (let at = 0; at + 2 <= text.length; at += 1) {
        const pair = text.slice(at, at + 2)
        if (!pairs.has(pair)) pairs.set(pair, Math.max(0, Math.log(texts / (1 + (frequencies.get(pair) ?? 0)))))
      }
      for (const pair of pairs.keys()) frequencies.set(pair, (frequencies.get(pair) ?? 0) + 1)
      texts += 1
      if (texts > generation) {
        texts /= 2
        frequencies = new Map(
          [...frequencies].filter(([, count]) => count > 1).map(([pair, count]) => [pair, count / 2]),
        )
      }
      return pairs
    },
  }
}

/**
 * What two headlines share: its weight, and its share of the lighter one's. A pair is worth what it was when it was rarer: the
 * words of a great story become common by that story alone.
 */
export function shareOf(
  a: ReadonlyMap<string, number>,
  b: ReadonlyMap<string, number>,
): { readonly share: number; readonly mass: number } {
  let [mass, left, right] = [0, 0, 0]
  for (const [pair, weight] of a) {
    const other = b.get(pair)
    const shared = other === undefined ? 0 : Math.max(weight, other)
    mass += shared
    left += Math.max(weight, shared)
  }
  for (const [pair, weight] of b) right += Math.max(weight, a.get(pair) ?? 0)
  const lighter = Math.min(left, right)
  return { share: lighter === 0 ? 0 : mass / lighter, mass }
}
