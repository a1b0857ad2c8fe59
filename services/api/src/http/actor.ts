import type { IncomingHttpHeaders } from 'node:http'
import { roleHeaders, roleSchema, type Actor, type Office, type Role } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'

const MOST_NAME = 40

/** Who acts, by the role headers; only without accounts. Errors: `not_authenticated` (none), `bad_request` (unreadable). */
export function actorOf(headers: IncomingHttpHeaders, office: Office): Actor & { role: Role } {
  const actor = askerOf(headers, office)
  if (!actor) throw new AppError('not_authenticated', '请先选择角色并填写姓名', { header: roleHeaders.role })
  return actor
}

/** Who asks, or null when the request does not say: reading needs no role. */
export function askerOf(headers: IncomingHttpHeaders, office: Office): (Actor & { role: Role }) | null {
  const role = read(headers, roleHeaders.role)
  const name = read(headers, roleHeaders.name)
  if (role === '' || name === '') return null
  const known = roleSchema.safeParse(role)
  if (!known.success) throw new AppError('bad_request', `不认识的角色 ${role.slice(0, 20)}`)
  const department = read(headers, roleHeaders.department)
  if (department !== '' && !office.departments.some(({ code }) => code === department)) {
    throw new AppError('bad_request', `不认识的部门 ${department.slice(0, 40)}`)
  }
  const person = { kind: 'person', role: known.data, name: name.slice(0, MOST_NAME) } as const
  return department === '' ? person : { ...person, department }
}

/** A header's value, percent-decoded; '' when absent. */
function read(headers: IncomingHttpHeaders, header: string): string {
  const raw = headers[header]
  try {
    return typeof raw === 'string' ? decodeURIComponent(raw).trim() : ''
  } catch {
    throw new AppError('bad_request', `请求头 ${header} 应为百分号编码`)
  }
}
