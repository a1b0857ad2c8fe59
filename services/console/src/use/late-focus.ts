import { watch, type Ref } from 'vue'

/** Moves the focus to a heading as soon as it stands: the content of its sheet may still be loading when it is asked for. */
export function useLateFocus(heading: Readonly<Ref<HTMLElement | undefined>>): () => void {
  let wanted = false
  const give = (): void => {
    if (!wanted || !heading.value) return
    wanted = false
    heading.value.focus({ preventScroll: true })
  }
  watch(heading, give, { flush: 'post' })
  return () => {
    wanted = true
    give()
  }
}
