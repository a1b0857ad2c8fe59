import { expect, it } from 'vitest'
import { pause, TOPIC, type Handle, type contractKit } from './contract-kit.js'
import type { WaitingMessage } from './port.js'

async function backlogOf(
  { log }: Handle,
  group: string,
  topics: readonly string[] = [TOPIC],
): Promise<WaitingMessage[]> {
  const all: WaitingMessage[] = []
  for await (const page of log.backlog(group, topics)) all.push(...page)
  return all
}

/** What a group has still to handle, as it is told for moving an office. */
export function backlogTests({ fresh, collect, until }: ReturnType<typeof contractKit>): void {
  const numbered = (count: number, from = 0) =>
    Array.from({ length: count }, (_, i) => ({ key: `k${(from + i) % 7}`, value: String(from + i) }))

  it('tells what a group has still to handle, each key in order, and what is held back with its time', async () => {
    const handle = await fresh()
    await handle.log.ensureTopics([{ name: 'other.v1', partitions: 1, retentionDays: 1 }])
    await handle.log.publish('other.v1', [{ key: 'k', value: 'another topic' }])
    await handle.log.publish(TOPIC, numbered(40))
    const { got, subscription } = await collect(handle, 'mover')
    await until(() => got.length === 40)
    expect(await subscription.stop(5_000)).toBe(true)
    const due = Date.now() + 3_600_000
    await handle.log.publish(TOPIC, [{ key: 'k1', value: 'held' }], { notBefore: due })
    await handle.log.publish('other.v1', [{ key: 'k1', value: 'held elsewhere' }], { notBefore: due })
    await handle.log.publish(TOPIC, numbered(1_200, 40))
    const waiting = await backlogOf(handle, 'mover')
    expect(waiting.filter(({ notBefore }) => notBefore !== null)).toEqual([
      { topic: TOPIC, key: 'k1', value: 'held', notBefore: due },
    ])
    const rest = waiting.filter(({ notBefore }) => notBefore === null)
    expect(rest).toHaveLength(1_200)
    expect(new Set(rest.map(({ topic }) => topic))).toEqual(new Set([TOPIC]))
    for (const key of new Set(rest.map((message) => message.key))) {
      const values = rest.filter((message) => message.key === key).map(({ value }) => Number(value))
      expect(values).toEqual([...values].sort((a, b) => a - b))
    }
    // Looking has changed nothing, and who has no position has everything to do.
    expect((await backlogOf(handle, 'mover')).length).toBe(1_201)
    expect((await backlogOf(handle, 'newcomer')).length).toBe(1_241)
    await pause(10)
    expect((await backlogOf(handle, 'newcomer', ['other.v1'])).map(({ value }) => value)).toEqual([
      'another topic',
      'held elsewhere',
    ])
  })
}
