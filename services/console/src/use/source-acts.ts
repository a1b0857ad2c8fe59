import type { SourceDetail } from '@guanlan/contracts'
import { computed, ref, type Ref } from 'vue'
import { useAct } from './act.js'
import { useWaiting } from './waiting.js'

/** Whether it is asked at all: a person's switch over its file. */
export const isOnNow = ({ switched, config }: SourceDetail): boolean => switched?.on ?? config.enabled

/**
 * 停用/启用, 立即抓取 and 试抓取 of one source: each is a wish that a crawler takes up, so each has its sending, its waiting and its
 * answer. For a component that stands for one source only.
 */
export function useSourceActs(id: string, detail: Readonly<Ref<SourceDetail | undefined>>) {
  const path = `sources/${encodeURIComponent(id)}`
  const [switching, fetching, trying] = [useAct(), useAct(), useAct()]
  const wished = ref<{ on: boolean; id: string }>()
  /** Newest visit when 立即抓取 was asked here; '' when there was none. */
  const visitBefore = ref<string>()
  const newest = computed(() => detail.value?.visits[0]?.at ?? '')

  const switchWait = useWaiting(() =>
    wished.value && detail.value && isOnNow(detail.value) !== wished.value.on ? { id: wished.value.id } : undefined,
  )
  const isVisitOpen = computed(() => visitBefore.value !== undefined && visitBefore.value === newest.value)
  const fetchWait = useWaiting(() => {
    const asked = detail.value?.asked
    if (asked) return { id: `asked ${asked.at}`, at: asked.at }
    return isVisitOpen.value ? { id: `visit ${newest.value}` } : undefined
  })
  const tryWait = useWaiting(() => {
    const tried = detail.value?.tried
    return tried && !tried.done ? { id: tried.id, at: tried.at } : undefined
  })

  async function turn(on: boolean, reason: string): Promise<boolean> {
    if (!(await switching.act(`${path}/switch`, { on, reason }))) return false
    wished.value = { on, id: `${on} ${Date.now()}` }
    return true
  }
  async function fetchNow(): Promise<void> {
    const before = newest.value
    if (await fetching.act(`${path}/fetch`, {})) visitBefore.value = before
  }
  const tryNow = (): Promise<boolean> => trying.act(`${path}/try`, {})

  const isWaiting = computed(() => [switchWait, fetchWait, tryWait].some(({ value }) => value === 'waiting'))
  /** Of the visit that was asked for here, once it is done. */
  const fetched = computed(() =>
    visitBefore.value !== undefined && visitBefore.value !== newest.value && !detail.value?.asked
      ? detail.value?.visits[0]
      : undefined,
  )
  return { switching, fetching, trying, switchWait, fetchWait, tryWait, isWaiting, fetched, turn, fetchNow, tryNow }
}
