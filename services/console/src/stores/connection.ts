import { useQueryClient } from '@tanstack/vue-query'
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { patchDetails } from '../api/details.js'
import { browserSharing, shareStream } from '../live/shared-stream.js'
import type { Source, StreamEvent } from '../live/stream.js'
import { useClock } from './clock.js'
import { useDesk } from './desk.js'
import { useStatus } from './status.js'

const POLL = 10_000
const STATUS_EVERY = 30_000
const BOOT_RETRY = 5_000
/** A source that is heard or lost changes the status; several at a time are asked about once. */
const STATUS_SOON = 1_000

/** The live connection as the frame shows it. Times are wall time: this is about the wire, not about the city. */
export const useConnection = defineStore('connection', () => {
  const queries = useQueryClient()
  const clock = useClock()
  const desk = useDesk()
  const status = useStatus()
  const state = ref<'connecting' | 'live' | 'down'>('connecting')
  const downSince = ref<number>()
  const lastDataAt = ref<number>()
  /** While the stream is gone: whether polling still gets answers. */
  const answers = ref(true)
  /** Last recovery: how long it was gone, and how many changes came after. */
  const restored = ref<{ gone: number; changes: number }>()
  const wasReset = ref(0)
  const lastId = ref(0)
  const booted = ref(false)
  let recovering: { gone: number; changes: number } | undefined

  let statusTimer: ReturnType<typeof setTimeout> | undefined
  const statusSoon = (): void => {
    statusTimer ??= setTimeout(() => {
      statusTimer = undefined
      void status.load()
    }, STATUS_SOON)
  }
  const hello = (beat: { now: string; speed: number; sample: boolean }): void => {
    clock.correct(beat)
    if (state.value === 'down' && downSince.value !== undefined) {
      const recovery = { gone: Date.now() - downSince.value, changes: 0 }
      recovering = recovery
      setTimeout(() => {
        restored.value = recovery
        recovering = undefined
      }, 1_500)
      // Details and lists that are no part of the feed may have changed meanwhile.
      void queries.invalidateQueries()
    }
    state.value = 'live'
    downSince.value = undefined
  }
  const take = (event: StreamEvent): void => {
    if (event.type === 'down') {
      if (state.value !== 'down') downSince.value = lastDataAt.value ?? Date.now()
      state.value = 'down'
      return
    }
    lastDataAt.value = Date.now()
    if (event.type === 'message') {
      lastId.value = event.id
      if (recovering) recovering.changes += 1
      desk.put(event.kind, event.body)
      patchDetails(queries, event.kind, event.body)
      if (event.kind === 'source') statusSoon()
      return
    }
    if (event.type === 'reset') {
      wasReset.value += 1
      void desk.reload()
      void queries.invalidateQueries()
    }
    hello(event.beat)
  }
  const stream = shareStream(browserSharing(), (url) => new EventSource(url) as Source, take)

  async function poll(): Promise<void> {
    if (state.value !== 'down') return
    answers.value = await status.load()
    if (!answers.value) return
    await desk.load()
    await queries.invalidateQueries({ refetchType: 'active' })
    if (state.value === 'down') lastDataAt.value = Date.now()
  }
  setInterval(() => void poll(), POLL)
  setInterval(() => state.value === 'live' && void status.load(), STATUS_EVERY)
  watch(state, (now) => now === 'down' && void poll())

  /** First load: status, then everything open, then the stream from the id that status named. */
  async function boot(): Promise<void> {
    if (!(await status.load())) {
      setTimeout(() => void boot(), BOOT_RETRY)
      return
    }
    lastDataAt.value = Date.now()
    lastId.value = status.status?.lastEventId ?? 0
    booted.value = true
    stream.start(lastId.value)
    await desk.load()
  }
  const dataAge = computed(() => (lastDataAt.value === undefined ? undefined : clock.wall - lastDataAt.value))
  const retry = (): void => {
    stream.retry()
    void poll()
  }
  return { state, downSince, lastDataAt, dataAge, answers, restored, wasReset, lastId, booted, boot, retry }
})
