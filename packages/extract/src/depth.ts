const voids = new Set('area base basefont br col embed frame hr img input link meta param source track wbr'.split(' '))
/** HTML ends these by itself where the next of their kind begins: a thousand unclosed <p> stand side by side. */
const selfEnding = new Set('p li td th tr dt dd option'.split(' '))

/**
 * Whether markup nests deeper than `limit`. A document of nothing but opening tags costs its readers the square of its
 * depth; this looks at it once, in time proportional to its length. Comments, CDATA and what only looks like a tag are
 * passed over; with `html`, elements without content (`<br>`) do not count.
 */
export function isDeeperThan(limit: number, source: string, { html }: { readonly html: boolean }): boolean {
  const open: string[] = []
  for (let at = source.indexOf('<'); at >= 0; at = source.indexOf('<', at + 1)) {
    const past = skipped(source, at)
    if (past < 0) return false
    if (past > at) {
      at = past
      continue
    }
    const closes = source[at + 1] === '/'
    const name = nameAt(source, closes ? at + 2 : at + 1)
    if (name === '') continue
    if (closes) {
      const last = open.lastIndexOf(name)
      if (last >= 0) open.length = last
    } else if (!(html && voids.has(name))) {
      const end = source.indexOf('>', at)
      if (end < 0) return open.length >= limit
      const sibling = html && selfEnding.has(name) && open.at(-1) === name
      if (source[end - 1] !== '/' && !sibling) open.push(name)
      if (open.length > limit) return true
    }
  }
  return false
}

/** Where a comment or CDATA that begins here ends; `at` when none begins, -1 when it does not end. */
function skipped(source: string, at: number): number {
  const mark = source.startsWith('<!--', at) ? '-->' : source.startsWith('<![CDATA[', at) ? ']]>' : ''
  return mark === '' ? at : source.indexOf(mark, at + 4)
}

function nameAt(source: string, at: number): string {
  let end = at
  while (end < source.length && end - at < 100 && /[^\s/<>]/.test(source[end] as string)) end += 1
  return /^[A-Za-z_]/.test(source[at] ?? '') ? source.slice(at, end).toLowerCase() : ''
}
