import { loadHtml } from '../dom.js'

/** Entities that the document type of a feed declares itself. */
export type Entities = ReadonlyMap<string, string>

const longest = 32
const most = 200

/**
 * `<!ENTITY name "value">` of the internal subset. Short values alone, and what they contain is not expanded again: a
 * few bytes of reference must not become megabytes.
 */
export function declaredEntities(source: string): Entities {
  const declared = new Map<string, string>()
  const start = source.slice(0, 20_000)
  if (!start.includes('<!ENTITY')) return declared
  for (const [, name = '', double, single] of start.matchAll(
    /<!ENTITY\s+([\w.-]{1,40})\s+(?:"([^"]*)"|'([^']*)')\s*>/g,
  )) {
    const value = double ?? single ?? ''
    if (value.length <= longest && declared.size < most) declared.set(name, decodeEntities(value, new Map()))
  }
  return declared
}

const reference = /&(?:#[xX][0-9a-fA-F]{1,8}|#\d{1,9}|[A-Za-z][A-Za-z0-9]{1,31});/g
/** What references stand for; a document may be full of them. Bounded: numbers are many. */
const known = new Map<string, string>()
const mostKnown = 5_000

/**
 * References of XML and of HTML (`&nbsp;`, `&hellip;`), which feeds use without declaring them. Unknown names and
 * references without a semicolon stay as they are: `?a=1&copy=2` is an address.
 */
export function decodeEntities(text: string, declared: Entities): string {
  if (!text.includes('&')) return text
  return text.replace(reference, (whole) => {
    const own = declared.size > 0 ? declared.get(whole.slice(1, -1)) : undefined
    const held = own ?? known.get(whole)
    if (held !== undefined) return held
    const read = meaningOf(whole)
    if (known.size < mostKnown) known.set(whole, read)
    return read
  })
}

function meaningOf(whole: string): string {
  if (whole[1] !== '#') return named(whole) ?? whole
  const isHex = whole[2] === 'x' || whole[2] === 'X'
  return character(isHex ? Number.parseInt(whole.slice(3, -1), 16) : Number(whole.slice(2, -1)))
}

function named(whole: string): string | undefined {
  const read = loadHtml(whole).root().text()
  // A name that is only the beginning of one (`&notit;`) is read in part: that is no entity.
  return read === whole || read.endsWith(';') ? undefined : read
}

/** Bytes 0x80–0x9F of Windows-1252, which are written as if they were Unicode (HTML standard, 13.2.5.80). */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function character(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return windows1252[code - 0x80] ?? ''
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd'
  // Forbidden in XML, and of no use in a text.
  if (code < 0x20 && code !== 9 && code !== 10 && code !== 13) return ''
  return String.fromCodePoint(code)
}
