import { readFileSync } from 'node:fs'
import { isMap, LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import type { ConfigProblem } from './origins.js'

/** A YAML file as data, with the way back from a path to its line. */
export interface YamlFile {
  readonly file: string
  readonly value: unknown
  lineOf(path: readonly (string | number)[]): number | undefined
}

/** Reads one YAML file; syntax errors become problems with their line. */
export function readYaml(path: string, shownAs: string, problems: ConfigProblem[]): YamlFile | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    problems.push({
      file: shownAs,
      field: '',
      message: `无法读取：${error instanceof Error ? error.message : String(error)}`,
    })
    return null
  }
  const unreadable = text.indexOf('\uFFFD')
  if (unreadable !== -1) {
    const line = text.slice(0, unreadable).split('\n').length
    problems.push({ file: shownAs, line, field: '', message: '不是 UTF-8 编码，请另存为 UTF-8' })
    return null
  }
  const lines = new LineCounter()
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    for (const error of document.errors)
      problems.push({
        file: shownAs,
        line: lines.linePos(error.pos[0]).line,
        field: '',
        message: `YAML 语法有误：${error.message}`,
      })
    return null
  }
  try {
    return { file: shownAs, value: document.toJS() as unknown, lineOf: (at) => lineOf(document, lines, at) }
  } catch (error) {
    // An alias (*name) without its anchor, or so many that they are an attack; a text that begins with * wants quotes.
    const why = error instanceof Error ? error.message : String(error)
    problems.push({ file: shownAs, field: '', message: `YAML 引用有误：${why}（以 * 开头的文字须加引号）` })
    return null
  }
}

/** Line of the nearest node on the way to `path` that exists in the file. */
function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number | undefined {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true)
    if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range)) {
      // A key's own line says more than its block's first line.
      const parent = depth > 0 ? document.getIn(path.slice(0, depth - 1), true) : null
      const container = depth === 1 ? document.contents : parent
      const pair = isMap(container)
        ? container.items.find((item) => String(item.key) === String(path[depth - 1]))
        : undefined
      const key = pair?.key as { range?: [number, number, number] } | undefined
      const start = key?.range?.[0] ?? (node.range as number[])[0] ?? 0
      return lines.linePos(start).line
    }
  }
  return undefined
}

/** Values of a file that holds a list, or a single one; each with its path prefix. */
export function entriesOf(file: YamlFile): { value: unknown; path: (string | number)[] }[] {
  if (file.value === null || file.value === undefined) return []
  if (Array.isArray(file.value)) return file.value.map((value: unknown, i) => ({ value, path: [i] }))
  return [{ value: file.value, path: [] }]
}

/** Checks a value against its schema; every issue becomes a problem with file, line and field. */
export function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  file: YamlFile,
  prefix: (string | number)[],
  problems: ConfigProblem[],
): z.infer<Schema> | null {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const path = [...prefix, ...(issue.path as (string | number)[])]
    const line = file.lineOf(path)
    problems.push({ file: file.file, ...(line ? { line } : {}), field: showPath(path), message: describe(issue) })
  }
  return null
}

const showPath = (path: readonly (string | number)[]): string =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('')

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `不认识的字段 ${issue.keys.join('、')}`
  if (issue.code === 'invalid_type' && /undefined/.test(issue.message)) return '缺少此字段'
  return issue.message
}
