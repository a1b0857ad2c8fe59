import { expect, it } from 'vitest'
import { pause, TOPIC, type contractKit } from './contract-kit.js'
import type { DeliveredMessage } from './port.js'

/** Promises about several subscriptions of one group, and about what one partition's trouble does to the others. */
export function groupTests({ fresh, collect, until }: ReturnType<typeof contractKit>): void {
  const numbered = (count: number, from = 0) =>
    Array.from({ length: count }, (_, i) => ({ key: `k${(from + i) % 30}`, value: String(from + i) }))
  const values = (got: readonly DeliveredMessage[]) => new Set(got.map((m) => m.value))

  it('shares the partitions among the subscriptions of a group, and hands them all to the one that is left', async () => {
    const handle = await fresh()
    const one = await collect(handle, 'shared')
    const two = await collect(handle, 'shared')
    // Whoever joins takes partitions over: from here on each falls to exactly one.
    await pause(500)
    await handle.log.publish(TOPIC, numbered(300))
    await until(() => one.got.length + two.got.length >= 300)
    expect(one.got.length).toBeGreaterThan(0)
    expect(two.got.length).toBeGreaterThan(0)
    expect(new Set([...values(one.got), ...values(two.got)]).size).toBe(300)
    expect(one.got.length + two.got.length).toBe(300)
    expect(await one.subscription.stop(2_000)).toBe(true)
    two.got.length = 0
    await handle.log.publish(TOPIC, numbered(100, 300))
    await until(() => values(two.got).size >= 100)
  })

  it('keeps the order of every key while members come and go: some may be repeated, none overtaken', async () => {
    const handle = await fresh()
    const handled: DeliveredMessage[] = []
    const note = async (batch: readonly DeliveredMessage[]) => {
      await pause(15)
      handled.push(...batch)
    }
    const small = { maxBatch: 5 }
    await handle.log.publish(TOPIC, numbered(300))
    const one = await collect(handle, 'handover', note, small)
    await until(() => handled.length >= 30)
    await collect(handle, 'handover', note, small)
    await until(() => handled.length >= 120)
    await one.subscription.stop(2_000)
    await until(() => values(handled).size >= 300)
    for (let k = 0; k < 30; k += 1) {
      const due = Array.from({ length: 10 }, (_, i) => String(k + 30 * i))
      let next = 0
      for (const { value } of handled.filter((m) => m.key === `k${k}`)) {
        expect(due.indexOf(value)).toBeLessThanOrEqual(next)
        next = Math.max(next, due.indexOf(value) + 1)
      }
    }
  })

  it('goes on with other partitions while one has a message that makes its handler throw every time', async () => {
    const handle = await fresh()
    let thrown = 0
    const { got } = await collect(handle, 'poisoned', async (batch) => {
      if (!batch.some((m) => m.value === 'poison')) return
      thrown += 1
      throw new Error('poison')
    })
    await handle.log.publish(TOPIC, [{ key: 'p', value: 'poison' }])
    await until(() => thrown >= 1)
    await handle.log.publish(TOPIC, numbered(300))
    const elsewhere = 150
    await until(() => got.length >= elsewhere && thrown >= 3)
    expect(values(got).has('poison')).toBe(false)
    expect(new Set(got.map((m) => m.partition)).size).toBe(2)
  })

  it('counts as behind what a group has taken and not yet handled', async () => {
    const handle = await fresh()
    let entered = 0
    let release: () => void = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const { got } = await collect(handle, 'slow', async (batch) => {
      entered += batch.length
      await gate
    })
    await handle.log.publish(TOPIC, numbered(7))
    await until(() => entered >= 7)
    const behind = async () => (await handle.log.lag('slow')).reduce((sum, part) => sum + part.lag, 0)
    expect(await behind()).toBe(7)
    release()
    await until(() => got.length >= 7)
    await pause(200)
    expect(await behind()).toBe(0)
  })

  it('tells the handler at a stop that time is running out, and commits what it still finished', async () => {
    const handle = await fresh()
    let told = false
    let entered = false
    const subscription = await handle.log.subscribe({
      group: 'told',
      topics: [TOPIC],
      handle: async (_batch, signal) => {
        entered = true
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => {
            told = true
            setTimeout(resolve, 100)
          })
        })
      },
    })
    await handle.log.publish(TOPIC, [{ key: 'a', value: 'x' }])
    await until(() => entered)
    expect(await subscription.stop(3_000)).toBe(true)
    expect(told).toBe(true)
    expect((await handle.log.lag('told')).reduce((sum, part) => sum + part.lag, 0)).toBe(0)
  })
}
