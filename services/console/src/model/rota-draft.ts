import type { Rota, RotaDetail } from '@guanlan/contracts'

/** A copy that may be edited. */
export const draftOf = (rota: Rota): Rota => JSON.parse(JSON.stringify(rota)) as Rota

/** Whether two rotas say the same. */
export const isSameRota = (a: Rota, b: Rota): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The first id of this kind that nobody has: `p3`. */
export function freshId(prefix: string, taken: readonly { readonly id: string }[]): string {
  const ids = new Set(taken.map(({ id }) => id))
  let n = taken.length + 1
  while (ids.has(`${prefix}${n}`)) n += 1
  return `${prefix}${n}`
}

/** The rota as it can be sent: empty choices and empty texts are left out, as the contract wants it. */
export function cleaned(rota: Rota): Rota {
  const copy = draftOf(rota)
  const tidy = <T extends { deputy?: string | undefined }>(turn: T): T => {
    if (!turn.deputy) delete turn.deputy
    return turn
  }
  for (const shift of copy.shifts) shift.turns = shift.turns.map(tidy)
  copy.swaps = copy.swaps.map(tidy).map(({ note, ...swap }) => (note?.trim() ? { ...swap, note: note.trim() } : swap))
  copy.chain = copy.chain.map(({ every, hours, ...rule }) => ({
    ...rule,
    ...(typeof every === 'number' && every > 0 ? { every } : {}),
    ...(hours?.trim() ? { hours: hours.trim() } : {}),
  }))
  return copy
}

/** Takes a person, and whoever depends on it, out of a draft's choices: turns that lose their duty go with it. */
export function withoutPerson(rota: Rota, id: string): Rota {
  const keep = <T extends { duty: string; deputy?: string | undefined }>(turn: T): T[] =>
    turn.duty === id ? [] : [turn.deputy === id ? { ...turn, deputy: undefined } : turn]
  return cleaned({
    ...rota,
    people: rota.people.filter((person) => person.id !== id),
    shifts: rota.shifts
      .map((shift) => ({ ...shift, turns: shift.turns.flatMap(keep) }))
      .filter(({ turns }) => turns.length > 0),
    swaps: rota.swaps.flatMap(keep),
  })
}

/** Who is on duty now, in a sentence: `夜班 赵敏（副班 钱江）`. */
export const sayNow = (now: RotaDetail['now'], deputy: string): string =>
  now.map((one) => `${one.name} ${one.duty}${one.deputy === null ? '' : `（${deputy} ${one.deputy}）`}`).join('，')
