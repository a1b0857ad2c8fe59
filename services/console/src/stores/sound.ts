import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { createRinging } from '../live/ringing.js'
import { patterns, play } from '../live/tones.js'
import { useClock } from './clock.js'
import { useConnection } from './connection.js'
import { useDesk } from './desk.js'
import { recall, remember } from './storage.js'

/** A mute always has a reason and an end (wall milliseconds). */
interface Mute {
  readonly reason: string
  readonly until: number
}
const readMute = (value: unknown): Mute | undefined => {
  const { reason, until } = (value ?? {}) as { reason?: unknown; until?: unknown }
  return typeof reason === 'string' && typeof until === 'number' ? { reason, until } : undefined
}

/** Sounds of the desk: computed tones, one pattern for each level, behind the gate that browsers demand. */
export const useSound = defineStore('sound', () => {
  const clock = useClock()
  const desk = useDesk()
  const connection = useConnection()
  const wanted = ref(recall('sound') === true)
  const isDecided = ref(recall('sound') !== undefined)
  const context = ref<AudioContext>()
  const running = ref(false)
  const mute = ref<Mute | undefined>(readMute(recall('mute')))
  const ringing = createRinging()
  let seeded = false

  const muted = computed(() => (mute.value && mute.value.until > clock.wall ? mute.value : undefined))
  const state = computed<'on' | 'off' | 'blocked' | 'muted'>(() => {
    if (!wanted.value) return 'off'
    if (muted.value) return 'muted'
    return running.value ? 'on' : 'blocked'
  })

  const newContext = (): AudioContext => {
    const audio = new AudioContext()
    audio.addEventListener('statechange', () => (running.value = audio.state === 'running'))
    context.value = audio
    return audio
  }
  /** Must be called from a gesture: only then will the browser let us sound. */
  async function enable(): Promise<void> {
    wanted.value = true
    isDecided.value = true
    remember('sound', true)
    const audio = context.value ?? newContext()
    await audio.resume().catch(() => undefined)
    running.value = audio.state === 'running'
  }
  function disable(): void {
    wanted.value = false
    isDecided.value = true
    remember('sound', false)
  }
  function silence(reason: string, minutes: number): void {
    mute.value = { reason, until: Date.now() + minutes * 60_000 }
    remember('mute', mute.value)
  }
  function unmute(): void {
    mute.value = undefined
    remember('mute', null)
  }
  function sound(name: keyof typeof patterns): void {
    if (context.value && running.value) play(context.value as AudioContext, patterns[name])
  }
  const ring = (): void => {
    if (!desk.loaded.alerts) return
    if (!seeded) {
      seeded = true
      ringing.seed(desk.alerts.values())
    }
    const level = ringing.due(desk.alerts.values(), Date.now())
    if (level && state.value === 'on') sound(level)
  }
  // Wanted since last time: the first gesture anywhere is the one that the browser asks for.
  const onGesture = (): void => {
    if (wanted.value && !running.value) void enable()
  }
  window.addEventListener('pointerdown', onGesture, { once: true })
  window.addEventListener('keydown', onGesture, { once: true })
  watch(() => clock.wall, ring)
  watch(
    () => connection.state,
    (now, before) => now === 'down' && before === 'live' && state.value === 'on' && sound('down'),
  )
  return { state, isDecided, muted, enable, disable, silence, unmute, sound }
})
