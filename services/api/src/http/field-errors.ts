/** One thing that is wrong with a request, and where: `body.items.3.source`. */
export interface FieldError {
  readonly path: string
  readonly message: string
}

/** A complaint as fastify-type-provider-zod hands it over: a zod issue, taken apart. */
interface Complaint {
  readonly instancePath: string
  readonly message?: string
  readonly params: object
}

/** A zod issue, as far as it is read here. */
interface Issue {
  readonly message: string
  readonly path: readonly PropertyKey[]
  /** Of `invalid_union`: the issues of each alternative. */
  readonly errors?: readonly (readonly Issue[])[]
}

const MOST = 50

/** The validator's complaints as paths and sentences; at most 50. `context`: body, querystring, params, headers. */
export function fieldErrors(validation: readonly Complaint[], context: string): FieldError[] {
  const root = context === 'querystring' ? 'query' : context
  const issues = validation.map(({ instancePath, message = '', params }): Issue => ({
    ...params,
    message,
    path: instancePath.split('/').filter((step) => step !== ''),
  }))
  return issues.flatMap((issue) => leaves(issue, [root])).slice(0, MOST)
}

/** Of an input that fits no alternative, the complaints of the one that it misses by least. */
function leaves(issue: Issue, before: readonly PropertyKey[]): FieldError[] {
  const path = [...before, ...issue.path]
  const [nearest] = [...(issue.errors ?? [])].filter((one) => one.length > 0).sort(byDistance)
  if (nearest) return nearest.flatMap((inner) => leaves(inner, path))
  return [{ path: path.map(String).join('.'), message: issue.message }]
}

/** An alternative that complains of the whole is not what was meant; then fewer complaints are nearer. */
const byDistance = (a: readonly Issue[], b: readonly Issue[]): number =>
  Number(wholly(a)) - Number(wholly(b)) || a.length - b.length

const wholly = (issues: readonly Issue[]): boolean => issues.some((issue) => issue.path.length === 0)
