import { computed, nextTick, ref, useTemplateRef, watch, type Ref } from 'vue'
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router'

/** A list beside the one thing of it that is open, as the pages of duty, department and sources have it. */
export interface OpenedListOptions<T> {
  readonly rows: Readonly<Ref<readonly T[]>>
  readonly idOf: (row: T) => string
  /** Address with this thing open; '' = none. The query stays as it is. */
  readonly addressOf: (id: string) => RouteLocationRaw & object
  /** Shows what waits behind the bar. */
  readonly release: () => void
  /** `.`: asks anew. */
  readonly refresh: () => void
}

/**
 * Which one is open stands in the address; the cursor, its keys and the focus of the opened one are here. The template's `ref="list"` is the list, its
 * `ref="sheet"` shows the opened one.
 */
export function useOpenedList<T, Sheet extends { focus(): void }>(options: OpenedListOptions<T>) {
  const { rows, idOf, addressOf, release, refresh } = options
  const route = useRoute()
  const router = useRouter()
  const list = useTemplateRef<{ toTop(): void }>('list')
  const sheet = useTemplateRef<Sheet>('sheet')
  const cursor = ref('')
  const opened = computed(() => (typeof route.params['id'] === 'string' ? route.params['id'] : ''))
  watch(opened, (id) => id !== '' && (cursor.value = id), { immediate: true })

  const go = (id: string) => router.push({ ...addressOf(id), query: route.query })
  const open = async (id: string): Promise<void> => {
    await go(id)
    await nextTick()
    sheet.value?.focus()
  }
  const close = (): void => {
    if (opened.value !== '') void go('')
  }
  const move = (step: number): void => {
    const at = rows.value.findIndex((row) => idOf(row) === cursor.value)
    const next = rows.value[at < 0 ? 0 : Math.min(rows.value.length - 1, Math.max(0, at + step))]
    if (next) cursor.value = idOf(next)
  }
  const showPending = (): void => {
    list.value?.toTop()
    release()
  }
  /** For useKeys; a page adds its own. */
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => cursor.value && void open(cursor.value),
    Escape: close,
    '.': refresh,
  }
  return { sheet, cursor, opened, open, close, showPending, keys }
}
