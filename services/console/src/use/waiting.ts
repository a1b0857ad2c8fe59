import { computed, ref, watch, type ComputedRef } from 'vue'
import { msOf } from '../model/time.js'
import { useClock } from '../stores/clock.js'

/** So long, wall milliseconds, may a crawler take; a try is done within a minute or so. */
const PATIENCE = 180_000

/** What a person waits for: an id of its own, and since when (domain clock) if the server says it. */
export interface Awaited {
  readonly id: string
  readonly at?: string | undefined
}

/** How it stands with what is waited for: nothing is, still, or too long for an answer to come. */
export function useWaiting(awaited: () => Awaited | undefined): ComputedRef<'none' | 'waiting' | 'unanswered'> {
  const clock = useClock()
  const since = ref(0)
  watch(
    () => awaited()?.id,
    () => (since.value = Date.now()),
    { immediate: true },
  )
  return computed(() => {
    const now = awaited()
    if (!now) return 'none'
    const asked = now.at === undefined ? 0 : (clock.now - msOf(now.at)) / Math.max(clock.anchor.speed, 1)
    return Math.max(clock.wall - since.value, asked) > PATIENCE ? 'unanswered' : 'waiting'
  })
}
