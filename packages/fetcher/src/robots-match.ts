/** A rule as far as matching goes. */
interface Pattern {
  readonly allow: boolean
  /** In the form of `comparablePattern`. */
  readonly pattern: string
}

const unreserved = /[A-Za-z0-9._~-]/
/** What an address may hold as it is; everything else is compared in percent-encoding. */
const literal = /[A-Za-z0-9._~!&'()+,;=:@/?[\]#-]/
const encoder = new TextEncoder()
const encoded = (char: string): string =>
  Array.from(encoder.encode(char), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

/**
 * The one form in which paths and patterns are compared (RFC 9309, 2.2.2): octets outside ASCII percent-encoded,
 * percent-encoded unreserved ones decoded, hex digits upper case; inside the query `:` and `/` are the same encoded and
 * bare. `special` characters (`*`, `$`) are left alone in patterns; in addresses they are text: `%2A`, `%24` (2.2.3).
 */
function comparable(text: string, special: boolean): string {
  let query = false
  return text.replace(/%[0-9A-Fa-f]{2}|[\s\S]/gu, (part) => {
    if (part.length === 3 && part.startsWith('%')) {
      const char = String.fromCharCode(Number.parseInt(part.slice(1), 16))
      return unreserved.test(char) || (query && (char === ':' || char === '/')) ? char : part.toUpperCase()
    }
    if (part === '?') query = true
    if (special && (part === '*' || part === '$')) return part
    return literal.test(part) ? part : encoded(part)
  })
}

/** Path and query of an address, ready for comparison. */
export const comparablePath = (url: URL): string => comparable(url.pathname + url.search, false)

/** A rule's pattern, ready for comparison. */
export const comparablePattern = (pattern: string): string => comparable(pattern, true)

/**
 * The rule that decides over a path: the longest one that matches, `Allow` when two are equal (RFC 9309, 2.2.2). Null
 * when none matches. Linear in rules times path: no pattern makes it slow.
 */
export function decidingRule<Rule extends Pattern>(rules: readonly Rule[], path: string): Rule | null {
  let best: { readonly rule: Rule; readonly length: number } | null = null
  for (const rule of rules) {
    const { length } = rule.pattern
    if (best && (length < best.length || (length === best.length && (best.rule.allow || !rule.allow)))) continue
    if (matches(rule.pattern, path)) best = { rule, length }
  }
  return best?.rule ?? null
}

/** `*` stands for any text, `$` at the end for the end; without it a pattern is a beginning. */
function matches(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$')
  const parts = (anchored ? pattern.slice(0, -1) : pattern).replaceAll('$', '%24').split('*')
  const first = parts[0] ?? ''
  if (!path.startsWith(first)) return false
  if (parts.length === 1) return !anchored || path.length === first.length
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  const last = parts.at(-1) ?? ''
  return anchored ? path.length - last.length >= at && path.endsWith(last) : path.includes(last, at)
}
