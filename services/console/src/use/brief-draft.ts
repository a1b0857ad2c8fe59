import type { BriefDetail, BriefWords } from '@guanlan/contracts'
import { computed, ref, watch, type Ref } from 'vue'
import { isSameWords } from '../model/brief.js'
import { inTab } from '../stores/storage.js'

/** What a person wrote, and the version that was newest when it was begun: what others keep meanwhile does not change it. */
interface Draft {
  readonly version: number
  readonly words: BriefWords
}

/** The words of a day's brief while somebody writes, kept in this tab until they are kept for all. */
export function useBriefDraft(day: Readonly<Ref<string>>, detail: Readonly<Ref<BriefDetail | undefined>>) {
  const shelf = computed(() => `brief.${day.value}`)
  const draft = ref<Draft>()
  watch(shelf, (name) => (draft.value = inTab.recall(name) as Draft | undefined), { immediate: true })
  const put = (next: Draft | undefined): void => {
    draft.value = next
    if (next) inTab.remember(shelf.value, next)
    else inTab.forget(shelf.value)
  }
  const newest = computed(() => detail.value?.kept[0])
  const base = computed(() => newest.value?.words ?? detail.value?.draft)
  const version = computed(() => draft.value?.version ?? newest.value?.version ?? 0)
  return {
    newest,
    words: computed(() => detail.value && (draft.value?.words ?? base.value)),
    version,
    isDirty: computed(() => draft.value !== undefined),
    /** Somebody kept a version since the draft was begun. */
    isOvertaken: computed(() => draft.value !== undefined && (newest.value?.version ?? 0) > draft.value.version),
    write: (next: BriefWords): void => {
      const isNothing = base.value && isSameWords(next, base.value) && version.value === (newest.value?.version ?? 0)
      put(isNothing ? undefined : { version: version.value, words: next })
    },
    /** Goes on with the draft over what somebody else kept. */
    rebase: (): void => put(draft.value && { ...draft.value, version: newest.value?.version ?? 0 }),
    /** After it was kept for all. */
    settle: (): void => put(undefined),
  }
}
