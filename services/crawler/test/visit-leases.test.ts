import { silentLogger, systemClock, toInstant } from '@guanlan/kernel'
import type { RecordStore } from '@guanlan/record-store'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { keepVisitLeases, type VisitLeases } from '../src/visit-leases.js'
import { onEnd, openStore } from './harness.js'

const hosts: Readonly<Record<string, string>> = { a1: 'a.cn', a2: 'a.cn', b: 'b.cn', c: 'c.cn' }
const all = Object.keys(hosts)
const now = () => toInstant(systemClock.now())

function crawlerOn(recordStore: RecordStore, holder: string): VisitLeases & { readonly lost: string[] } {
  const lost: string[] = []
  const hostOf = (source: string) => hosts[source] ?? ''
  const leases = keepVisitLeases({ recordStore, holder, hostOf, logger: silentLogger, onLost: (id) => lost.push(id) })
  onEnd(() => leases.stop())
  return { ...leases, lost }
}
afterEach(() => void vi.useRealTimers())

describe('leases of sources and hosts', () => {
  it('let no two crawlers ask one host, also for different sources of it', async () => {
    const store = await openStore()
    const [one, two] = [crawlerOn(store, 'one'), crawlerOn(store, 'two')]
    expect(await one.claim(['a1'], now(), 5)).toEqual(['a1'])
    expect((await two.claim(all, now(), 5)).sort()).toEqual(['b', 'c'])
    expect(await one.claim(all, now(), 5)).toEqual(['a2'])
    await one.release('a1')
    expect(await two.claim(['a1'], now(), 5)).toEqual([])
    await one.release('a2')
    expect(await two.claim(['a1'], now(), 5)).toEqual(['a1'])
  })

  it('go back in one transaction when several visits end at once, each with its host', async () => {
    const store = await openStore()
    let transactions = 0
    const counting = {
      ...store,
      transaction: ((...args: Parameters<RecordStore['transaction']>) => {
        transactions += 1
        return store.transaction(...args)
      }) as RecordStore['transaction'],
    }
    const [one, two] = [crawlerOn(counting, 'one'), crawlerOn(store, 'two')]
    await one.claim(all, now(), 5)
    expect(await two.claim(all, now(), 5)).toEqual([])
    transactions = 0
    await Promise.all(['a1', 'b', 'c'].map((source) => one.release(source)))
    expect(transactions).toBe(1)
    // a.cn is still asked for a2.
    expect((await two.claim(all, now(), 5)).sort()).toEqual(['b', 'c'])
  })

  it('keep no host for which nothing was due', async () => {
    const store = await openStore()
    const [one, two] = [crawlerOn(store, 'one'), crawlerOn(store, 'two')]
    expect((await one.claim(all, now(), 1)).length).toBe(1)
    expect((await two.claim(all, now(), 5)).length).toBeGreaterThan(1)
  })

  it('are renewed while a visit runs, and pass within 30 seconds when their crawler is lost, which then hears of it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const pass = async (seconds: number) => {
      for (let i = 0; i < seconds; i += 1) {
        await vi.advanceTimersByTimeAsync(1_000)
        for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve))
      }
    }
    const store = await openStore()
    let stalled = false
    const stalling = {
      ...store,
      transaction: ((...args: Parameters<RecordStore['transaction']>) =>
        stalled ? Promise.reject(new Error('stalled')) : store.transaction(...args)) as RecordStore['transaction'],
    }
    const [one, two] = [crawlerOn(stalling, 'one'), crawlerOn(store, 'two')]
    await one.claim(['a1'], now(), 5)
    await pass(60)
    expect(await two.claim(['a1', 'a2'], now(), 5)).toEqual([])
    stalled = true
    await pass(28)
    expect((await two.claim(['a1', 'a2'], now(), 5)).sort()).toEqual(['a1', 'a2'])
    stalled = false
    await pass(8)
    expect(one.lost).toEqual(['a1'])
    expect(two.lost).toEqual([])
  })
})
