import { LineCounter, parseDocument } from 'yaml'
import {
  contentFileSchema,
  expectSchema,
  writtenItemSchema,
  type ContentDefaults,
  type ScenarioItem,
  type WrittenItem,
} from './item.js'

/** An item before its references are resolved, and the file it stands in. */
export interface ParsedItem {
  readonly file: string
  readonly item: Omit<ScenarioItem, 'body'> & { readonly body: string | undefined }
}

interface Parsed {
  readonly items: readonly ParsedItem[]
  /** `file:line item: field: what is wrong`, Chinese; [] = the file is good. */
  readonly problems: readonly string[]
}

/** One content file's text → its items with the file's defaults filled in, and everything that is wrong with it. */
export function parseContent(file: string, text: string): Parsed {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0) {
    return {
      items: [],
      problems: document.errors.map((error) => `${file}:${line(error.linePos?.[0].line)} ${firstLine(error.message)}`),
    }
  }
  const content = contentFileSchema.safeParse(document.toJS())
  if (!content.success) return { items: [], problems: content.error.issues.map((issue) => describe(file, issue)) }
  const items: ParsedItem[] = []
  const problems: string[] = []
  content.data.items.forEach((raw, index) => {
    const node = document.getIn(['items', index], true)
    const at = hasRange(node) ? lines.linePos(node.range[0]).line : undefined
    const where = `${file}:${line(at)} ${nameOf(raw, index)}`
    const written = writtenItemSchema.safeParse(raw)
    if (!written.success) {
      problems.push(...written.error.issues.map((issue) => describe(where, issue)))
      return
    }
    const expected = expectSchema.safeParse({ ...content.data.defaults.expect, ...written.data.expect })
    if (!expected.success) {
      problems.push(...expected.error.issues.map((issue) => describe(`${where}: expect`, issue)))
      return
    }
    items.push({ file, item: { ...withDefaults(written.data, content.data.defaults), expect: expected.data } })
  })
  return { items, problems }
}

function withDefaults(item: WrittenItem, defaults: ContentDefaults): Omit<ParsedItem['item'], 'expect'> {
  const section = item.section ?? defaults.section
  const storyline = item.storyline ?? defaults.storyline
  const { body, expect: _, ...rest } = item
  return { ...rest, body: body?.trim(), ...(section && { section }), ...(storyline && { storyline }) }
}

const line = (number: number | undefined) => number ?? '?'
const firstLine = (message: string) => message.split('\n')[0] ?? message
const hasRange = (node: unknown): node is { range: [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)

function nameOf(raw: unknown, index: number): string {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? String(raw.id) : ''
  return id ? `条目 ${id}` : `第 ${index + 1} 条`
}

function describe(where: string, issue: { path: PropertyKey[]; message: string }): string {
  return `${where}: ${issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : ''}${issue.message}`
}
