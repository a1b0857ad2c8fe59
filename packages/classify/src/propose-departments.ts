import type { Candidate, DepartmentConfig, FoundMatter, FoundPlace, MatterConfig, Office } from '@guanlan/contracts'
import type { JoinedFinding } from './join-model.js'

/** What an assistant's claim is worth beside the lead's. */
const ASSIST = 0.15
/** Each further assistant is a little less likely. */
const LATER = 0.6
const MOST_CANDIDATES = 3

/** What speaks for one department. */
interface Claim {
  sum: number
  /** The matter that speaks most for it, what it is worth there, and whether the department leads. */
  matter: MatterConfig
  worth: number
  leads: boolean
}

/**
 * Departments that could take it, best first, at most three: the best matter's lead, then by score. A department's score is
 * how likely it is to be the right one: how likely the text is somebody's business × the sum over all matters that it may
 * be about of the matter's share, whole for its lead and in part for its assistants. Where the towns lead, the sentence
 * names the town found first.
 */
export function proposeDepartments(
  office: Pick<Office, 'departments' | 'matters'>,
): (finding: JoinedFinding, places: readonly FoundPlace[]) => Candidate[] {
  const departments = new Map(office.departments.map((department) => [department.code, department]))
  const configs = new Map(office.matters.map((matter) => [matter.code, matter]))
  return ({ matters, contenders, score }, places) => {
    const claims = new Map<string, Claim>()
    for (const { code, share } of contenders) {
      const matter = configs.get(code)
      if (!matter) continue
      claim(claims, matter.lead, matter, share, true)
      for (const [i, department] of matter.assist.entries())
        claim(claims, department, matter, share * (ASSIST * LATER ** i), false)
    }
    const lead = configs.get(contenders[0]?.code ?? '')?.lead
    const found = new Map(matters.map((matter) => [matter.code, matter]))
    return [...claims]
      .flatMap(([code, own]) => {
        const department = departments.get(code)
        return department ? [{ department, ...own }] : []
      })
      .sort(
        (a, b) =>
          Number(b.department.code === lead) - Number(a.department.code === lead) ||
          b.sum - a.sum ||
          (a.department.code < b.department.code ? -1 : 1),
      )
      .slice(0, MOST_CANDIDATES)
      .map(({ department, sum, matter, leads }) => ({
        department: department.code,
        name: department.name,
        score: Math.round(Math.min(1, score * sum) * 1_000) / 1_000,
        why: why(matter, found.get(matter.code), department, leads, places),
      }))
  }
}

/** Adds what a matter is worth to a department's claim. */
function claim(claims: Map<string, Claim>, to: string, matter: MatterConfig, worth: number, leads: boolean): void {
  const known = claims.get(to)
  if (known === undefined) {
    claims.set(to, { sum: worth, matter, worth, leads })
    return
  }
  known.sum += worth
  if (known.worth < worth) Object.assign(known, { matter, worth, leads })
}

/** 「事项“学校食堂卫生”由市场监督管理局牵头（依据……），文中“食堂”“呕吐”」; of a matter that was not found: 「可能涉及……」 */
function why(
  matter: MatterConfig,
  found: FoundMatter | undefined,
  department: DepartmentConfig,
  leads: boolean,
  places: readonly FoundPlace[],
): string {
  const town = department.towns ? (places.find((place) => place.code.length === 9)?.name ?? '') : ''
  const who = town ? `${department.name}（${town}）` : department.name
  const basis = leads && matter.duty ? `（依据${matter.duty}）` : ''
  const words = [...new Set((found?.evidence ?? []).map(({ text }) => text))].slice(0, 4)
  const quoted = words.length > 0 ? `，文中${words.map((word) => `“${word}”`).join('')}` : ''
  const task = found ? `事项“${matter.name}”` : `可能涉及事项“${matter.name}”，`
  return `${task}由${who}${leads ? '牵头' : '协办'}${basis}${quoted}`
}
