import type { WaitingMessage } from '../port.js'
import type { AdminDesk } from './admin.js'
import { DELAY_GROUP, delayTopics, heldFor } from './delay.js'
import { boundsOf, committedOf } from './lag.js'
import type { FetchedMessage } from './lane.js'
import type { Names } from './names.js'
import type { createReader } from './reader.js'

const PAGE = 500

/** What a group has still to handle of some topics, then what waits for them on the delay topics. */
export async function* readBacklog(
  { desk, reader, names }: { desk: AdminDesk; reader: ReturnType<typeof createReader>; names: Names },
  group: string,
  topics: readonly string[],
): AsyncGenerator<readonly WaitingMessage[]> {
  for (const topic of topics)
    for await (const page of uncommitted(names.topic(topic), names.group(group)))
      yield page.map(({ key, value }) => ({ topic, key, value, notBefore: null }))
  for (const { name } of delayTopics)
    for await (const page of uncommitted(names.topic(name), names.group(DELAY_GROUP)))
      yield page.flatMap((message) => {
        const { target, due } = heldFor(message)
        const { key, value } = message
        return target !== null && topics.includes(target) ? [{ topic: target, key, value, notBefore: due }] : []
      })

  async function* uncommitted(topic: string, owner: string): AsyncGenerator<readonly FetchedMessage[]> {
    const committed = (await committedOf(desk, owner, [topic])).get(topic)
    for (const { partition, low, high } of await boundsOf(desk, topic)) {
      let after = Math.max(committed?.get(partition) ?? 0, Number(low)) - 1
      while (after < Number(high) - 1) {
        const page = await reader.read(topic, partition, after, PAGE)
        const last = page.at(-1)
        if (!last) break
        yield page
        after = last.offset
      }
    }
  }
}
