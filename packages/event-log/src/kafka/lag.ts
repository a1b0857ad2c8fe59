import type { GroupLag } from '../port.js'
import type { AdminDesk } from './admin.js'

interface Bounds {
  readonly partition: number
  readonly low: string
  readonly high: string
}

/** Commits of a group by topic and partition; a partition without one is left out. */
export async function committedOf(
  desk: AdminDesk,
  group: string,
  topics?: readonly string[],
): Promise<Map<string, Map<number, number>>> {
  const answer = await desk.ask('查看 Kafka 消费位置', (admin) =>
    admin.fetchOffsets({ groupId: group, ...(topics ? { topics: [...topics] } : {}) }),
  )
  const committed = new Map<string, Map<number, number>>()
  for (const { topic, partitions } of answer) {
    const positions = new Map<number, number>()
    // -1 is "none"; -2, "the oldest", is what the client writes after its position ran out of the retention.
    for (const { partition, offset } of partitions) if (Number(offset) !== -1) positions.set(partition, Number(offset))
    committed.set(topic, positions)
  }
  return committed
}

/** What a group has still to handle, on the topics that it has positions on and on `known` ones; without a position: all kept. */
export async function lagOf(desk: AdminDesk, group: string, known: readonly string[]): Promise<GroupLag[]> {
  const committed = await committedOf(desk, group)
  const topics = [...new Set([...committed.keys(), ...known])].sort()
  const lags = await Promise.all(
    topics.map(async (topic) => {
      const bounds = await boundsOf(desk, topic)
      return bounds.map(({ partition, low, high }) => {
        const position = Math.max(committed.get(topic)?.get(partition) ?? 0, Number(low))
        return { topic, partition, lag: Math.max(0, Number(high) - position) }
      })
    }),
  )
  return lags.flat()
}

/** First kept offset and next offset of each partition, in order. */
export async function boundsOf(desk: AdminDesk, topic: string): Promise<Bounds[]> {
  const offsets = await desk.ask('查看 Kafka 主题位置', (admin) => admin.fetchTopicOffsets(topic))
  return offsets.sort((a, b) => a.partition - b.partition)
}
