import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { parse, CsvError } from 'csv-parse'
import { AppError } from '@guanlan/kernel'
import { longestRow, type TableRow } from './table.js'

/**
 * Rows of a CSV file, read as they are asked for. UTF-8 with or without mark, UTF-16 with its mark (Excel's “Unicode text”),
 * else GB18030; columns end with comma, semicolon or tab, whichever the first line has most of. Quoted cells may hold
 * line breaks; rows may be ragged. Throws `usage` when the file cannot be read, a quote never ends, or a row is too long.
 */
export async function* readCsv(file: string): AsyncGenerator<TableRow> {
  const { charset, delimiter } = await look(file)
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: longestRow,
  })
  let row = 0
  try {
    pipeline(decoded(file, charset), parser, () => undefined)
    for await (const cells of parser as AsyncIterable<string[]>) yield { row: (row += 1), cells }
  } catch (thrown) {
    throw new AppError(
      'usage',
      `${file} 第 ${row + 1} 行起无法读取：${whyOf(thrown)}`,
      { broken: true },
      { cause: thrown },
    )
  } finally {
    parser.destroy()
  }
}

function whyOf(thrown: unknown): string {
  if (thrown instanceof CsvError && thrown.code === 'CSV_QUOTE_NOT_CLOSED') return '引号没有结束'
  if (thrown instanceof CsvError && thrown.code === 'CSV_MAX_RECORD_SIZE')
    return `一行超过 ${longestRow} 个字符，可能是引号没有结束`
  return thrown instanceof Error ? thrown.message : String(thrown)
}

interface Look {
  readonly charset: string
  readonly delimiter: string
}

/** Reads the file once to its end: only then is it known whether all of it is UTF-8. */
async function look(file: string): Promise<Look> {
  let charset: string | undefined
  let head = Buffer.alloc(0)
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      if (head.length < headBytes) head = Buffer.concat([head, chunk]).subarray(0, headBytes)
      charset ??= markOf(head)
      if (charset !== undefined && head.length === headBytes) break
      if (charset === undefined && !isUtf8(utf8, chunk, true)) charset = 'gb18030'
    }
  } catch (cause) {
    throw new AppError(
      'usage',
      `无法读取 ${file}：${cause instanceof Error ? cause.message : String(cause)}`,
      {},
      { cause },
    )
  }
  charset ??= isUtf8(utf8, new Uint8Array(), false) ? 'utf-8' : 'gb18030'
  return { charset, delimiter: delimiterIn(new TextDecoder(charset).decode(head)) }
}

const headBytes = 65_536

const markOf = (head: Buffer): string | undefined =>
  head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined

function isUtf8(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(bytes, { stream })
    return true
  } catch {
    return false
  }
}

/** Counted in the first line with anything in it, outside of quotes. */
function delimiterIn(text: string): string {
  const line =
    text
      .replace(/"[^"]*"/g, '')
      .split(/\r?\n/)
      .find((one) => one.trim() !== '') ?? ''
  const count = (mark: string) => line.split(mark).length
  return [',', '\t', ';'].toSorted((a, b) => count(b) - count(a))[0] ?? ','
}

async function* decoded(file: string, charset: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(charset)
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}
