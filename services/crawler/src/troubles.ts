/** Pages of a source that could not be read, by article id, with how often that was. Kept with the source (bounded). */
export type Troubles = ReadonlyMap<string, number>

const givenUpAfter = 3
const most = 300

/** After so many failures a page is set aside: one broken page must not hold up its source for ever. */
export const isGivenUp = (troubles: Troubles, article: string): boolean => (troubles.get(article) ?? 0) >= givenUpAfter

/** One more failure of a page; the oldest are forgotten first. */
export function withTrouble(troubles: Troubles, article: string): Troubles {
  const next = new Map(troubles)
  const times = (next.get(article) ?? 0) + 1
  next.delete(article)
  next.set(article, times)
  for (const oldest of next.keys()) {
    if (next.size <= most) break
    next.delete(oldest)
  }
  return next
}
