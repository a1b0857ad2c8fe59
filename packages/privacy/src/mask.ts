import { findAccounts } from './find-account.js'
import { findAddresses } from './find-address.js'
import { findBankCards } from './find-bank-card.js'
import { findEmails } from './find-email.js'
import { findIdCards } from './find-id-card.js'
import { findNames } from './find-name.js'
import { findPhones } from './find-phone.js'
import { findPlates } from './find-plate.js'
import { foldDigits, foldWidth } from './fold.js'
import type { Finder, MaskKind, PersonalSpan } from './span.js'

/** In order of certainty: of two that overlap, the earlier finder wins. */
const finders: readonly Finder[] = [
  findIdCards,
  findBankCards,
  findPhones,
  findEmails,
  findPlates,
  findAddresses,
  findAccounts,
  findNames,
]

/** A text without personal data, as long as before, and how many data of each kind were hidden. */
export interface Masked {
  readonly text: string
  readonly masked: Partial<Record<MaskKind, number>>
}

/** Nothing that a finder looks for can stand in a text without any of these. */
const worthALook =
  /[\d@一幺壹]|联系人|姓名|人[:：]|户名|户主|我叫|人叫|名叫|单元|室|QQ|qq|微信|v[x]|电话|[([【（]at[)\]】）]/iu

/**
 * Hides personal data (identity and bank cards, phones, e-mail, plates, home addresses, labelled names and accounts)
 * behind `*`. The text keeps its length in UTF-16 units, so that offsets stay valid. Masking a masked text changes nothing.
 */
export function mask(text: string): Masked {
  const counts: Partial<Record<MaskKind, number>> = {}
  const readings = readingsOf(text)
  if (readings.length === 1 && !worthALook.test(readings[0])) return { text, masked: counts }
  let current = text
  // What is hidden can uncover a neighbour (an asterisk is no digit), so look again until nothing is found; each round
  // hides at least one more character.
  for (let read = readings; ; read = readingsOf(current)) {
    const spans = personalSpans(current, read)
    if (spans.length === 0) return { text: current, masked: counts }
    current = hide(current, spans)
    for (const { kind } of spans) counts[kind] = (counts[kind] ?? 0) + 1
  }
}

/**
 * What a text may be read as, all of one length. 138①② may be the start of a number or its end with two footnotes, and a
 * full-width digit behind a number may belong to what follows: both are looked at.
 */
function readingsOf(text: string): [string, ...string[]] {
  const folded = foldWidth(text)
  const otherwise = foldDigits(folded)
  return [folded, ...(otherwise === null ? [] : [otherwise]), ...(/[０-９]/.test(text) ? [text] : [])]
}

/** Disjoint spans in order of place. */
function personalSpans(text: string, readings: readonly string[]): PersonalSpan[] {
  const taken = new Uint8Array(text.length)
  const found: PersonalSpan[] = []
  for (const reading of readings) {
    for (const find of finders) {
      for (const span of find(reading)) {
        if (taken.subarray(span.start, span.end).includes(1) || !hidesSomething(text, span)) continue
        taken.fill(1, span.start, span.end)
        found.push(span)
      }
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

const hidesSomething = (text: string, span: PersonalSpan) => /[^*]/.test(text.slice(span.start + span.keep, span.end))

function hide(text: string, spans: readonly PersonalSpan[]): string {
  const pieces: string[] = []
  let done = 0
  for (const { start, end, keep } of spans) {
    // A mathematical digit is two units: both go.
    const until = /[\udc00-\udfff]/.test(text[end] ?? '') && /[\ud800-\udbff]/.test(text[end - 1] ?? '') ? end + 1 : end
    pieces.push(text.slice(done, start + keep), '*'.repeat(Math.max(0, until - start - keep)))
    done = until
  }
  return pieces.join('') + text.slice(done)
}
