import type { BriefDetail, Briefs, BriefWords } from '@guanlan/contracts'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useSession } from '../stores/session.js'
import { actKey, request } from './client.js'

/** A day that is not over goes on; looked at again this often, ms. */
const REFRESH = 60_000
/** Days that the list shows. */
const DAYS = 14
const listKey = ['briefs'] as const
const keyOf = (day: string) => ['brief', day] as const

/** The figures, the draft and the kept versions of a day. */
export function useBrief(day: Readonly<Ref<string>>) {
  const session = useSession()
  return useQuery({
    queryKey: computed(() => keyOf(day.value)),
    queryFn: ({ signal }) => request<BriefDetail>(`briefs/${day.value}`, session.person, { signal }),
    refetchInterval: REFRESH,
    enabled: computed(() => day.value !== ''),
  })
}

/** The last two weeks, and which of their days have a kept brief. */
export function useBriefDays() {
  const session = useSession()
  return useQuery({
    queryKey: listKey,
    queryFn: ({ signal }) => request<Briefs>('briefs', session.person, { query: { days: DAYS }, signal }),
    placeholderData: keepPreviousData,
  })
}

/** Keeps a day's words. */
export function useBriefKeeping() {
  const session = useSession()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ day, version, words }: { day: string; version: number; words: BriefWords }) =>
      request<BriefDetail>(`briefs/${day}/keep`, session.person, {
        method: 'POST',
        body: { version, words },
        key: actKey(),
      }),
    onSuccess: (detail, { day }) => {
      queries.setQueryData(keyOf(day), detail)
      return queries.invalidateQueries({ queryKey: listKey })
    },
    onError: (_, { day }) => queries.invalidateQueries({ queryKey: keyOf(day) }),
  })
}
