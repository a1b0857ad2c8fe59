import { decode, type StationName } from '@guanlan/contracts'
import type { Instant } from '@guanlan/kernel'
import type { DeadLetterDesk } from '@guanlan/runtime'
import type { Hop, Stage } from './hop.js'

/** Dead letters looked at. */
const MOST = 10_000

/** A dead letter of one station about one event. */
export interface Letter {
  readonly letter: string
  readonly station: string
  readonly event: string | null
  readonly code: string
  readonly at: Instant
  readonly replayed: boolean
}

/** Dead letters whose message mentions one of `names` (article, topic) as trace or key, newest first. */
export async function lettersAbout(desk: DeadLetterDesk, names: readonly string[]): Promise<Letter[]> {
  // Trace and key stand in front of the body, inside what a list shows of a message.
  const marks = names.flatMap((name) => [`"trace":${JSON.stringify(name)}`, `"key":${JSON.stringify(name)}`])
  const listed = (await desk.list({ limit: MOST })).filter(({ value }) => marks.some((mark) => value.includes(mark)))
  return Promise.all(
    listed.map(async ({ id, group, code, at, replayedAt }) => {
      const decoded = decode((await desk.show(id)).value)
      const event = decoded.ok ? decoded.value.id : null
      return { letter: id, station: group, event, code, at, replayed: replayedAt !== undefined }
    }),
  )
}

/** The hop that did not happen because its input was set aside; null when it was not. */
export function deadHop(
  stage: Stage,
  letters: readonly Letter[],
  { station, input }: { station: StationName; input: string | undefined },
): Hop | null {
  const letter = letters.find((one) => one.station === station && one.event !== null && one.event === input)
  if (!letter) return null
  const { letter: id, code, at, replayed } = letter
  const what = replayed ? '已重放，尚无结果' : `guanlan dlq show '${id}' 可查看，修好后 dlq replay`
  return {
    stage,
    state: 'dead',
    note: `${station} 搁置了它（${code}，${at}）：${what}`,
    facts: { station, letter: id, code, replayed },
  }
}
