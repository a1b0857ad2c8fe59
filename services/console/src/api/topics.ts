import type { Topic, TopicDetail, TopicStory } from '@guanlan/contracts'
import { useQuery, type UseQueryReturnType } from '@tanstack/vue-query'
import { computed, ref, type Ref } from 'vue'
import type { TopicFilter } from '../model/url-state.js'
import { useSession } from '../stores/session.js'
import { request } from './client.js'
import { useDetail } from './queries.js'

/** Most topics that the list holds. */
export const MOST_TOPICS = 200
/** Heat falls while nothing is said, and of that nothing is told live. Milliseconds. */
const TOPICS_EVERY = 15_000

/** The hottest or newest topics that level and domain leave; asked for while `enabled`. */
export function useTopics(
  filter: Readonly<Ref<Pick<TopicFilter, 'level' | 'domain' | 'sort'>>>,
  enabled: Readonly<Ref<boolean>> = ref(true),
): UseQueryReturnType<Topic[], Error> {
  const session = useSession()
  const query = computed(() => ({
    limit: MOST_TOPICS,
    order: filter.value.sort,
    level: filter.value.level,
    domain: filter.value.domain,
  }))
  return useQuery<Topic[]>({
    queryKey: computed(() => ['topics', query.value]),
    queryFn: async ({ signal }) =>
      (await request<{ items: Topic[] }>('topics', session.person, { query: query.value, signal })).items,
    refetchInterval: TOPICS_EVERY,
    enabled,
  })
}

/** `every`: milliseconds between two looks. */
export const useTopicDetail = (id: Readonly<Ref<string>>, every: Readonly<Ref<number>>) =>
  useDetail<TopicDetail>('topic', 'topics', id, every)

/** What topics are called, merged ones too, by id; those that there are no more are missing. */
export function useTopicTitles(ids: Readonly<Ref<readonly string[]>>) {
  const session = useSession()
  return useQuery<ReadonlyMap<string, string>>({
    queryKey: computed(() => ['topic-titles', ...ids.value]),
    queryFn: async ({ signal }) => {
      const details = ids.value.map((id) =>
        request<TopicDetail>(`topics/${encodeURIComponent(id)}`, session.person, { signal }).catch(() => undefined),
      )
      return new Map(
        (await Promise.all(details)).flatMap((each) => (each ? [[each.topic.topic, each.topic.title] as const] : [])),
      )
    },
    enabled: computed(() => ids.value.length > 0),
    placeholderData: (before) => before,
  })
}

/** How topic `id` came about; asked for again when the topic has a new version. */
export function useTopicStory(id: Readonly<Ref<string>>, version: Readonly<Ref<number | undefined>>) {
  const session = useSession()
  return useQuery<TopicStory>({
    queryKey: computed(() => ['topic-story', id.value, version.value]),
    queryFn: ({ signal }) =>
      request<TopicStory>(`topics/${encodeURIComponent(id.value)}/story`, session.person, { signal }),
    enabled: computed(() => version.value !== undefined),
    placeholderData: (before) => before,
  })
}
