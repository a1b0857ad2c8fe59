import type { Topic, TopicDetail } from '@guanlan/contracts'
import { computed, type Ref } from 'vue'
import { useAct } from './act.js'
import { useWaiting } from './waiting.js'

/** 并入 and 拆出 of one topic: asked of the detector, which does them within seconds. For a component that stands for one topic only. */
export function useTopicActs(id: string, detail: Readonly<Ref<TopicDetail | undefined>>) {
  const path = `topics/${encodeURIComponent(id)}`
  const { act, pending, problem } = useAct()
  const wait = useWaiting(() => {
    const asked = detail.value?.asked
    return asked ? { id: asked.id, at: asked.at } : undefined
  })
  const isWaiting = computed(() => wait.value === 'waiting')
  const merge = (topic: Topic, into: string, reason: string): Promise<boolean> =>
    act(`${path}/merge`, { version: topic.version, into, reason }, topic)
  const split = (topic: Topic, items: readonly string[], reason: string): Promise<boolean> =>
    act(`${path}/split`, { version: topic.version, items, reason }, topic)
  return { merge, split, pending, problem, wait, isWaiting }
}
