import type { AlertDetail, ArticleDetail, SourceDetail, SourceState, TicketDetail } from '@guanlan/contracts'
import { useQuery, type UseQueryReturnType } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useSession } from '../stores/session.js'
import { request, type Person } from './client.js'

/** One thing by id, from a path of the API; asked for only while there is an id, and again every `every` ms if given. */
export function useDetail<T>(
  kind: string,
  path: string,
  id: Readonly<Ref<string>>,
  every?: Readonly<Ref<number>>,
): UseQueryReturnType<T, Error> {
  const session = useSession()
  const options = {
    // What may be done depends on who asks.
    queryKey: computed(() => [kind, id.value, session.person]),
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<T> =>
      request<T>(`${path}/${encodeURIComponent(id.value)}`, session.person, { signal }),
    enabled: computed(() => id.value !== ''),
    refetchInterval: computed(() => every?.value ?? (false as const)),
  }
  return useQuery<T>(options)
}

export const useAlertDetail = (id: Readonly<Ref<string>>) => useDetail<AlertDetail>('alert', 'alerts', id)
export const useTicketDetail = (id: Readonly<Ref<string>>) => useDetail<TicketDetail>('ticket', 'tickets', id)
export const useArticleDetail = (id: Readonly<Ref<string>>) => useDetail<ArticleDetail>('article', 'articles', id)
/** `every`: milliseconds between two looks; of its visits nothing is told live. */
export const useSourceDetail = (id: Readonly<Ref<string>>, every: Readonly<Ref<number>>) =>
  useDetail<SourceDetail>('source', 'sources', id, every)

/** The live stream tells only of changed health, not of times and counts. Milliseconds. */
const SOURCES_EVERY = 15_000

async function allSources(person: Person, signal: AbortSignal): Promise<SourceState[]> {
  const items: SourceState[] = []
  let cursor: string | undefined
  do {
    const page: { items: SourceState[]; next: string | null } = await request('sources', person, {
      query: { limit: 200, cursor },
      signal,
    })
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return items
}

/** All sources of the office. */
export function useSources(): UseQueryReturnType<SourceState[], Error> {
  const session = useSession()
  return useQuery<SourceState[]>({
    queryKey: ['sources'],
    queryFn: ({ signal }) => allSources(session.person, signal),
    refetchInterval: SOURCES_EVERY,
  })
}
