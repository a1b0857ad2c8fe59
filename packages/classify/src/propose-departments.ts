import type { Candidate, DepartmentConfig, FoundMatter, FoundPlace, MatterConfig, Office } from '@guanlan/contracts'
import type { Contender } from './join-model.js'

/** What an assistant's claim is worth beside the lead's. */
const ASSIST = 0.45
/** Each further assistant is a little less likely. */
const LATER = 0.85
/** A matter behind the best counts this much. */
const SECOND_MATTER = 0.6
/** So many log-odds behind the best, a matter that is only possible counts a third as much. */
const PATIENCE = 4
const MOST_CANDIDATES = 3

/**
 * Departments that could take it, best first, at most three: the best matter's lead, then its assistants and the leads of
 * the other matters that were found or that the model holds possible, by score. Where the towns lead, the sentence names
 * the town found first.
 */
export function proposeDepartments(
  office: Pick<Office, 'departments' | 'matters'>,
): (matters: readonly FoundMatter[], places: readonly FoundPlace[], contenders?: readonly Contender[]) => Candidate[] {
  const departments = new Map(office.departments.map((department) => [department.code, department]))
  const configs = new Map(office.matters.map((matter) => [matter.code, matter]))
  return (matters, places, contenders = []) => {
    const best = new Map<string, Candidate>()
    const claim = (found: FoundMatter, code: string, score: number, leads: boolean): void => {
      const matter = configs.get(found.code)
      const department = departments.get(code)
      if (!matter || !department || (best.get(code)?.score ?? -1) >= score) return
      best.set(code, {
        department: code,
        name: department.name,
        score: Math.round(score * 1_000) / 1_000,
        why: why(found, matter, department, leads, places),
      })
    }
    for (const [rank, found] of matters.entries()) {
      const matter = configs.get(found.code)
      const trust = found.score * (rank === 0 ? 1 : SECOND_MATTER)
      for (const [i, code] of [matter?.lead ?? '', ...(matter?.assist ?? [])].entries())
        claim(found, code, trust * (i === 0 ? 1 : ASSIST * LATER ** (i - 1)), i === 0)
    }
    for (const { code, behind } of contenders) {
      const matter = configs.get(code)
      if (!matter || behind === 0) continue
      const score = (matters[0]?.score ?? 0) * SECOND_MATTER * Math.exp(-behind / PATIENCE)
      claim({ code, name: matter.name, domain: matter.domain, score, evidence: [] }, matter.lead, score, true)
    }
    const lead = configs.get(matters[0]?.code ?? '')?.lead
    return [...best.values()]
      .sort((a, b) => Number(b.department === lead) - Number(a.department === lead) || b.score - a.score)
      .slice(0, MOST_CANDIDATES)
  }
}

/** 「事项“学校食堂卫生”由市场监督管理局牵头（依据……），文中“食堂”“呕吐”」 */
function why(
  found: FoundMatter,
  matter: MatterConfig,
  department: DepartmentConfig,
  leads: boolean,
  places: readonly FoundPlace[],
): string {
  const town = department.towns ? (places.find((place) => place.code.length === 9)?.name ?? '') : ''
  const who = town ? `${department.name}（${town}）` : department.name
  const basis = leads && matter.duty ? `（依据${matter.duty}）` : ''
  const words = [...new Set(found.evidence.map(({ text }) => text))].slice(0, 4)
  const quoted = words.length > 0 ? `，文中${words.map((word) => `“${word}”`).join('')}` : ''
  return `事项“${found.name}”由${who}${leads ? '牵头' : '协办'}${basis}${quoted}`
}
