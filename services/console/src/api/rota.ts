import type { Level, Rota, RotaDetail, RotaSimulation } from '@guanlan/contracts'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useSession } from '../stores/session.js'
import { actKey, request } from './client.js'

/** Who is on duty changes with the hours; looked at again this often, ms. */
const REFRESH = 60_000
const key = ['rota'] as const

/** The rota in force, its versions and its next two weeks. */
export function useRota() {
  const session = useSession()
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => request<RotaDetail>('rota', session.person, { signal }),
    refetchInterval: REFRESH,
  })
}

/** What is tried: a draft, and an alert that nobody confirms. */
export interface RotaTrial {
  readonly rota: Rota
  readonly level: Level
  readonly at: string
}

/** Who would be called; asked anew when the draft changes, while what was known stays. */
export function useRotaTrial(trial: Readonly<Ref<RotaTrial | undefined>>) {
  const session = useSession()
  return useQuery({
    queryKey: computed(() => ['rota-trial', trial.value]),
    queryFn: ({ signal }) =>
      request<RotaSimulation>('rota/simulate', session.person, { method: 'POST', body: trial.value, signal }),
    enabled: computed(() => trial.value !== undefined),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 10_000,
  })
}

/** Publishes a draft, or goes back to a version. */
export function useRotaPublishing() {
  const session = useSession()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ act, body }: { act: 'publish' | 'restore'; body: object }) =>
      request<RotaDetail>(`rota/${act}`, session.person, { method: 'POST', body, key: actKey() }),
    onSuccess: (detail) => queries.setQueryData(key, detail),
    onError: () => queries.invalidateQueries({ queryKey: key }),
  })
}
