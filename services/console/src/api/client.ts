import type { Problem, Role } from '@guanlan/contracts'
import { t } from '../messages/index.js'

/** Names of the headers that say who acts. A test compares them with the contracts' `roleHeaders`. */
export const headerNames = {
  role: 'x-guanlan-role',
  name: 'x-guanlan-name',
  department: 'x-guanlan-department',
  key: 'idempotency-key',
} as const

/** Who acts, while no accounts are configured. */
export interface Person {
  readonly role: Role
  readonly name: string
  readonly department: string
}

/** An answer that is not the asked-for one: the server's problem, or `network` with status 0 when none came. */
export class ApiProblem extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'ApiProblem'
    this.problem = problem
  }
}

/** Any thrown thing as a problem to show. */
export const problemOf = (thrown: unknown): Problem =>
  thrown instanceof ApiProblem
    ? thrown.problem
    : { type: 'about:blank', title: t.errorFallback.title, status: 0, code: 'internal', detail: String(thrown) }

export type QueryValue = string | number | boolean | readonly string[] | undefined

export interface RequestOptions {
  readonly method?: 'GET' | 'POST'
  readonly query?: Readonly<Record<string, QueryValue>>
  readonly body?: unknown
  /** Idempotency key: the same for every try of one act. */
  readonly key?: string
  readonly signal?: AbortSignal | undefined
  /** Milliseconds until the wait counts as no answer. */
  readonly timeout?: number
}

/** `?a=1&b=x,y`; what is undefined, empty or an empty list is left out. */
export function queryString(query: Readonly<Record<string, QueryValue>> = {}): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    const text = value === undefined ? '' : Array.isArray(value) ? value.join(',') : String(value)
    if (text !== '') params.set(key, text)
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** An id of one act. `crypto.randomUUID` is missing on plain-http intranet addresses. */
export function actKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const networkProblem = (): Problem => ({
  type: 'about:blank',
  title: t.errors['network']?.title ?? t.errorFallback.title,
  status: 0,
  code: 'network',
})

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && 'title' in value

async function problemFrom(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined)
  if (isProblem(body)) return body
  return { type: 'about:blank', title: t.errorFallback.title, status: response.status, code: 'internal' }
}

/** Asks the API under `/api/v1/`. Throws ApiProblem; an abort by `signal` is thrown on as it is. */
export async function request<T>(path: string, person: Person, options: RequestOptions = {}): Promise<T> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    [headerNames.role]: person.role,
    [headerNames.name]: encodeURIComponent(person.name),
  }
  if (person.department) headers[headerNames.department] = encodeURIComponent(person.department)
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  if (options.key) headers[headerNames.key] = options.key
  const abort = new AbortController()
  const give = (): void => abort.abort()
  options.signal?.addEventListener('abort', give)
  const timer = setTimeout(give, options.timeout ?? 20_000)
  try {
    const response = await fetch(`/api/v1/${path}${queryString(options.query)}`, {
      method: options.method ?? 'GET',
      headers,
      signal: abort.signal,
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    })
    if (!response.ok) throw new ApiProblem(await problemFrom(response))
    const answer: unknown = response.status === 204 ? undefined : await response.json()
    return answer as T
  } catch (thrown) {
    if (thrown instanceof ApiProblem || options.signal?.aborted) throw thrown
    throw new ApiProblem(networkProblem())
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', give)
  }
}
