import type { Problem } from '@guanlan/contracts'
import { useQueryClient } from '@tanstack/vue-query'
import { ref, shallowRef } from 'vue'
import { actKey, problemOf, request } from '../api/client.js'
import { patchDetails } from '../api/details.js'
import { useDesk } from '../stores/desk.js'
import { useSession } from '../stores/session.js'

/**
 * One act of a person: POST with version and idempotency key. The same key goes with a second try after a lost answer,
 * so that the act is done once. A 409 brings the current state onto the screen and is kept in `problem`.
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
  async function act(path: string, body: unknown): Promise<boolean> {
    if (pending.value) return false
    pending.value = true
    problem.value = undefined
    const key = actKey()
    const post = (): Promise<unknown> => request(path, session.person, { method: 'POST', body, key })
    try {
      const answer = await post().catch((thrown: unknown) => {
        if (problemOf(thrown).code !== 'network') throw thrown
        return post()
      })
      absorb(answer)
      return true
    } catch (thrown) {
      problem.value = problemOf(thrown)
      absorb(problem.value.current)
      return false
    } finally {
      pending.value = false
      void queries.invalidateQueries({ queryKey: [path.split('/')[0] === 'alerts' ? 'alert' : 'ticket'] })
    }
  }
  return { act, pending, problem }
}
