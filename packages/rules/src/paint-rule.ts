import { Complaint } from './complaint.js'
import { cutToken, plainSigns, type Token } from './lexer.js'

/** How a stretch of a rule is shown. `broken`: from where the rule cannot be cut into words any further. */
export type PaintKind = 'operator' | 'field' | 'count' | 'bracket' | 'term' | 'phrase' | 'broken'

/** A stretch of a rule as typed, in UTF-16 units: [start, end). Spaces between are left out. */
export interface Paint {
  readonly start: number
  readonly end: number
  readonly kind: PaintKind
}

const kinds: Readonly<Record<Exclude<Token['kind'], 'end'>, PaintKind>> = {
  '(': 'bracket',
  ')': 'bracket',
  and: 'operator',
  or: 'operator',
  not: 'operator',
  near: 'operator',
  field: 'field',
  count: 'count',
  term: 'term',
  phrase: 'phrase',
}

/** Stretches of a rule by what they are, in order, also of a rule that does not parse: what cannot be cut goes on to the next space. */
export function paintRule(text: string): Paint[] {
  const plain = plainSigns(text)
  const painted: Paint[] = []
  let previous: Token | undefined
  for (let at = 0; at < plain.length;) {
    if (plain[at] === ' ') {
      at++
      continue
    }
    const token = cutOrNull(text, plain, at, previous)
    const space = plain.indexOf(' ', at)
    const end = token ? at + token.found.length : space < 0 ? plain.length : space
    painted.push({ start: at, end, kind: token && token.kind !== 'end' ? kinds[token.kind] : 'broken' })
    previous = token ?? undefined
    at = end
  }
  return painted
}

function cutOrNull(text: string, plain: string, at: number, previous: Token | undefined): Token | null {
  try {
    return cutToken(text, plain, at, previous)
  } catch (thrown) {
    if (thrown instanceof Complaint) return null
    throw thrown
  }
}
