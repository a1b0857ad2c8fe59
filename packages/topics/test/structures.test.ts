import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeyMap } from '../src/cluster/key-map.js'
import { createPostings } from '../src/cluster/postings.js'
import { createTermTable, frequent } from '../src/cluster/term-table.js'

/** Few keys, so that they meet; some with the same last bits, so that their chains cross. */
const key = fc.oneof(
  fc.integer({ min: 0, max: 30 }),
  fc.integer({ min: 0, max: 6 }).map((n) => n * 1_024 + 1_023),
  fc.integer({ min: 0, max: 4 }).map((n) => 0xffffffff - n),
)

describe('a key map', () => {
  it('holds what a Map would hold', () => {
    const act = fc.record({ key, value: fc.nat({ max: 5 }), what: fc.constantFrom('set', 'delete', 'add') })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 200 }), (acts) => {
        const map = createKeyMap()
        const model = new Map<number, number>()
        for (const { key: at, value, what } of acts) {
          if (what === 'set') map.set(at, value)
          if (what === 'set') model.set(at, value)
          if (what === 'delete') map.delete(at)
          if (what === 'delete') model.delete(at)
          if (what !== 'add') continue
          const sum = (model.get(at) ?? 0) + value + 1
          expect(map.change(at, value + 1)).toBe(sum)
          model.set(at, sum)
        }
        expect(map.size).toBe(model.size)
        for (const { key: at } of acts) expect(map.get(at)).toBe(model.get(at) ?? -1)
      }),
    )
  })

  it('grows, and forgets what comes to nothing', () => {
    const map = createKeyMap()
    for (let n = 0; n < 5_000; n += 1) map.change(n * 2_654_435_761, 2)
    for (let n = 0; n < 5_000; n += 2) map.change(n * 2_654_435_761, -2)
    expect(map.size).toBe(2_500)
    for (let n = 0; n < 5_000; n += 1) expect(map.get(n * 2_654_435_761)).toBe(n % 2 === 0 ? -1 : 2)
  })
})

describe('postings', () => {
  it('keep rising lists by key, whatever comes and goes', () => {
    const act = fc.record({ key, member: fc.nat({ max: 8 }), comes: fc.boolean() })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 120 }), fc.integer({ min: 1, max: 4 }), (acts, newest) => {
        const postings = createPostings()
        const model = new Map<number, number[]>()
        for (const { key: at, member, comes } of acts) {
          const known = model.get(at) ?? []
          if (comes && !known.includes(member)) {
            postings.insert(at, member)
            model.set(
              at,
              [...known, member].toSorted((a, b) => a - b),
            )
          }
          if (comes) continue
          postings.remove(at, member)
          const left = known.filter((other) => other !== member)
          if (left.length > 0) model.set(at, left)
          else model.delete(at)
        }
        expect(postings.size).toBe(model.size)
        for (const { key: at } of acts) {
          const known = model.get(at) ?? []
          const read: number[] = []
          postings.read(at, read)
          expect(read).toEqual(known)
          expect(postings.count(at)).toBe(known.length)
          const last: number[] = []
          postings.read(at, last, newest)
          expect(last).toEqual(known.slice(-newest))
        }
      }),
    )
  })
})

describe('a term table', () => {
  it('gives one slot to a term as long as anybody holds it, and counts each text once', () => {
    const table = createTermTable()
    const slots = new Int32Array(4)
    table.acquire(Uint32Array.from([7, 9, 7, 4_294_967_295]), slots, 0, 4)
    expect(slots[0]).toBe(slots[2])
    expect([...slots].map((slot) => table.keyOf(slot))).toEqual([7, 9, 7, 4_294_967_295])
    table.count(slots, 0, 4, 3)
    expect([...slots].map((slot) => table.frequencies[slot])).toEqual([3, 3, 3, 3])
    table.count(slots, 0, 4, -3)
    table.release(slots, 1, 4)
    const again = new Int32Array(1)
    table.acquire(Uint32Array.from([11]), again, 0, 1)
    expect([slots[1], slots[3]]).toContain(again[0])
    expect(table.keyOf(slots[0] as number)).toBe(7)
    expect(table.frequencies[again[0] as number]).toBe(0)
  })

  it('says the frequency of a common term by its logarithm', () => {
    const table = createTermTable()
    const slots = new Int32Array(1)
    table.acquire(Uint32Array.from([5]), slots, 0, 1)
    table.count(slots, 0, 1, 1_000)
    expect(table.frequencies[slots[0] as number]).toBe(frequent)
    expect(table.logarithms[slots[0] as number]).toBe(Math.log(1_001))
  })

  it('keeps its slots when it grows', () => {
    const table = createTermTable()
    const keys = Uint32Array.from({ length: 5_000 }, (_, n) => n * 2_654_435_761)
    const slots = new Int32Array(5_000)
    table.acquire(keys, slots, 0, 5_000)
    table.count(slots, 0, 5_000, 2)
    expect(slots.every((slot, n) => table.keyOf(slot) === keys[n] && table.frequencies[slot] === 2)).toBe(true)
    expect(new Set(slots).size).toBe(5_000)
  })
})
