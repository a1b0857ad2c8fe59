import { toInstant, type Instant } from '@guanlan/kernel'
import type { Found } from './scan-log.js'

/** Where an item passes, in the order of the river. */
export const stages = {
  collected: '收集',
  classified: '研判',
  indexed: '入库检索',
  sighted: '涉及事项',
  topic: '归入话题',
  alert: '预警',
  ticket: '工单',
  call: '通知',
} as const
export type Stage = keyof typeof stages

/**
 * `done`: happened; `ended`: rightly goes no further; `waiting`: not yet; `dead`: set aside; `gone`: happened, but the log no
 * longer holds the event.
 */
export type HopState = 'done' | 'ended' | 'waiting' | 'dead' | 'gone'

/** One hop of an item, or why it is missing. */
export interface Hop {
  readonly stage: Stage
  readonly state: HopState
  /** Event id, and where it lies in the log. */
  readonly event?: string
  readonly place?: { readonly topic: string; readonly partition: number; readonly offset: number }
  /** Wall time of publication. */
  readonly published?: Instant
  /** The event's time on the domain clock. */
  readonly at?: Instant
  /** Wall ms since the publication of the hop that caused it; negative: it happened before that. */
  readonly afterMs?: number
  /** Chinese, for the person who asked. Never the item's words. */
  readonly note: string
  /** Ids and codes, for machines. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>
}

/** A hop that is in the log. `before`: the hop that caused it. */
export function hopOf(
  stage: Stage,
  { event, message }: Found,
  rest: Pick<Hop, 'note' | 'facts'>,
  before?: Found | null,
): Hop {
  const { topic, partition, offset, publishedAt } = message
  return {
    stage,
    state: 'done',
    event: event.id,
    place: { topic, partition, offset },
    published: toInstant(publishedAt),
    at: event.at,
    ...(before ? { afterMs: publishedAt - before.message.publishedAt } : {}),
    ...rest,
  }
}
