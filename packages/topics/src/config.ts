import { DAY, MINUTE } from '@guanlan/kernel'

/** Constants of copies and clustering, with the measurements they rest on in README.md. */
export interface TopicsConfig {
  /** A copy is looked for among items seen this long ago or less, ms. */
  readonly copyWindow: number
  /** A topic takes new items as long as a member was seen this long ago or less, ms. */
  readonly matchableFor: number
  /** At most this many items are held; the oldest go first. */
  readonly maxItems: number
  /** Topic score from which an item joins; more makes more and smaller topics. */
  readonly join: number
  /** Pairs that scored less are not kept for the re-check. */
  readonly link: number
  /** Members that hang together are left as they are when they are more: a flood is one topic or none. */
  readonly maxRecheck: number
  /** How often the running detector takes the second look, ms of the time of its inputs; and after so many items at the latest. */
  readonly lookEvery: number
  readonly lookAfter: number
}

export const defaultTopicsConfig: TopicsConfig = {
  copyWindow: 14 * DAY,
  matchableFor: 365 * DAY,
  maxItems: 500_000,
  join: 0.3,
  link: 0.15,
  maxRecheck: 2_000,
  lookEvery: 10 * MINUTE,
  lookAfter: 1_000,
}
