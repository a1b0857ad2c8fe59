import type { Office } from '@guanlan/contracts'
import { openVault } from '@guanlan/privacy'
import { parseRule } from '@guanlan/rules'
import type { ConfigProblem, Origin } from './origins.js'

/** What one file says of another: unknown departments, domains, channels' secrets … Each with the place of its entry. */
export function checkReferences(office: Office, origins: ReadonlyMap<string, Origin>): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  const departments = new Set(office.departments.map((department) => department.code))
  const domains = new Set(office.domains.map((domain) => domain.code))
  const at = (key: string, field: string, message: string) => {
    const origin = origins.get(key)
    problems.push({ file: origin?.file ?? key, ...(origin?.line ? { line: origin.line } : {}), field, message })
  }
  for (const matter of office.matters) {
    const key = `matters[${matter.code}]`
    if (matter.domain !== null && !domains.has(matter.domain)) at(key, 'domain', `没有领域 ${matter.domain}`)
    for (const code of [matter.lead, ...matter.assist])
      if (!departments.has(code)) at(key, code === matter.lead ? 'lead' : 'assist', `没有部门 ${code}`)
  }
  const matters = new Set(office.matters.map((matter) => matter.code))
  for (const clock of office.clocks)
    for (const matter of clock.matters ?? [])
      if (!matters.has(matter)) at(`clocks[${clock.kind} ${String(clock.levels)}]`, 'matters', `没有事项 ${matter}`)
  const channels = new Set(office.channels.map((channel) => channel.id))
  for (const rule of office.escalations) {
    if (rule.channels.length === 0 && !rule.call?.length) at(`escalations[${rule.id}]`, 'channels', '没有写通知谁')
    for (const id of rule.channels)
      if (!channels.has(id)) at(`escalations[${rule.id}]`, 'channels', `没有通知渠道 ${id}`)
  }
  if (!office.places.some((place) => place.code === office.office.jurisdiction))
    at('office.jurisdiction', 'jurisdiction', `places.yaml 中没有本地代码 ${office.office.jurisdiction}`)
  for (const { id, rule } of office.watches) {
    const parsed = parseRule(rule)
    if (!parsed.ok) at(`watches[${id}]`, 'rule', parsed.error.message)
  }
  const { vault } = office.office
  const opened = vault && openVault(vault.publicKey)
  if (opened && !opened.ok) at('office.vault', 'vault.publicKey', opened.error.message)
  return problems
}
