import { onBeforeUnmount, ref, type Ref } from 'vue'

/** Whether the window is as narrow as a phone: then list and opened thing take turns. */
export function useNarrow(): Ref<boolean> {
  const media = window.matchMedia('(max-width: 860px)')
  const narrow = ref(media.matches)
  const listen = (): void => {
    narrow.value = media.matches
  }
  media.addEventListener('change', listen)
  onBeforeUnmount(() => media.removeEventListener('change', listen))
  return narrow
}
