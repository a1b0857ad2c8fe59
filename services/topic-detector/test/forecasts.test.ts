import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newest, openBench, sighted, type Bench } from './support.js'

let bench: Bench
beforeEach(async () => {
  bench = await openBench()
})
afterEach(() => bench.close())

const title = '纺织厂三个月没发工资了，工人在门口等说法'
const said = (count: number, change: Parameters<typeof sighted>[2] = {}) =>
  Array.from({ length: count }, (_, n) => sighted(`a${n}`, `${title}，第 ${n + 1} 天`, { minute: 20 * n, ...change }))
const told = async () => newest(await bench.told())

describe('the forecast of a topic in the river', () => {
  it('comes with the topic, says 依据不足 at first, and rests on what was published by then', async () => {
    await bench.handle(said(1))
    expect((await told())[0]?.forecast).toMatchObject({ probability: null, next: 'yellow' })
    await bench.handle(said(6))
    const [topic] = await told()
    expect(topic?.forecast?.probability).toBeGreaterThan(0)
    expect(topic?.forecast?.hours).toHaveLength(6)
    expect(topic?.forecast?.at).toBe(topic?.lastSeen)
    expect(topic?.forecast?.reasons.length).toBeGreaterThan(0)
  })

  it('is the same after a kill in the middle, and in other batches', async () => {
    for (const one of said(6)) {
      await bench.handle([one])
      await bench.kill()
    }
    const apart = (await told())[0]?.forecast
    const other = await openBench()
    await other.handle(said(6))
    const together = newest(await other.told())[0]?.forecast
    await other.close()
    expect(apart).toBeDefined()
    expect(apart).toEqual(together)
  })

  it('goes when the topic falls silent, and is never given to back-fill', async () => {
    await bench.handle(said(6))
    await bench.fireUntil(24 * 60)
    expect((await told())[0]?.forecast).toBeUndefined()
    const past = await openBench()
    await past.handle(said(6, { live: false }))
    expect(newest(await past.told())[0]?.forecast).toBeUndefined()
    await past.close()
  })
})
