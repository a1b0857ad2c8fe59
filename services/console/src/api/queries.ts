import type { AlertDetail, ArticleDetail, TicketDetail } from '@guanlan/contracts'
import { useQuery, type UseQueryReturnType } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useSession } from '../stores/session.js'
import { request } from './client.js'

/** One thing by id, from a path of the API; asked for only while there is an id. */
function useDetail<T>(kind: string, path: string, id: Readonly<Ref<string>>): UseQueryReturnType<T, Error> {
  const session = useSession()
  const options = {
    // What may be done depends on who asks.
    queryKey: computed(() => [kind, id.value, session.person]),
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<T> =>
      request<T>(`${path}/${encodeURIComponent(id.value)}`, session.person, { signal }),
    enabled: computed(() => id.value !== ''),
  }
  return useQuery<T>(options)
}

export const useAlertDetail = (id: Readonly<Ref<string>>) => useDetail<AlertDetail>('alert', 'alerts', id)
export const useTicketDetail = (id: Readonly<Ref<string>>) => useDetail<TicketDetail>('ticket', 'tickets', id)
export const useArticleDetail = (id: Readonly<Ref<string>>) => useDetail<ArticleDetail>('article', 'articles', id)
