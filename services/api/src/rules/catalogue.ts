import type { MatterConfig, PublishedRules, RuleDetail, RuleMatter } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import { ruleDesk, textsOf } from '@guanlan/runtime'
import type { ApiDeps } from '../deps.js'
import { lastDays } from './last-days.js'

/** The matter of this code. Error `not_found`. */
export function matterOf({ office }: Pick<ApiDeps, 'office'>, code: string): MatterConfig {
  const matter = office.matters.find((one) => one.code === code)
  if (!matter) throw new AppError('not_found', `没有事项 ${code}`)
  return matter
}

/** All matters with their rules in force and how many items of the last days carry each, in the order of the files. */
export async function listMatters(deps: ApiDeps, days: number): Promise<RuleMatter[]> {
  const [published, caught] = await Promise.all([ruleDesk.latest(deps.recordStore.records), countCaught(deps, days)])
  return deps.office.matters.map((matter) => ({
    ...headOf(deps, matter, published.get(matter.code)),
    caught: caught && (caught.get(matter.code) ?? 0),
  }))
}

/** One matter with its rules, those of its file, and everything that was published of it. */
export async function detailOf(deps: ApiDeps, matter: MatterConfig): Promise<RuleDetail> {
  const history = await ruleDesk.history(deps.recordStore.records, matter.code)
  const [last] = history
  const { assist, duty, urgent, examples, nearMisses } = matter
  const file = textsOf(matter)
  return {
    matter: {
      ...headOf(deps, matter, last),
      assist: assist.map((code) => ({ code, name: departmentName(deps, code) })),
      ...(duty === undefined ? {} : { duty }),
      urgent: [...urgent],
      examples: [...examples],
      nearMisses: [...nearMisses],
    },
    file,
    version: last?.version ?? 0,
    fileChanged: !!last?.texts && JSON.stringify(last.file) !== JSON.stringify(file),
    history,
  }
}

function headOf(deps: ApiDeps, matter: MatterConfig, last: PublishedRules | undefined): Omit<RuleMatter, 'caught'> {
  const { code, name, domain, lead } = matter
  const texts = last?.texts ?? matter
  const where = deps.placeOfMatter?.(code)
  return {
    code,
    name,
    domain,
    lead,
    leadName: departmentName(deps, lead),
    ...(where === undefined ? {} : { where }),
    texts: textsOf(texts),
    published: last?.texts ? { version: last.version, by: last.by, at: last.at } : null,
  }
}

const departmentName = ({ office }: ApiDeps, code: string): string =>
  office.departments.find((one) => one.code === code)?.name ?? code

/** Items of the last days by matter; null while the search store is away: the list is worth showing without. */
async function countCaught({ searchStore, clock, logger }: ApiDeps, days: number): Promise<Map<string, number> | null> {
  const { from } = lastDays(clock.now(), days)
  try {
    const { facets } = await searchStore.search({ from, civic: true, order: 'newest', limit: 1 })
    return new Map(facets.matter.map(({ key, count }) => [key, count]))
  } catch (thrown) {
    logger.warn({ err: thrown }, 'what the rules caught is not known')
    return null
  }
}
