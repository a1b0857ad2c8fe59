import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { arrange } from '../model/live-merge.js'

/** A live list that keeps still while somebody is at it. */
export interface HeldList<T> {
  readonly rows: ComputedRef<readonly T[]>
  /** How many wait behind the bar. */
  readonly pending: ComputedRef<number>
  readonly isHeld: Ref<boolean>
  /** Shows what waits. */
  release(): void
}

/**
 * `wanted` is the list as it should be now, `all` everything there is by id (rows that no longer fit the filter stay
 * until the hand is gone, with their newest state). A change of `view` (filter, order) shows the new list at once.
 */
export function useHeldList<T>(
  wanted: ComputedRef<readonly T[]>,
  all: () => ReadonlyMap<string, T>,
  idOf: (row: T) => string,
  view: () => string,
): HeldList<T> {
  const isHeld = ref(false)
  const order = shallowRef<readonly string[]>([])
  const pendingIds = shallowRef<readonly string[]>([])
  let shownView = ''
  const update = (force = false): void => {
    const fresh = force || view() !== shownView
    shownView = view()
    const ids = wanted.value.map(idOf)
    const { shown, pending } = arrange(order.value, ids, isHeld.value && !fresh, (id) => all().has(id))
    order.value = shown
    pendingIds.value = pending
  }
  watch([wanted, isHeld, view], () => update(), { immediate: true })
  const rows = computed(() => order.value.flatMap((id) => all().get(id) ?? []))
  return { rows, pending: computed(() => pendingIds.value.length), isHeld, release: () => update(true) }
}
