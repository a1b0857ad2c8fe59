import type { Correction, CorrectionState } from '@guanlan/contracts'
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useSession } from '../stores/session.js'
import { actKey, request } from './client.js'

const key = ['corrections'] as const

/** Corrections in one state, newest first. */
export function useCorrections(state: Readonly<Ref<CorrectionState>>) {
  const session = useSession()
  return useInfiniteQuery({
    queryKey: computed(() => [...key, state.value]),
    queryFn: ({ pageParam, signal }) =>
      request<{ items: Correction[]; next: string | null }>('corrections', session.person, {
        query: { state: state.value, limit: 50, cursor: pageParam || undefined },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

/** Accepts a correction as an example of a matter (null = nobody's business), sets one aside, or makes one of an item. */
export function useCorrecting() {
  const session = useSession()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) =>
      request<Correction>(path, session.person, { method: 'POST', body, key: actKey() }),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  })
}
