import { Parser } from 'htmlparser2'
import type { Readable } from 'node:stream'
import { AppError } from '@guanlan/kernel'
import { openPromise, type Entry, type ZipFile } from 'yauzl'

/** Unpacked bytes of all parts that may be read of one workbook; a bomb of kilobytes does not become gigabytes. */
const mostUnpacked = 1_000_000_000
/** Bytes of tables that are kept in memory: shared texts and styles. */
const mostKept = 200_000_000

/** A workbook's parts by name. Close it when done. */
export interface XlsxParts {
  readonly names: readonly string[]
  /** Walks one part as XML, element by element; what `on` throws ends the walk. False when there is no such part. */
  walk(name: string, on: XmlEvents): Promise<boolean>
  /** The same, chunk by chunk, for parts of any size: between two chunks the caller takes what was found. */
  chunks(name: string, on: XmlEvents): AsyncGenerator<void>
  close(): void
}

/** Elements by their local names, lower case; attributes as written. */
export interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text(text: string): void
  close(name: string): void
}

/**
 * Opens an .xlsx file. Each part is unpacked as a stream, and refused when it is longer than the archive says or all of
 * them together are too long. Throws `usage`: no such file, no zip, an old .xls.
 */
export async function openXlsx(file: string): Promise<XlsxParts> {
  let zip: ZipFile
  try {
    zip = await openPromise(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('usage', `${file} 不是可读取的 .xlsx（旧版 .xls 请另存为 .xlsx 或 CSV）：${why}`, {}, { cause })
  }
  const entries = new Map<string, Entry>()
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    if (!/\.(?:xml|rels)$/.test(entry.fileName)) continue
    entries.set(entry.fileName, entry)
    unpacked += entry.uncompressedSize
  }
  if (unpacked > mostUnpacked) {
    zip.close()
    throw new AppError('usage', `${file} 解压后超过 ${mostUnpacked / 1e6} MB，请分成几个文件，或另存为 CSV`)
  }
  async function* chunks(name: string, on: XmlEvents): AsyncGenerator<void> {
    const entry = entries.get(name)
    if (!entry) return
    const stream: Readable = await zip.openReadStreamPromise(entry)
    const decoder = new TextDecoder('utf-8')
    const parser = parserOf(on)
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      parser.write(decoder.decode(chunk, { stream: true }))
      yield
    }
    parser.end()
    yield
  }
  return {
    names: [...entries.keys()],
    chunks,
    async walk(name, on) {
      const size = entries.get(name)?.uncompressedSize ?? 0
      if (size > mostKept) throw new AppError('usage', `${file} 中的 ${name} 过大，请另存为 CSV`)
      for await (const _ of chunks(name, on));
      return entries.has(name)
    },
    close: () => zip.close(),
  }
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1).toLowerCase()

const parserOf = (on: XmlEvents): Parser =>
  new Parser(
    {
      onopentag: (name, attributes) => on.open(localName(name), attributes),
      ontext: (text) => on.text(text),
      onclosetag: (name) => on.close(localName(name)),
    },
    { xmlMode: true, decodeEntities: true },
  )
