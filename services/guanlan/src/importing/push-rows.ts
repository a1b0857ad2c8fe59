import type { PushItem, PushResponse } from '@guanlan/contracts'
import { AppError, SECOND } from '@guanlan/kernel'

/** An item with the row that it came from. */
export interface RowItem {
  readonly row: number
  readonly item: PushItem
}

export interface Pushed {
  readonly accepted: number
  readonly changed: number
  readonly duplicates: number
  readonly refused: readonly { readonly row: number; readonly problem: string }[]
}

export interface PushTarget {
  /** Origin of a running office: `http://127.0.0.1:8600`. */
  readonly url: string
  /** Key of the source, when it has one. */
  readonly key?: string | undefined
}

const answerMs = 60 * SECOND
/** A busy office is asked again this often, after what it asked for, or so long. */
const attempts = 20
const waitMs = { usual: 2 * SECOND, longest: 60 * SECOND }

/**
 * Pushes items in one request. One that the office refuses is left out and the others are sent again; a batch that is too
 * large is halved. Throws `usage` when nobody answers, the key is wrong or the office stays busy: what went in before
 * stays, and importing the file again tells nothing twice.
 */
export async function pushRows(target: PushTarget, rows: readonly RowItem[]): Promise<Pushed> {
  if (rows.length === 0) return { accepted: 0, changed: 0, duplicates: 0, refused: [] }
  const answer = await send(target, rows)
  const [first] = rows
  if (answer.status === 200) return countsOf((await answer.json()) as PushResponse)
  const problem = (await answer.json().catch(() => ({}))) as ProblemBody
  const said = problem.detail ?? problem.title ?? `HTTP ${answer.status}`
  if (answer.status === 413) {
    if (rows.length === 1 && first) return { ...none, refused: [{ row: first.row, problem: said }] }
    const half = Math.ceil(rows.length / 2)
    return sum(await pushRows(target, rows.slice(0, half)), await pushRows(target, rows.slice(half)))
  }
  const bad = refusedIn(problem, rows)
  if (answer.status !== 400 || bad.size === 0) throw new AppError('usage', `观澜没有接收：${said}。${again}`)
  const rest = await pushRows(
    target,
    rows.filter(({ row }) => !bad.has(row)),
  )
  return sum(rest, { ...none, refused: [...bad].map(([row, why]) => ({ row, problem: why })) })
}

const again = '已送出的不会丢失；排除问题后重新导入同一个文件，不会重复。'
const none: Pushed = { accepted: 0, changed: 0, duplicates: 0, refused: [] }

interface ProblemBody {
  readonly title?: string
  readonly detail?: string
  readonly errors?: readonly { readonly path: string; readonly message: string }[]
}

/** Rows that an answer names (`body.items.3.place`), with what is wrong. */
function refusedIn({ errors = [] }: ProblemBody, rows: readonly RowItem[]): Map<number, string> {
  const bad = new Map<number, string>()
  for (const { path, message } of errors) {
    const [, index, field] = /^body\.items\.(\d+)\.?(.*)$/.exec(path) ?? []
    // A source that takes nothing is no fault of a row.
    const row = field === 'source' ? undefined : rows[Number(index)]?.row
    if (row !== undefined && !bad.has(row)) bad.set(row, `${field ?? ''}：${message}`)
  }
  return bad
}

/** Sends until the office has time for it. */
async function send({ url, key }: PushTarget, rows: readonly RowItem[]): Promise<Response> {
  const body = JSON.stringify({ items: rows.map(({ item }) => item) })
  const headers = { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) }
  for (let attempt = 1; ; attempt += 1) {
    let answer: Response
    try {
      const signal = AbortSignal.timeout(answerMs)
      answer = await fetch(new URL('/api/v1/items', url), { method: 'POST', body, headers, signal })
    } catch (cause) {
      throw new AppError('usage', `${url} 没有应答：观澜没有在那里运行，或已停止。${again}`, {}, { cause })
    }
    const busy = answer.status === 429 || answer.status >= 500
    if (!busy || attempt >= attempts) return answer
    await answer.arrayBuffer()
    const asked = Number(answer.headers.get('retry-after') ?? Number.NaN) * SECOND
    const wait = Number.isFinite(asked) ? Math.min(asked, waitMs.longest) : waitMs.usual
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
}

function countsOf({ items }: PushResponse): Pushed {
  const of = (outcome: string) => items.filter((item) => item.outcome === outcome).length
  return { accepted: of('accepted'), changed: of('changed'), duplicates: of('duplicate'), refused: [] }
}

/** Both together. */
export const sum = (a: Pushed, b: Pushed): Pushed => ({
  accepted: a.accepted + b.accepted,
  changed: a.changed + b.changed,
  duplicates: a.duplicates + b.duplicates,
  refused: [...a.refused, ...b.refused],
})
