import type { Office, WatchConfig } from '@guanlan/contracts'
import { AppError, err, ok, type Result } from '@guanlan/kernel'
import { compileRules, parseRule, type NamedRule } from '@guanlan/rules'
import type { BoundaryFinder } from '@guanlan/text'
import type { TopicItem } from '@guanlan/topics'

/** The office's watches (watches.yaml), made ready. */
export interface Watches {
  /** By id. */
  get(id: string): WatchConfig | undefined
  /** Ids of those whose rule an item's text meets, as the rule language has it. */
  caught(item: Pick<TopicItem, 'title' | 'body'>): readonly string[]
}

/** `boundaries` is asked for only where there is something to watch. Error `config_invalid` names each rule that does not parse. */
export function compileWatches(watches: Office['watches'], boundaries: () => BoundaryFinder): Result<Watches> {
  const byId = new Map(watches.map((watch) => [watch.id, watch]))
  const get = (id: string): WatchConfig | undefined => byId.get(id)
  if (watches.length === 0) return ok({ get, caught: () => [] })
  const named: NamedRule[] = []
  const problems: string[] = []
  for (const { id, rule } of watches) {
    const parsed = parseRule(rule)
    if (parsed.ok) named.push({ id, rule: parsed.value })
    else problems.push(`watches.yaml ${id}：${parsed.error.message}`)
  }
  if (problems.length > 0) return err(new AppError('config_invalid', problems.join('\n'), { problems }))
  const rules = compileRules(named, { boundaries: boundaries() })
  return ok({ get, caught: ({ title, body }) => rules.match({ title, body }).map(({ rule }) => rule) })
}
