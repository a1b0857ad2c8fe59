import { onBeforeUnmount, onMounted } from 'vue'

/** Keys and what they do: `j`, `Enter`, `?`, or two in a row as `g z`. */
export type KeyMap = Readonly<Record<string, () => void>>

const CHORD = 1_200

/** Whether keys belong to what has the focus: fields, open dialogs, an input method that composes. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return true
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return true
  if (target.closest('[role="dialog"]') && event.key !== 'Escape') return true
  // Enter and the space bar press the button that has the focus.
  return /^(Enter| )$/.test(event.key) && /^(BUTTON|A|SUMMARY)$/.test(target.tagName)
}

/** Listens for the keys of the map while the component stands on the page. */
export function useKeys(keys: KeyMap): void {
  let first: { key: string; at: number } | undefined
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || isTaken(event)) return
    const chord = first && event.timeStamp - first.at < CHORD ? keys[`${first.key} ${event.key}`] : undefined
    first = { key: event.key, at: event.timeStamp }
    const act = chord ?? keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  onMounted(() => window.addEventListener('keydown', listen))
  onBeforeUnmount(() => window.removeEventListener('keydown', listen))
}
