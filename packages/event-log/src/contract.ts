import { describe, expect, it } from 'vitest'
import { backlogTests } from './contract-backlog.js'
import { groupTests } from './contract-groups.js'
import { contractKit, pause, TOPIC, type ContractOptions, type EventLogUnderTest } from './contract-kit.js'

export { testLogOptions, type ContractOptions, type EventLogUnderTest } from './contract-kit.js'

/** The port's promises as tests; every adapter runs them. */
export function eventLogContract(
  name: string,
  make: () => Promise<EventLogUnderTest>,
  options: ContractOptions = {},
): void {
  describe(`event log contract: ${name}`, () => {
    const kit = contractKit(make, options)
    const { fresh, collect, until } = kit

    it('hands every published message to every group', async () => {
      const handle = await fresh()
      const values = Array.from({ length: 500 }, (_, i) => ({ key: `k${i % 17}`, value: `v${i}` }))
      await handle.log.publish(TOPIC, values)
      const one = await collect(handle, 'one')
      const two = await collect(handle, 'two')
      await until(() => one.got.length >= 500 && two.got.length >= 500)
      expect(new Set(one.got.map((m) => m.value)).size).toBe(500)
      expect(new Set(two.got.map((m) => m.value)).size).toBe(500)
    })

    it('keeps the order of one key while other keys go on', async () => {
      const handle = await fresh()
      let release: () => void = () => {}
      const gate = new Promise<void>((resolve) => {
        release = resolve
      })
      const slowKey = 'slow'
      const { got } = await collect(handle, 'ordered', async (batch) => {
        if (batch.some((m) => m.key === slowKey && m.value === '0')) await gate
      })
      const keys = Array.from({ length: 30 }, (_, i) => `key-${i}`)
      for (let i = 0; i < 5; i += 1) {
        await handle.log.publish(TOPIC, [{ key: slowKey, value: String(i) }])
        await handle.log.publish(
          TOPIC,
          keys.map((key) => ({ key, value: String(i) })),
        )
      }
      await until(() => got.length >= 20)
      expect(got.some((m) => m.key === slowKey)).toBe(false)
      release()
      await until(() => got.length >= 5 * 31)
      for (const key of [slowKey, ...keys]) {
        expect(got.filter((m) => m.key === key).map((m) => m.value)).toEqual(['0', '1', '2', '3', '4'])
      }
    })

    it('hands a batch to the group again when its handler rejected before the commit', async () => {
      const handle = await fresh()
      await handle.log.publish(TOPIC, [{ key: 'a', value: 'x' }])
      let tries = 0
      const { got } = await collect(handle, 'again', async () => {
        tries += 1
        if (tries < 3) throw new Error('not yet')
      })
      await until(() => got.length >= 1)
      expect(tries).toBe(3)
      expect(got.map((m) => m.value)).toEqual(['x'])
    })

    it('hands an event to the group again when its process died before the commit', async () => {
      const handle = await fresh()
      await handle.log.publish(TOPIC, [{ key: 'a', value: 'x' }])
      let entered = false
      const hanging = await handle.log.subscribe({
        group: 'crash',
        topics: [TOPIC],
        handle: () => {
          entered = true
          return new Promise(() => {})
        },
      })
      await until(() => entered)
      expect(await hanging.stop(50)).toBe(false)
      handle.log = await handle.under.reopen(handle.log, 'crash')
      const { got } = await collect(handle, 'crash')
      await until(() => got.length >= 1)
      expect(got.map((m) => m.value)).toEqual(['x'])
    })

    it('goes on after a restart where it had committed', async () => {
      const handle = await fresh()
      await handle.log.publish(TOPIC, [{ key: 'a', value: '1' }])
      const first = await collect(handle, 'restart')
      await until(() => first.got.length >= 1)
      await first.subscription.stop(2_000)
      handle.log = await handle.under.reopen(handle.log, 'closed')
      await handle.log.publish(TOPIC, [{ key: 'a', value: '2' }])
      const second = await collect(handle, 'restart')
      await until(() => second.got.length >= 1)
      await pause(300)
      expect(second.got.map((m) => m.value)).toEqual(['2'])
    })

    it('stops within its deadline and takes nothing after it', async () => {
      const handle = await fresh()
      const { got, subscription } = await collect(handle, 'stopping')
      await handle.log.publish(TOPIC, [{ key: 'a', value: '1' }])
      await until(() => got.length >= 1)
      expect(await subscription.stop(2_000)).toBe(true)
      await handle.log.publish(TOPIC, [{ key: 'a', value: '2' }])
      await pause(400)
      expect(got.map((m) => m.value)).toEqual(['1'])
    })

    it('bounds what is in flight to the asked-for batch', async () => {
      const handle = await fresh()
      await handle.log.publish(
        TOPIC,
        Array.from({ length: 100 }, (_, i) => ({ key: 'one', value: `${i}`.padEnd(100, 'x') })),
      )
      const sizes: { count: number; chars: number }[] = []
      let seen = 0
      handle.subscriptions.push(
        await handle.log.subscribe({
          group: 'bounded',
          topics: [TOPIC],
          maxBatch: 30,
          maxBatchChars: 1_000,
          handle: async (batch) => {
            sizes.push({ count: batch.length, chars: batch.reduce((sum, m) => sum + m.value.length, 0) })
            seen += batch.length
          },
        }),
      )
      await until(() => seen >= 100)
      expect(Math.max(...sizes.map((s) => s.count))).toBeLessThanOrEqual(30)
      expect(Math.max(...sizes.map((s) => s.chars))).toBeLessThanOrEqual(1_000)
    })

    it('holds a message back until its time', async () => {
      const handle = await fresh()
      const due = Date.now() + 800
      await handle.log.publish(TOPIC, [{ key: 'later', value: 'x' }], { notBefore: due })
      const { got } = await collect(handle, 'later')
      await pause(300)
      expect(got).toEqual([])
      await until(() => got.length >= 1)
      expect(Date.now()).toBeGreaterThanOrEqual(due)
    })

    it('refuses a message over the limit and keeps nothing of that call', async () => {
      const handle = await fresh({ maxMessageChars: 100 })
      const call = handle.log.publish(TOPIC, [
        { key: 'a', value: 'small' },
        { key: 'a', value: 'y'.repeat(101) },
      ])
      await expect(call).rejects.toMatchObject({ code: 'message_too_large' })
      await handle.log.publish(TOPIC, [{ key: 'a', value: 'after' }])
      const { got } = await collect(handle, 'limit')
      await until(() => got.length >= 1)
      expect(got.map((m) => m.value)).toEqual(['after'])
    })

    it('takes a dead letter that quotes the largest message there can be', async () => {
      const handle = await fresh({ maxMessageChars: 100 })
      const dlq = `${TOPIC}.dlq`
      await handle.log.ensureTopics([{ name: dlq, partitions: 1, retentionDays: 1 }])
      const quoted = JSON.stringify({ value: '"'.repeat(100), code: 'handler_failed' })
      await handle.log.publish(dlq, [{ key: 'a', value: quoted }])
      expect((await handle.log.read(dlq, { limit: 1 })).map((m) => m.value)).toEqual([quoted])
      await expect(handle.log.publish(dlq, [{ key: 'a', value: 'y'.repeat(301) }])).rejects.toMatchObject({
        code: 'message_too_large',
      })
    })

    it('keeps any text intact', async () => {
      const handle = await fresh()
      const value = JSON.stringify({ text: '㐂𠮷€ 停工\u0000\n"引号"\u200b' })
      await handle.log.publish(TOPIC, [{ key: '键', value }])
      const { got } = await collect(handle, 'text')
      await until(() => got.length >= 1)
      expect(got[0]).toMatchObject({ key: '键', value })
    })

    it('tells how far a group is behind, and lets a topic be browsed without a group', async () => {
      const handle = await fresh()
      const { got, subscription } = await collect(handle, 'behind')
      await handle.log.publish(TOPIC, [{ key: 'a', value: '1' }])
      await until(() => got.length >= 1)
      await subscription.stop(2_000)
      await handle.log.publish(
        TOPIC,
        Array.from({ length: 7 }, (_, i) => ({ key: 'a', value: `more ${i}` })),
      )
      const lag = await handle.log.lag('behind')
      expect(lag.reduce((sum, part) => sum + part.lag, 0)).toBe(7)
      const partition = got[0]?.partition ?? 0
      const page = await handle.log.read(TOPIC, { partition, limit: 3 })
      expect(page.map((m) => m.value)).toEqual(['1', 'more 0', 'more 1'])
      const rest = await handle.log.read(TOPIC, { partition, after: page.at(-1)?.offset ?? 0, limit: 100 })
      expect(rest).toHaveLength(5)
    })

    it('lets messages put off for different times pass each other, none early', async () => {
      const handle = await fresh()
      const start = Date.now()
      const arrived = new Map<string, number>()
      const { got } = await collect(handle, 'put-off', async (batch) => {
        for (const { value } of batch) arrived.set(value, Date.now() - start)
      })
      const key = 'one'
      await handle.log.publish(TOPIC, [{ key, value: 'long' }], { notBefore: start + 2_500 })
      await handle.log.publish(TOPIC, [{ key, value: 'short' }], { notBefore: start + 1_200 })
      await handle.log.publish(TOPIC, [{ key, value: 'now' }])
      await until(() => got.length >= 3)
      expect(got.map((m) => m.value)).toEqual(['now', 'short', 'long'])
      expect(arrived.get('short')).toBeGreaterThanOrEqual(1_200)
      expect(arrived.get('long')).toBeGreaterThanOrEqual(2_500)
    })

    it('refuses 20 million characters at once, whatever the limit', async () => {
      const handle = await fresh()
      const huge = handle.log.publish(TOPIC, [{ key: 'a', value: 'x'.repeat(20_000_000) }])
      await expect(huge).rejects.toMatchObject({ code: 'message_too_large' })
    })

    it('carries the largest messages there can be, several in one call', async () => {
      const handle = await fresh()
      const largest = (first: string) => ({ key: 'a', value: first.padEnd(1_000_000, '权') })
      await handle.log.publish(TOPIC, [largest('1'), largest('2'), largest('3')])
      const { got } = await collect(handle, 'large')
      await until(() => got.length >= 3)
      expect(got.map((m) => `${m.value[0]} ${m.value.length}`)).toEqual(['1 1000000', '2 1000000', '3 1000000'])
    })

    groupTests(kit)
    backlogTests(kit)
  })
}
