import type { Problem } from '@guanlan/contracts'
import { useQueryClient } from '@tanstack/vue-query'
import { ref, shallowRef } from 'vue'
import { actKey, problemOf, request } from '../api/client.js'
import { patchDetails } from '../api/details.js'
import { versionAfterGrowth, type Acted } from '../model/problem.js'
import { useDesk } from '../stores/desk.js'
import { useSession } from '../stores/session.js'

/** A story that grows every second changes its ticket faster than a person clicks; so often the act follows it. */
const MOST_FOLLOWED = 3

/** Details on the screen that an act on one of these paths may change. */
const changedBy: Readonly<Record<string, string>> = {
  alerts: 'alert',
  tickets: 'ticket',
  sources: 'source',
  topics: 'topic',
}

/**
 * One act of a person: POST with version and idempotency key. The same key goes with a second try after a lost answer,
 * so that the act is done once. A 409 brings the current state onto the screen and is kept in `problem`; but where only the
 * topic has grown since `seen`, which the person acted upon, the act goes again to what it has become.
 */
export function useAct() {
  const session = useSession()
  const desk = useDesk()
  const queries = useQueryClient()
  const pending = ref(false)
  const problem = shallowRef<Problem>()

  const absorb = (answer: unknown): void => {
    desk.put('act', answer)
    patchDetails(queries, 'act', answer)
  }
  async function send(path: string, body: object): Promise<unknown> {
    const key = actKey()
    const post = (): Promise<unknown> => request(path, session.person, { method: 'POST', body, key })
    return post().catch((thrown: unknown) => {
      if (problemOf(thrown).code !== 'network') throw thrown
      return post()
    })
  }
  async function follow(path: string, body: object, seen: Acted | undefined): Promise<unknown> {
    let sent = body
    for (let followed = 0; ; followed += 1)
      try {
        return await send(path, sent)
      } catch (thrown) {
        const { code, current } = problemOf(thrown)
        const version = code === 'version_conflict' ? versionAfterGrowth(seen, current) : undefined
        if (version === undefined || followed === MOST_FOLLOWED) throw thrown
        sent = { ...body, version }
      }
  }
  async function act(path: string, body: object, seen?: Acted): Promise<boolean> {
    if (pending.value) return false
    pending.value = true
    problem.value = undefined
    try {
      absorb(await follow(path, body, seen))
      return true
    } catch (thrown) {
      problem.value = problemOf(thrown)
      absorb(problem.value.current)
      return false
    } finally {
      pending.value = false
      const changed = changedBy[path.split('/')[0] ?? '']
      if (changed) void queries.invalidateQueries({ queryKey: [changed] })
    }
  }
  return { act, pending, problem }
}
