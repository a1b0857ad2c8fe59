import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { hasNewLoss, knownLoss, nothingLost, stillLost, type KnownLoss } from '../model/blindness.js'
import { useClock } from './clock.js'
import { useSession } from './session.js'
import { useSound } from './sound.js'
import { useStatus } from './status.js'
import { recall, remember } from './storage.js'

/** A folded bar comes back by itself with the next shift, wall milliseconds. */
const SHIFT = 12 * 3_600_000

/** What somebody has folded away, and until when. */
interface Folded {
  readonly known: KnownLoss
  readonly until: number
}
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')
const readFolded = (value: unknown): Folded | undefined => {
  const { known, until } = (value ?? {}) as { known?: Partial<Record<keyof KnownLoss, unknown>>; until?: unknown }
  const { count, sources } = known ?? {}
  if (typeof until !== 'number' || typeof count !== 'number' || !isTexts(sources)) return undefined
  return { known: { count, sources }, until }
}

/** 失明 as the frame shows it: what duty and analysts are told of sources that were heard once and are not heard now. */
export const useBlind = defineStore('blind', () => {
  const status = useStatus()
  const session = useSession()
  const clock = useClock()
  const sound = useSound()
  const folded = ref<Folded | undefined>(readFolded(recall('blind-folded')))
  watch(folded, (now) => remember('blind-folded', now ?? null))

  const blind = computed(() => (session.person.role === 'clerk' ? nothingLost : (status.status?.blind ?? nothingLost)))
  const isFolded = computed(
    () => folded.value !== undefined && folded.value.until > clock.wall && !hasNewLoss(folded.value.known, blind.value),
  )
  const fold = (): void => {
    folded.value = { known: knownLoss(blind.value), until: Date.now() + SHIFT }
  }
  const unfold = (): void => {
    folded.value = undefined
  }
  watch(
    () => status.status?.blind,
    (now, before) => {
      if (!now) return
      if (folded.value && hasNewLoss(folded.value.known, now)) unfold()
      else if (folded.value) folded.value = { ...folded.value, known: stillLost(folded.value.known, now) }
      // What was lost already when the page opened is known, as with alerts.
      if (before && hasNewLoss(knownLoss(before), now) && session.person.role !== 'clerk' && sound.state === 'on')
        sound.sound('yellow')
    },
    { immediate: true },
  )
  return { blind, isFolded, fold, unfold }
})
