import { decode } from '@guanlan/extract'
import { AppError } from '@guanlan/kernel'
import { Parser } from 'htmlparser2'

/** A subscription as an OPML file names it. */
export interface OpmlEntry {
  /** Line of its outline in the file, from 1. */
  readonly line: number
  readonly title: string
  /** As written; whether it is an address is for the reader to judge. */
  readonly url: string
}

/** Most subscriptions of one file. */
const mostEntries = 10_000

/**
 * Bytes of an OPML file (1.0, 2.0) → its subscriptions, outlines inside outlines too; those without an address are
 * folders. Throws `usage` with file, line and reason: no OPML, elements that are not closed, too many.
 */
export function readOpml(bytes: Uint8Array, file: string): OpmlEntry[] {
  const { text } = decode(bytes)
  const entries: OpmlEntry[] = []
  const opened: number[] = []
  let isOpml = false
  const refuse = (at: number, why: string): never => {
    throw new AppError('usage', `${file} 第 ${lineAt(text, at)} 行：${why}`)
  }
  const parser: Parser = new Parser(
    {
      onopentag(name, attributes) {
        const lower = name.toLowerCase()
        if (opened.length === 0 && lower !== 'opml')
          refuse(parser.startIndex, `不是 OPML（根元素是 <${name.slice(0, 40)}>）`)
        isOpml = true
        opened.push(parser.startIndex)
        const of = (key: string) =>
          Object.entries(attributes)
            .find(([own]) => own.toLowerCase() === key)?.[1]
            ?.trim() ?? ''
        const url = of('xmlurl')
        if (lower !== 'outline' || url === '') return
        if (entries.length >= mostEntries) refuse(parser.startIndex, `订阅超过 ${mostEntries} 个`)
        entries.push({ line: lineAt(text, parser.startIndex), title: of('title') || of('text'), url })
      },
      onclosetag(name, implied) {
        const at = opened.pop() ?? 0
        if (implied && !isEmptyTag(text, at)) refuse(at, `<${name}> 没有结束`)
      },
    },
    { xmlMode: true },
  )
  parser.end(text)
  if (!isOpml) refuse(0, '不是 OPML')
  return entries
}

/** `<outline … />` is closed by itself; the parser counts that as implied in some modes. */
const isEmptyTag = (text: string, at: number) => text.slice(at, text.indexOf('>', at)).endsWith('/')

function lineAt(text: string, at: number): number {
  let line = 1
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line += 1
  return line
}
