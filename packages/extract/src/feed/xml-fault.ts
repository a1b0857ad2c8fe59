import { decodeEntities } from './entities.js'

const none = new Map<string, string>()
const reference = /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{0,31}));/y
const tag = /<\/?([A-Za-z_][^\s/<>&"'=]*)(?:\s+[^\s/<>&"'=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/y

/**
 * The first thing in a document that a strict XML reader must refuse; undefined when nothing is found. It is looked for
 * before rss-parser is asked, because that one goes on after a fault and pays for each following one: a megabyte of junk
 * would hold it for minutes. In time proportional to the length of the document.
 */
export function xmlFault(source: string): string | undefined {
  const open: string[] = []
  let rooted = false
  let at = 0
  while (at < source.length) {
    const next = source.indexOf('<', at)
    const text = source.slice(at, next < 0 ? source.length : next)
    if (open.length === 0 && text.trim() !== '') return rooted ? 'text after the document' : 'text before the document'
    const wrong = wrongReference(text)
    if (wrong) return wrong
    if (next < 0) break
    const past = pastSpecial(source, next)
    if (past === -1) return 'a comment, CDATA or declaration without end'
    if (past > next) {
      if (open.length === 0 && source.startsWith('<![CDATA[', next)) return 'CDATA outside the document'
      at = past
      continue
    }
    tag.lastIndex = next
    const found = tag.exec(source)
    if (!found) return 'a tag that is none'
    at = tag.lastIndex
    const [whole, name = '', empty] = found
    if (whole.startsWith('</')) {
      if (open.pop() !== name) return `</${name.slice(0, 40)}> closes nothing`
    } else {
      if (open.length === 0 && rooted) return 'a second root'
      rooted = true
      const references = whole.includes('&') ? wrongReference(whole) : undefined
      if (references) return references
      if (!empty) open.push(name)
    }
  }
  return open.length > 0 ? `<${(open.at(-1) ?? '').slice(0, 40)}> is not closed` : undefined
}

/** Where a comment, CDATA, declaration or instruction that begins at `at` ends; `at` when it is none, -1 without end. */
function pastSpecial(source: string, at: number): number {
  const end = (mark: string, from: number) => {
    const found = source.indexOf(mark, from)
    return found < 0 ? -1 : found + mark.length
  }
  if (source.startsWith('<!--', at)) return end('-->', at + 4)
  if (source.startsWith('<![CDATA[', at)) return end(']]>', at + 9)
  if (source.startsWith('<?', at)) return end('?>', at + 2)
  if (source.startsWith('<!DOCTYPE', at)) {
    const subset = source.indexOf('[', at)
    const close = source.indexOf('>', at)
    return subset >= 0 && subset < close ? end(']>', subset) : end('>', at)
  }
  return at
}

function wrongReference(text: string): string | undefined {
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    reference.lastIndex = at
    const [whole, decimal, hex, name] = reference.exec(text) ?? []
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16)
    const known = name === undefined ? code > 0 && code <= 0x10ffff : decodeEntities(`&${name};`, none) !== `&${name};`
    if (whole === undefined || !known) return 'a reference that is none'
  }
  return undefined
}
