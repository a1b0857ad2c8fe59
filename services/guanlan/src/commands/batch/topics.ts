import { createTopicIndex, defaultTopicsConfig } from '@guanlan/topics'
import { loadConfigured } from '../../in-force.js'
import type { BatchDefinition } from './batch-command.js'
import type { LineError } from './run-batch.js'
import { createStreamReader } from './stream-items.js'

/** Where an item lies; `id` as its first line gave it. */
interface Place {
  readonly id: unknown
  topic: string
  copyOf: string | null
}

/**
 * `topics`: items in order of time → the topic of each and the item that it repeats, answered in the order of the lines when
 * the last one was read. Keeps ids and what the index holds (half a year, 500,000 items). An id that comes again is a later
 * revision of that item.
 */
export const topics: BatchDefinition = {
  name: 'topics',
  summary: '批量：把条目归入话题，指出近似件',
  lines:
    '输入（按时间先后）{"id","title","body","published","url"?,"platform"?,"up"?,"down"?}\n' +
    '输出 {"id","topic","duplicateOf"?}',
  answers: '读完最后一行后按输入顺序作答',
  options: { config: { type: 'string' } },
  open({ config }) {
    const { office } = loadConfigured(config as string | undefined)
    const reader = createStreamReader(office)
    const index = createTopicIndex([], defaultTopicsConfig)
    const places = new Map<string, Place>()
    /** What each line is answered with: its own error, or the article it told of. */
    const lines: (LineError | string)[] = []
    return {
      take(fields) {
        const item = reader.read(fields, (article) => index.member(article)?.item.revision ?? 0)
        const assignment = index.assign(item)
        if (assignment) {
          const { topic, copyOf } = assignment.member
          places.set(item.article, { id: places.get(item.article)?.id ?? fields.id, topic, copyOf })
        }
        lines.push(item.article)
        index.evict(reader.now)
        return []
      },
      fail(error) {
        lines.push(error)
        return []
      },
      *end() {
        for (const { item, topic } of index.recheck(0).moved) {
          const place = places.get(item.article)
          if (place) place.topic = topic
        }
        for (const line of lines) {
          if (typeof line !== 'string') yield line
          else yield answerOf(places.get(line) as Place, places)
        }
      },
    }
  },
}

function answerOf({ id, topic, copyOf }: Place, places: ReadonlyMap<string, Place>): object {
  const original = copyOf === null ? undefined : places.get(copyOf)
  return { id, topic, ...(original ? { duplicateOf: original.id } : {}) }
}
