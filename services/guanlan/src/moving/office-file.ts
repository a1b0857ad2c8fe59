import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { ClassifiedArticle } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import type { StoredRow } from '@guanlan/record-store'

/**
 * A whole office in one file: gzip, JSON Lines. The first line says what it is, the last one how much it holds and the
 * checksum of all lines before it, so that it can be written in one go and a part of it is known for a part. Between them
 * articles, then messages, then numbers, then rows: what makes an office out of the stores is written last.
 */
export interface Header {
  readonly guanlan: 'office'
  readonly format: 1
  /** Newest migration of the record store. */
  readonly schema: string
  /** Program that wrote it. */
  readonly version: string
  readonly at: string
  /** Eight hexadecimal digits that name this move among others. */
  readonly move: string
}

interface End {
  readonly kind: 'end'
  readonly counts: Counts
  readonly sha256: string
}
/** How many of each part; a part that has none is left out. */
export type Counts = Readonly<Record<string, number>>

export interface MovedMessage {
  readonly kind: 'message'
  readonly topic: string
  readonly key: string
  readonly value: string
  /** Wall time, epoch ms, until which it is held back. */
  readonly notBefore: number | null
}

/** One line between the first and the last. */
export type Item =
  | { readonly kind: 'article'; readonly article: ClassifiedArticle }
  | MovedMessage
  | { readonly kind: 'number'; readonly table: string; readonly number: number }
  | { readonly kind: 'row'; readonly table: string; readonly row: StoredRow }

/** What an item is counted as; null = it is not. */
export function partOf(item: Item): string | null {
  if (item.kind === 'article') return 'search articles'
  if (item.kind === 'message') return `log ${item.topic}`
  return item.kind === 'row' ? `records ${item.table}` : null
}

/** Text handed to the compressor at once, UTF-16 units. */
const CHUNK_CHARS = 256_000

/** Writes a file that is there whole or not at all, readable by its owner alone. Errors: `store_full`, `folder_unwritable`. */
export async function writeOfficeFile(file: string, header: Header, items: AsyncIterable<Item>): Promise<Counts> {
  const counts: Record<string, number> = {}
  const hash = createHash('sha256')
  async function* lines(): AsyncGenerator<string> {
    let chunk = `${JSON.stringify(header)}\n`
    for await (const item of items) {
      const part = partOf(item)
      if (part) counts[part] = (counts[part] ?? 0) + 1
      chunk += `${JSON.stringify(item)}\n`
      if (chunk.length < CHUNK_CHARS) continue
      hash.update(chunk)
      yield chunk
      chunk = ''
    }
    hash.update(chunk)
    yield `${chunk}${JSON.stringify({ kind: 'end', counts, sha256: hash.digest('hex') })}\n`
  }
  const partial = `${file}.partial`
  try {
    await pipeline(Readable.from(lines()), createGzip(), createWriteStream(partial, { mode: 0o600, flush: true }))
    renameSync(partial, file)
    return counts
  } catch (thrown) {
    rmSync(partial, { force: true })
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : ''
    if (code === 'ENOSPC') throw new AppError('store_full', `磁盘空间不足，无法写入 ${file}`, {}, { cause: thrown })
    if (['EACCES', 'ENOENT', 'EROFS', 'EPERM', 'EISDIR', 'ENOTDIR'].includes(String(code)))
      throw new AppError('folder_unwritable', `无法写入 ${file}`, {}, { cause: thrown })
    throw thrown
  }
}

/** Reads the whole file once without keeping it. AppError `not_found`, `bad_request` (not ours, a part, damaged). */
export async function checkOfficeFile(file: string): Promise<{ header: Header; counts: Counts }> {
  const found: Record<string, number> = {}
  const hash = createHash('sha256')
  let header: Header | null = null
  let end: End | null = null
  for await (const line of linesOf(file)) {
    if (end) throw damaged(file, '结尾之后还有内容')
    if (!header) header = readHeader(file, line)
    else {
      const value = parse(file, line)
      if ((value as { kind?: unknown }).kind === 'end') {
        end = value as End
        continue
      }
      const part = partOf(value as Item)
      if (part) found[part] = (found[part] ?? 0) + 1
    }
    hash.update(`${line}\n`)
  }
  if (!header || !end) throw damaged(file, '没有写完，导出或复制中断了')
  if (hash.digest('hex') !== end.sha256) throw damaged(file, '校验值不符')
  return { header, counts: end.counts }
}

/** The items of a file that was checked. */
export async function* readOfficeFile(file: string): AsyncGenerator<Item> {
  let first = true
  for await (const line of linesOf(file)) {
    const skipped = first
    first = false
    if (skipped) continue
    const item = parse(file, line) as Item | { readonly kind: 'end' }
    if (item.kind !== 'end') yield item
  }
}

function readHeader(file: string, line: string): Header {
  let value: unknown = null
  try {
    value = JSON.parse(line)
  } catch {
    throw notOurs(file)
  }
  const { guanlan, format, version } = Object(value) as Record<string, unknown>
  if (guanlan !== 'office') throw notOurs(file)
  if (format !== 1)
    throw new AppError(
      'bad_request',
      `${file} 由另一版本的观澜（${String(version)}）导出，格式不同。请用导出时的版本导入。`,
    )
  return value as Header
}

function parse(file: string, line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw damaged(file, '有一行无法读取')
  }
}

const notOurs = (file: string) => new AppError('bad_request', `${file} 不是 guanlan export 写出的文件。`)
const damaged = (file: string, why: string) =>
  new AppError('bad_request', `${file} 已损坏（${why}）。没有导入任何内容；请重新导出或复制。`)

/** Lines of a gzip file, without their ends. Memory: one line and what was read ahead. */
async function* linesOf(file: string): AsyncGenerator<string> {
  if (!existsSync(file)) throw new AppError('not_found', `没有文件 ${file}`)
  const source = createReadStream(file)
  const gunzip = createGunzip()
  source.on('error', (error) => gunzip.destroy(error))
  gunzip.setEncoding('utf8')
  let begun = false
  let pieces: string[] = []
  try {
    for await (const chunk of source.pipe(gunzip) as AsyncIterable<string>) {
      begun = true
      const [first = '', ...others] = chunk.split('\n')
      pieces.push(first)
      for (const other of others) {
        yield pieces.join('')
        pieces = [other]
      }
    }
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
    if (/^(Z_|ERR_ZLIB)/.test(code))
      throw begun || code === 'Z_BUF_ERROR' ? damaged(file, '压缩数据中断或有误') : notOurs(file)
    if (/^E[A-Z]+$/.test(code)) throw new AppError('bad_request', `无法读取 ${file}（${code}）`, {}, { cause: thrown })
    throw thrown
  } finally {
    source.destroy()
    gunzip.destroy()
  }
  const rest = pieces.join('')
  if (rest !== '') yield rest
}
