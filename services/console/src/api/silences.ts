import type { Silence, SilenceMatch, SilencePreview, SilenceRequest } from '@guanlan/contracts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useSession } from '../stores/session.js'
import { request } from './client.js'

/** Somebody else may set or end one: looked at again this often, ms. */
const REFRESH = 20_000
const key = ['silences'] as const

/** All silences that are shown, those in force first. */
export function useSilences() {
  const session = useSession()
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => request<{ items: Silence[] }>('silences', session.person, { signal }),
    refetchInterval: REFRESH,
  })
}

/** What a silence would be about; asked for only while there is something to match. */
export function useSilencePreview(match: Readonly<Ref<SilenceMatch | undefined>>) {
  const session = useSession()
  return useQuery({
    queryKey: computed(() => ['silence-preview', match.value]),
    queryFn: ({ signal }) =>
      request<SilencePreview>('silences/preview', session.person, {
        method: 'POST',
        body: { match: match.value },
        signal,
      }),
    enabled: computed(() => match.value !== undefined),
  })
}

/** Sets one, or ends one. */
export function useSilenceActs() {
  const session = useSession()
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: key })
  const set = useMutation({
    mutationFn: (body: SilenceRequest) => request<Silence>('silences', session.person, { method: 'POST', body }),
    onSettled,
  })
  const end = useMutation({
    mutationFn: (id: string) =>
      request<Silence>(`silences/${encodeURIComponent(id)}/end`, session.person, { method: 'POST', body: {} }),
    onSettled,
  })
  return { set, end }
}
