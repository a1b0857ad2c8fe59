import { MINUTE, seededRandom, type Random } from '@guanlan/kernel'
import type { Scenario, ScenarioItem, StorylineId } from './item.js'
import { shuffled } from './prng.js'

/** How far times may move: a story's first half hour is kept tight, so that its alert comes when it should. */
const shifts = { openingSpan: 30 * MINUTE, opening: 3 * MINUTE, story: 8 * MINUTE, chatter: 40 * MINUTE }

/**
 * Another telling of the same year: times shift by some minutes, forum authors change places, and the two papers
 * trade some of the stories that are no storyline. Deterministic in (scenario, seed); seed 0 or undefined = as written.
 * What an item answers or copies stays before it; what is history stays history, what is live stays live.
 */
export function varyScenario(scenario: Scenario, seed = 0): Scenario {
  if (seed === 0) return scenario
  const random = seededRandom(seed)
  const moved = keepOrder(shiftTimes(scenario.items, random))
  const items = swapPapers(swapAuthors(moved, random), random)
  return { items: [...items].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)) }
}

function shiftTimes(items: readonly ScenarioItem[], random: Random): ScenarioItem[] {
  const starts = new Map<StorylineId, number>()
  for (const item of items) {
    if (item.storyline) starts.set(item.storyline, Math.min(item.at, starts.get(item.storyline) ?? Infinity))
  }
  return items.map((item) => {
    const opening = item.storyline && item.at - (starts.get(item.storyline) ?? 0) <= shifts.openingSpan
    const most = opening ? shifts.opening : item.storyline ? shifts.story : shifts.chatter
    const at = item.at + Math.round(((random() * 2 - 1) * most) / MINUTE) * MINUTE
    return { ...item, at: item.at < 0 ? Math.min(at, -MINUTE) : Math.max(at, MINUTE) }
  })
}

/** Puts what answers or copies at least two minutes after what it refers to (items come in their first order of time). */
function keepOrder(items: readonly ScenarioItem[]): ScenarioItem[] {
  const times = new Map<string, number>()
  return items.map((item) => {
    const before = [item.replyTo, item.copyOf].map((id) =>
      id === undefined ? -Infinity : (times.get(id) ?? -Infinity),
    )
    const at = Math.max(item.at, ...before.map((time) => time + 2 * MINUTE))
    times.set(item.id, at)
    return { ...item, at }
  })
}

function swapAuthors(items: readonly ScenarioItem[], random: Random): ScenarioItem[] {
  const movable = (item: ScenarioItem) =>
    item.site === 'forum' && !item.official && !item.storyline && item.author !== undefined
  const authors = shuffled(
    items.filter(movable).map((item) => item.author as string),
    random,
  )
  let next = 0
  return items.map((item) => {
    if (!movable(item)) return item
    const author = authors[next] as string
    next += 1
    return { ...item, author }
  })
}

/** A story and its reprint trade places together, so that they stay in different papers. */
function swapPapers(items: readonly ScenarioItem[], random: Random): ScenarioItem[] {
  const traded = new Map<string, boolean>()
  for (const item of items) if (item.copyOf === undefined) traded.set(item.id, random() < 0.35)
  return items.map((item) => {
    if (item.storyline || !traded.get(item.copyOf ?? item.id)) return item
    if (item.site === 'daily') return { ...item, site: 'evening' }
    if (item.site === 'evening') return { ...item, site: 'daily' }
    return item
  })
}
