import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { copyProbe, createNearCopies } from '@guanlan/topics'
import { complaint } from './complaints.js'

const items = Number(process.env['GUANLAN_BENCH_COPIES'] ?? 100_000)
/** The most that the window shall hold, and the memory that it may take. */
const goal = { items: 5_000_000, gib: 8 } as const

/** Bytes that a near copy's index keeps of one item, and what the most items would come to: by measure here, by proportion there. */
export function benchNearCopies(): object {
  setFlagsFromString('--expose_gc')
  const collect = runInNewContext('gc') as () => void
  const bytes = () => {
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const copies = createNearCopies()
  const before = bytes()
  let characters = 0
  for (let n = 0; n < items; n += 1) {
    const { title, body } = complaint(n)
    characters += title.length + body.length
    copies.add(
      copyProbe({ id: `article-${n}`, url: `https://board.example/t/${n}`, title, body, places: [], order: n }),
    )
  }
  const each = (bytes() - before) / copies.size
  return {
    items: copies.size,
    characters_each: Math.round(characters / items),
    bytes_each: Math.round(each),
    gib_at_5_million: Number(((each * goal.items) / 2 ** 30).toFixed(1)),
    goal_gib: goal.gib,
  }
}
