/**
 * What people decided about members, as marks on them: members that share a mark belong together, and those with the two sides
 * of one split (`<act>+`, `<act>-`) do not. Ascending.
 */
export type Bonds = readonly string[]

const none: Bonds = []

/** The mark of the other side of a split; null = not of a split. */
export const oppositeOf = (bond: string): string | null =>
  bond.endsWith('+') ? `${bond.slice(0, -1)}-` : bond.endsWith('-') ? `${bond.slice(0, -1)}+` : null

/** Bonds of members that a person put together by `act`: a split between some of them is forgotten, for his word is the newer. */
export function boundTogether(members: readonly (Bonds | undefined)[], act: string): Bonds[] {
  const all = new Set(members.flatMap((bonds) => bonds ?? none))
  const holds = (bond: string) => !all.has(oppositeOf(bond) ?? '')
  return members.map((bonds) => sorted([...(bonds ?? none).filter(holds), act]))
}

/**
 * Bonds of members of one topic after a person parted them by `act`: each side holds together, the two stay apart; what bound a
 * member of one side to one of the other is forgotten.
 */
export function partedBy(
  act: string,
  leaving: readonly (Bonds | undefined)[],
  staying: readonly (Bonds | undefined)[],
): { readonly leaving: Bonds[]; readonly staying: Bonds[] } {
  const kept = new Set(staying.flatMap((bonds) => bonds ?? none))
  const side = (members: readonly (Bonds | undefined)[], mark: string, lost: ReadonlySet<string>) =>
    members.map((bonds) => sorted([...(bonds ?? none).filter((bond) => !lost.has(bond)), mark]))
  return { leaving: side(leaving, `${act}+`, kept), staying: side(staying, `${act}-`, new Set()) }
}

const sorted = (bonds: readonly string[]): Bonds => [...new Set(bonds)].toSorted()
