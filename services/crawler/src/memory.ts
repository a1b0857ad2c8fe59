import type { FeedPace } from '@guanlan/extract'
import { recallHabit, type Habit } from './habit.js'
import type { Troubles } from './troubles.js'
import type { ListPlace } from './visit.js'

/** What a source's readers remember from visit to visit: ids, counts and the address of a list page, never a text. */
export interface Memory {
  readonly troubles: Troubles
  readonly resume: ListPlace | null
  /** null: never watched. */
  readonly habit: Habit | null
  /** What the feed last said of its own pace; null: nothing, or no feed. */
  readonly pace: FeedPace | null
}

/** Memory as it is kept in the source's row; anything unreadable there counts as none. */
export function recall(kept: unknown): Memory {
  const { troubles, resume, habit, pace } = (kept ?? {}) as { readonly [Field in keyof Memory]?: unknown }
  return {
    troubles: new Map(Array.isArray(troubles) ? troubles.filter(isTrouble) : []),
    resume: isPlace(resume) ? resume : null,
    habit: recallHabit(habit),
    pace: isPace(pace) ? pace : null,
  }
}

/** What is kept after a visit. */
export const memoryOf = ({ troubles, ...rest }: Memory): unknown => ({ troubles: [...troubles], ...rest })

const isTrouble = (entry: unknown): entry is [string, number] =>
  Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'number'

const isPace = (value: unknown): value is FeedPace => {
  const { ttl, skipHours, skipDays } = (value ?? {}) as { readonly [Field in keyof FeedPace]?: unknown }
  return (ttl === undefined || typeof ttl === 'number') && Array.isArray(skipHours) && Array.isArray(skipDays)
}

const isPlace = (value: unknown): value is ListPlace =>
  typeof value === 'object' &&
  value !== null &&
  'url' in value &&
  typeof value.url === 'string' &&
  'page' in value &&
  typeof value.page === 'number'
