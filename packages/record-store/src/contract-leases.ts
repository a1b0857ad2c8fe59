import { expect, it } from 'vitest'
import type { ContractContext } from './contract-writing.js'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Named leases, and what they promise to a transaction that relies on one. */
export function leaseContract({ store, fresh }: ContractContext): void {
  const acquire = (name: string, holder: string, now: number) =>
    store().transaction((records) => records.leases.acquire(name, holder, now, now + 100))

  it('gives a named lease to one holder until it ends', async () => {
    const lease = fresh('lease')
    expect(await acquire(lease, 'a', 1_000)).toBe(true)
    expect(await acquire(lease, 'b', 1_050)).toBe(false)
    expect(await acquire(lease, 'a', 1_060)).toBe(true)
    expect(await acquire(lease, 'b', 1_159)).toBe(false)
    expect(await acquire(lease, 'b', 1_161)).toBe(true)
    await store().transaction((records) => records.leases.release(lease, 'a'))
    expect(await acquire(lease, 'a', 1_162)).toBe(false)
    await store().transaction((records) => records.leases.release(lease, 'b'))
    expect(await acquire(lease, 'a', 1_163)).toBe(true)
  })

  it('takes many leases at once: those that are free, one’s own, and those that ran out', async () => {
    const names = Array.from({ length: 250 }, () => fresh('many'))
    const [kept = '', ranOut = ''] = names
    await acquire(kept, 'b', 1_000)
    await acquire(ranOut, 'b', 800)
    await acquire(names[9] ?? '', 'a', 990)
    const take = () =>
      store().transaction((records) => records.leases.acquireMany([...names, ranOut], 'a', 1_000, 2_000))
    const wanted = names.filter((name) => name !== kept)
    expect([await take(), await take()]).toEqual([wanted, wanted])
    const held = await store().records.leases.holders('many')
    expect(held.filter(({ holder, until }) => holder === 'a' && until === 2_000)).toHaveLength(249)
    expect(await store().records.leases.holds(kept, 'b', 1_000)).toBe(true)
    expect(await store().transaction((records) => records.leases.acquireMany([], 'a', 1_000, 2_000))).toEqual([])
  })

  it('tells who holds which leases, and whether one holds it still', async () => {
    const prefix = fresh('seat')
    await acquire(`${prefix}:2`, 'b', 1_000)
    await acquire(`${prefix}:1`, 'a', 2_000)
    await acquire(fresh('other'), 'a', 2_000)
    expect(await store().records.leases.holders(`${prefix}:`)).toEqual([
      { name: `${prefix}:1`, holder: 'a', until: 2_100 },
      { name: `${prefix}:2`, holder: 'b', until: 1_100 },
    ])
    const holds = (holder: string, now: number) => store().records.leases.holds(`${prefix}:1`, holder, now)
    expect([await holds('a', 2_099), await holds('a', 2_100), await holds('b', 2_050)]).toEqual([true, false, false])
    expect(await store().records.leases.holds('unknown', 'a', 0)).toBe(false)
  })

  it('lets nobody take a lease over while a transaction that saw itself as its holder is under way', async () => {
    const lease = fresh('fence')
    const [order, done] = [[] as string[], fresh('done')]
    await acquire(lease, 'a', 1_000)
    let goOn = (): void => {}
    const going = new Promise<void>((resolve) => (goOn = resolve))
    let seen = (): void => {}
    const saw = new Promise<void>((resolve) => (seen = resolve))
    const working = store().transaction(async (records) => {
      if (!(await records.leases.holds(lease, 'a', 1_050))) return false
      seen()
      await going
      await records.facts.put(done, 1)
      return true
    })
    void working.then(() => order.push('work'))
    await saw
    const taking = acquire(lease, 'b', 1_200)
    void taking.then(() => order.push('takeover'))
    await pause(150)
    expect(order).toEqual([])
    goOn()
    expect([await working, await taking]).toEqual([true, true])
    expect(order).toEqual(['work', 'takeover'])
    expect(await store().records.facts.get(done)).toBe(1)
    expect(await store().transaction((records) => records.leases.holds(lease, 'a', 1_250))).toBe(false)
  })

  it('runs work once at most where asked to', async () => {
    let runs = 0
    const failed = store().transaction(
      async () => {
        runs += 1
        throw new Error('no')
      },
      { once: true },
    )
    await expect(failed).rejects.toThrow('no')
    expect(runs).toBe(1)
    expect(await store().transaction(async () => 7, { once: true })).toBe(7)
  })
}
