import type { Status } from '@guanlan/contracts'

export type Blind = Status['blind']
export const nothingLost: Blind = { count: 0, sources: [] }

/** Which losses somebody knows of: how many there were, and those that were named (20 at most). */
export interface KnownLoss {
  readonly count: number
  readonly sources: readonly string[]
}

export const knownLoss = ({ count, sources }: Blind): KnownLoss => ({
  count,
  sources: sources.map(({ source }) => source),
})

/**
 * Whether a source is lost now that was not before. While not all are named, one that is named for the first time may
 * have been lost long ago, so that only a growing number tells.
 */
export function hasNewLoss(known: KnownLoss, now: Blind): boolean {
  const isNamed = known.count === known.sources.length && now.count === now.sources.length
  return isNamed ? now.sources.some(({ source }) => !known.sources.includes(source)) : now.count > known.count
}

/** What stays known: a source that is heard again and then lost once more is a new loss. */
export function stillLost(known: KnownLoss, now: Blind): KnownLoss {
  const lost = new Set(knownLoss(now).sources)
  const sources = known.sources.filter((source) => lost.has(source))
  const isNamed = known.count === known.sources.length && now.count === now.sources.length
  return { count: isNamed ? sources.length : Math.min(known.count, now.count), sources }
}
