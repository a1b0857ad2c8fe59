import { guessCharset } from './guess-charset.js'

/** What is known of a document's bytes from outside. */
export interface CharsetHints {
  /** Value of the Content-Type header. */
  readonly contentType?: string | undefined
  /** The source's own setting: used when neither BOM, HTTP nor document names a charset and it is not UTF-8. */
  readonly charset?: string | undefined
}

export interface Decoded {
  readonly text: string
  /** Encoding in the words of the WHATWG standard: `utf-8`, `gb18030`, `big5` … */
  readonly charset: string
}

const boms: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** Where a charset may be declared inside a document (HTML standard: the first 1024 bytes; pages in the wild are later). */
const declarationBytes = 4_096

/**
 * Bytes → text. Order: BOM, HTTP, meta or XML declaration, strict UTF-8, the source's setting, a guess
 * (GB18030 as a rule). A named charset
 * that the bytes contradict is passed over; gb2312 and gbk are read as GB18030, their superset (TextDecoder's own gbk
 * loses 㐂, 𠮷 and €). Never throws: in the worst case single characters become U+FFFD.
 */
export function decode(bytes: Uint8Array, hints: CharsetHints = {}): Decoded {
  for (const [charset, mark] of boms) {
    if (mark.every((byte, i) => bytes[i] === byte))
      return { text: lossy(bytes.subarray(mark.length), charset), charset }
  }
  const wide = wideWithoutMark(bytes)
  if (wide) return { text: lossy(bytes, wide), charset: wide }

  const named = [fromContentType(hints.contentType), declaredIn(bytes)].filter((charset) => charset !== undefined)
  const utf8 = strict(bytes, 'utf-8')
  for (const charset of named) {
    // Servers send Latin-1 by habit and editors leave gb2312 in the template when the page became UTF-8.
    if (isWeak(charset) || (charset === 'gb18030' && utf8 !== undefined && hasChinese(utf8))) continue
    if (charset === 'utf-8' && utf8 === undefined && !nearlyUtf8(bytes)) continue
    const text = charset === 'utf-8' ? (utf8 ?? lossy(bytes, charset)) : strict(bytes, charset)
    if (text !== undefined) return { text, charset }
  }
  if (utf8 !== undefined) return { text: utf8, charset: 'utf-8' }
  const guess = guessCharset(bytes)
  const rest = [
    labelToCharset(hints.charset),
    guess === 'gb18030' ? named.find(isWeak) : undefined,
    guess,
    'gb18030',
  ].filter((charset) => charset !== undefined)
  for (const charset of rest) {
    const text = strict(bytes, charset)
    if (text !== undefined) return { text, charset }
  }
  const charset = named[0] ?? labelToCharset(hints.charset) ?? guess
  return { text: lossy(bytes, charset), charset }
}

/** A label as pages write it → the encoding to decode with, or undefined when it names none. */
export function labelToCharset(label: string | undefined): string | undefined {
  const name = label
    ?.trim()
    .replace(/^["']|["']$/g, '')
    .toLowerCase()
  if (!name) return undefined
  if (/^(?:gb_?2312(?:-80)?|gbk|cp936|ms936|windows-936|x-gbk|hz-gb-2312|euc-cn|gb18030|csgb2312)$/.test(name))
    return 'gb18030'
  if (/^(?:utf-?8|unicode-1-1-utf-8|utf8mb4)$/.test(name)) return 'utf-8'
  if (name.startsWith('big5')) return 'big5'
  try {
    return new TextDecoder(name).encoding
  } catch {
    return undefined
  }
}

const isWeak = (charset: string) => charset === 'windows-1252' || charset === 'us-ascii'

const fromContentType = (contentType: string | undefined) =>
  labelToCharset(/charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType ?? '')?.[1])

function declaredIn(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, declarationBytes))
  const xml = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w:.-]+)["']/i.exec(head)
  const meta = /<meta[^>]*?\bcharset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)
  const charset = labelToCharset((xml ?? meta)?.[1])
  // Whoever can read "utf-16" in single bytes is not looking at UTF-16 (HTML standard, 13.2.3.2).
  return charset?.startsWith('utf-16') ? 'utf-8' : charset
}

function wideWithoutMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0x3c && bytes[1] === 0 && bytes[3] === 0) return 'utf-16le'
  if (bytes[0] === 0 && bytes[1] === 0x3c && bytes[2] === 0) return 'utf-16be'
  return undefined
}

function strict(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const lossy = (bytes: Uint8Array, charset: string) => new TextDecoder(charset).decode(bytes)

/** Said to be UTF-8, and but for a few torn characters it is (cut downloads, one bad advertisement). */
function nearlyUtf8(bytes: Uint8Array): boolean {
  const text = lossy(bytes, 'utf-8')
  const broken = text.split('\ufffd').length - 1
  return broken <= 3 || broken * 500 < text.length
}

const hasChinese = (text: string) => (text.match(/[\u3000-\u9fff\uff00-\uffef]/g)?.length ?? 0) >= 2
