import type { RuleDetail, RuleTexts } from '@guanlan/contracts'
import { computed, ref, watch, type Ref } from 'vue'
import { changesBetween, withoutText, withText, type RulePlace } from '../model/rule-draft.js'
import { inTab } from '../stores/storage.js'

/** A draft and the version that it was begun on. */
interface Draft {
  readonly version: number
  readonly texts: RuleTexts
}

/**
 * The rules of one matter while somebody changes them, kept in this tab until they are published or thrown away. For a component that stands for
 * one matter only.
 */
export function useRuleDraft(code: string, detail: Readonly<Ref<RuleDetail | undefined>>) {
  const name = `rule-draft.${code}`
  const draft = ref(inTab.recall(name) as Draft | undefined)
  watch(draft, (now) => (now ? inTab.remember(name, now) : inTab.forget(name)))
  const inForce = computed<RuleTexts>(() => detail.value?.matter.texts ?? { rules: [], hints: [] })
  const texts = computed(() => draft.value?.texts ?? inForce.value)
  const changes = computed(() => changesBetween(inForce.value, texts.value))
  /** Somebody published since the draft was begun. */
  const isOvertaken = computed(() => !!draft.value && !!detail.value && draft.value.version !== detail.value.version)
  const put = (next: RuleTexts): void => {
    const version = draft.value?.version ?? detail.value?.version ?? 0
    const isSame = JSON.stringify(next) === JSON.stringify(inForce.value)
    draft.value = isSame && version === detail.value?.version ? undefined : { version, texts: next }
  }
  return {
    texts,
    inForce,
    changes,
    isOvertaken,
    version: computed(() => draft.value?.version ?? detail.value?.version ?? 0),
    write: (place: RulePlace, text: string) => put(withText(texts.value, place, text)),
    remove: (place: RulePlace) => put(withoutText(texts.value, place)),
    discard: () => (draft.value = undefined),
    /** Goes on with the draft over what somebody else published. */
    rebase: () => {
      if (draft.value && detail.value) draft.value = { ...draft.value, version: detail.value.version }
    },
  }
}
