import type { CheckedRule, DryRun, DryRunRequest, RuleDetail, RuleMatter, Why } from '@guanlan/contracts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useSession } from '../stores/session.js'
import { actKey, request, type Person } from './client.js'
import { useDetail } from './queries.js'

/** Counts of what each caught grow; looked at again this often, ms. */
const REFRESH = 60_000
/** A dry run takes up to ten seconds, and waits for others'. */
const PATIENCE = 60_000

async function allMatters(person: Person, signal: AbortSignal): Promise<RuleMatter[]> {
  const items: RuleMatter[] = []
  let cursor: string | undefined
  do {
    const page: { items: RuleMatter[]; next: string | null } = await request('rules', person, {
      query: { limit: 1_000, cursor },
      signal,
    })
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return items
}

/** All matters of the office with their rules. */
export function useRules() {
  const session = useSession()
  return useQuery({
    queryKey: ['rules'],
    queryFn: ({ signal }) => allMatters(session.person, signal),
    refetchInterval: REFRESH,
  })
}

/** One matter with its versions. */
export const useRuleDetail = (code: Readonly<Ref<string>>) => useDetail<RuleDetail>('rule', 'rules', code)

/** What the server says of a rule that parses: its canonical form, and terms that can never hit. */
export function useRuleCheck(rule: Readonly<Ref<string>>) {
  const session = useSession()
  return useQuery({
    queryKey: computed(() => ['rule-check', rule.value]),
    queryFn: ({ signal }) =>
      request<CheckedRule>('rules/check', session.person, { method: 'POST', body: { rule: rule.value }, signal }),
    enabled: computed(() => rule.value !== ''),
    staleTime: Infinity,
  })
}

/** Tries a rule on the last days' items. */
export function useDryRun() {
  const session = useSession()
  return useMutation({
    mutationFn: (body: DryRunRequest) =>
      request<DryRun>('rules/dry-run', session.person, { method: 'POST', body, timeout: PATIENCE }),
  })
}

/** Publishes or takes back; what is shown afterwards is the answer. */
export function usePublishing(code: string) {
  const session = useSession()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ act, body }: { act: 'publish' | 'restore'; body: object }) =>
      request<RuleDetail>(`rules/${encodeURIComponent(code)}/${act}`, session.person, {
        method: 'POST',
        body,
        key: actKey(),
      }),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['rule', code] })
      await queries.invalidateQueries({ queryKey: ['rules'] })
    },
  })
}

/** Why an article carries a matter or does not; asked for only while both are chosen. */
export function useWhy(article: Readonly<Ref<string>>, matter: Readonly<Ref<string>>) {
  const session = useSession()
  return useQuery({
    queryKey: computed(() => ['why', article.value, matter.value]),
    queryFn: ({ signal }) =>
      request<Why>(`articles/${encodeURIComponent(article.value)}/why`, session.person, {
        query: { matter: matter.value },
        signal,
      }),
    enabled: computed(() => article.value !== '' && matter.value !== ''),
  })
}
