import type { Problem, Status } from '@guanlan/contracts'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { problemOf, request } from '../api/client.js'
import { t } from '../messages/index.js'
import { useClock } from './clock.js'
import { useSession } from './session.js'

/** What the server says of itself: office, catalogues of names, parts that are away. */
export const useStatus = defineStore('status', () => {
  const session = useSession()
  const clock = useClock()
  const status = shallowRef<Status>()
  const problem = shallowRef<Problem>()

  /** Asks anew; false when no answer came, and then what was known stays. */
  async function load(): Promise<boolean> {
    try {
      const answer = await request<Status>('status', session.person, { timeout: 8_000 })
      status.value = answer
      problem.value = undefined
      clock.correct(answer.clock)
      return true
    } catch (thrown) {
      problem.value = problemOf(thrown)
      return false
    }
  }
  const named = (list: readonly { code: string; name: string }[] | undefined): Map<string, string> =>
    new Map((list ?? []).map((entry) => [entry.code, entry.name]))
  const domains = computed(() => named(status.value?.domains))
  const departments = computed(() => named(status.value?.departments))
  const matters = computed(() => named(status.value?.matters))
  const signals = computed(() => named(status.value?.signals))

  const departmentName = (code: string | null | undefined): string =>
    code ? (departments.value.get(code) ?? code) : t.common.none
  const domainName = (code: string | null | undefined): string =>
    code ? (domains.value.get(code) ?? code) : t.duty.noDomain
  const signalName = (code: string): string => signals.value.get(code) ?? code
  const townName = (code: string): string =>
    (status.value?.towns ?? []).find((town) => town.code === code)?.name ?? code
  const ruleName = (code: string): string => matters.value.get(code) ?? signalName(code)
  return { status, problem, load, departmentName, domainName, townName, signalName, ruleName }
})
