import type { Link } from './regroup.js'

/** Pairs of members that were found alike, by either of the two. Members are known by their order. */
export interface LinkTable {
  /** Scores of `member` with earlier ones, as [order, score] in turn. */
  add(member: number, scores: readonly number[]): void
  remove(member: number): void
  /**
   * All that hang together with these members by links of `atLeast` and more, and every link among them: members ascending, links
   * by their members.
   */
  around(members: Iterable<number>, atLeast: number): { readonly members: number[]; readonly links: Link[] }
}

/** Without any pair. */
export function createLinkTable(): LinkTable {
  const table = new Map<number, Map<number, number>>()
  const put = (from: number, to: number, score: number) => {
    const known = table.get(from)
    if (known) known.set(to, score)
    else table.set(from, new Map([[to, score]]))
  }
  return {
    add(member, scores) {
      for (let at = 0; at + 1 < scores.length; at += 2) {
        put(member, scores[at] as number, scores[at + 1] as number)
        put(scores[at] as number, member, scores[at + 1] as number)
      }
    },
    remove(member) {
      for (const other of table.get(member)?.keys() ?? []) {
        const others = table.get(other)
        others?.delete(member)
        if (others?.size === 0) table.delete(other)
      }
      table.delete(member)
    },
    around(from, atLeast) {
      const met = new Set<number>(from)
      for (const member of met)
        for (const [other, score] of table.get(member) ?? []) if (score >= atLeast) met.add(other)
      const members = [...met].sort((a, b) => a - b)
      const links: Link[] = []
      for (const b of members)
        for (const [a, score] of table.get(b) ?? []) if (a < b && met.has(a)) links.push({ a, b, score })
      return { members, links: links.toSorted((x, y) => x.a - y.a || x.b - y.b) }
    },
  }
}
