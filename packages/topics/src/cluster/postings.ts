import { createKeyMap } from './key-map.js'

/** Who stands under which key: lists of small whole numbers by 32-bit keys. */
export interface Postings {
  /** How many stand under `key`. */
  count(key: number): number
  /** Appends those under `key` to `into`, the last `newest` of them, in their order. */
  read(key: number, into: number[], newest?: number): void
  /** Counts those under `key` in `counts`, unless they are more than `most`; whoever was not met before is put into `met`. */
  meet(key: number, counts: Int32Array, met: number[], most: number): void
  /** Puts a member at the end. */
  add(key: number, member: number): void
  /** Puts a member where its number belongs in a rising list. */
  insert(key: number, member: number): void
  /** Takes a member out; the others keep their order. */
  remove(key: number, member: number): void
  /** Keys in use. */
  readonly size: number
}

/**
 * Without any list. Most keys have one member, who stands in the map itself (even values); only the others have a list (odd
 * ones), for a hundred small arrays an item would be what the memory is full of.
 */
export function createPostings(): Postings {
  const places = createKeyMap()
  const lists: number[][] = []
  const free: number[] = []

  const listAt = (value: number): number[] | null => (value % 2 === 1 ? (lists[(value - 1) / 2] as number[]) : null)
  /** The list under `key`, made of its single member when it has none yet; null = nobody stands there. */
  const listOf = (key: number): number[] | null => {
    const value = places.get(key)
    if (value < 0) return null
    const known = listAt(value)
    if (known) return known
    const place = free.pop() ?? lists.length
    const list = [value / 2]
    lists[place] = list
    places.set(key, 2 * place + 1)
    return list
  }

  return {
    count(key) {
      const value = places.get(key)
      return value < 0 ? 0 : (listAt(value)?.length ?? 1)
    },
    read(key, into, newest = Infinity) {
      const value = places.get(key)
      if (value < 0) return
      const list = listAt(value)
      if (!list) into.push(value / 2)
      else for (let at = Math.max(0, list.length - newest); at < list.length; at += 1) into.push(list[at] as number)
    },
    meet(key, counts, met, most) {
      const value = places.get(key)
      if (value < 0) return
      if (value % 2 === 0) return meetOne(value / 2, counts, met)
      const list = lists[(value - 1) / 2] as number[]
      if (list.length > most) return
      for (let at = 0; at < list.length; at += 1) meetOne(list[at] as number, counts, met)
    },
    add(key, member) {
      const list = listOf(key)
      if (list) list.push(member)
      else places.set(key, 2 * member)
    },
    insert(key, member) {
      const list = listOf(key)
      if (!list) return places.set(key, 2 * member)
      let at = list.length
      while (at > 0 && (list[at - 1] as number) > member) at -= 1
      if (at === list.length) list.push(member)
      else list.splice(at, 0, member)
    },
    remove(key, member) {
      const value = places.get(key)
      if (value < 0) return
      const list = listAt(value)
      if (!list) return value === 2 * member ? places.delete(key) : undefined
      const at = list.indexOf(member)
      if (at >= 0) list.splice(at, 1)
      if (list.length > 1) return
      lists[(value - 1) / 2] = []
      free.push((value - 1) / 2)
      if (list.length === 1) places.set(key, 2 * (list[0] as number))
      else places.delete(key)
    },
    get size() {
      return places.size
    },
  }
}

function meetOne(member: number, counts: Int32Array, met: number[]): void {
  const before = counts[member] as number
  if (before === 0) met.push(member)
  counts[member] = before + 1
}
