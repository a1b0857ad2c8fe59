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

const reference = /&(?:#[xX]([0-9a-fA-F]{1,8})|#(\d{1,9})|([A-Za-z][A-Za-z0-9]{1,31}));/g
const known = new Map<string, string>()

/**
 * References of XML and of HTML (`&nbsp;`, `&hellip;`), which feeds use without declaring them. Unknown names and
 * references without a semicolon stay as they are: `?a=1&copy=2` is an address.
 */
export function decodeEntities(text: string, declared: Entities): string {
  if (!text.includes('&')) return text
  return text.replace(reference, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return declared.get(name) ?? named(name) ?? whole
    return character(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) ?? whole
  })
}

function named(name: string): string | undefined {
  const held = known.get(name)
  if (held !== undefined) return held
  const read = loadHtml(`&${name};`).root().text()
  // A name that is only the beginning of one (`&notit;`) is read in part: that is no entity.
  if (read === `&${name};` || read.endsWith(';')) return undefined
  known.set(name, read)
  return read
}

/** Bytes 0x80–0x9F of Windows-1252, which are written as if they were Unicode (HTML standard, 13.2.5.80). */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function character(code: number): string | undefined {
  if (code >= 0x80 && code <= 0x9f) return windows1252[code - 0x80]
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd'
  // Forbidden in XML, and of no use in a text.
  if (code < 0x20 && code !== 9 && code !== 10 && code !== 13) return ''
  return String.fromCodePoint(code)
}
