import type { Database } from '@guanlan/sqlite'
import type { WaitingMessage } from '../port.js'
import type { ConsumerSource, PartitionRef } from './consumer.js'

const PAGE = 500
const PAGE_CHARS = 4_000_000

interface HeldRow {
  readonly id: number
  readonly due: number
  readonly key: string
  readonly value: string
}

/** What a group has still to handle of some partitions, oldest first, then what is held back for them. */
export async function* readBacklog(
  db: Database,
  source: Pick<ConsumerSource, 'select' | 'nextOffset'>,
  group: string,
  refs: readonly PartitionRef[],
): AsyncGenerator<readonly WaitingMessage[]> {
  const held = db.prepare('SELECT id, due, key, value FROM held WHERE number = ? AND id > ? ORDER BY id LIMIT ?')
  for (const ref of refs) {
    const { topic } = ref
    for (let from = source.nextOffset(group, ref) ?? 0; ;) {
      const page = source.select(ref, from, PAGE, PAGE_CHARS)
      const last = page.at(-1)
      if (!last) break
      yield page.map(({ key, value }) => ({ topic, key, value, notBefore: null }))
      from = last.offset + 1
    }
    for (let after = 0; ;) {
      const rows = held.all(ref.number, after, PAGE) as HeldRow[]
      const last = rows.at(-1)
      if (!last) break
      yield rows.map(({ key, value, due }) => ({ topic, key, value, notBefore: due }))
      after = last.id
    }
  }
}
