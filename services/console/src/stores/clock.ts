import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { domainNow, msOf, type ClockAnchor } from '../model/time.js'

/** Domain time, ticking once a second between the server's corrections, and wall time beside it. Epoch milliseconds. */
export const useClock = defineStore('clock', () => {
  const anchor = shallowRef<ClockAnchor>({ domain: Date.now(), wall: Date.now(), speed: 1 })
  const sample = ref(false)
  const now = ref(anchor.value.domain)
  const wall = ref(Date.now())
  const tick = (): void => {
    wall.value = Date.now()
    now.value = domainNow(anchor.value, wall.value)
  }
  const correct = (beat: { now: string; speed: number; sample: boolean }): void => {
    const domain = msOf(beat.now)
    if (Number.isNaN(domain)) return
    anchor.value = { domain, wall: Date.now(), speed: beat.speed }
    sample.value = beat.sample
    tick()
  }
  setInterval(tick, 1_000)
  return { anchor, sample, now, wall, correct }
})
