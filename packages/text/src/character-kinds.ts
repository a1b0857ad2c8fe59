/** No letter: space, punctuation, symbols, emoji. Every one of them stands between two boundaries. */
export const KIND_OTHER = 0
/** Han characters, with 々 and 〇. */
export const KIND_HAN = 1
/** Letters of any other script, with their combining marks. */
export const KIND_LETTER = 2
/** Digits and other number signs. */
export const KIND_DIGIT = 3

export type CharacterKind = typeof KIND_OTHER | typeof KIND_HAN | typeof KIND_LETTER | typeof KIND_DIGIT

/** In `kindTable`: what `isGapUnit` says, for loops over whole texts. */
export const GAP_FLAG = 4
const MARK_FLAG = 8
let table: Uint8Array | undefined

/**
 * By UTF-16 unit: its kind in the two lowest bits; a surrogate's is that of its character, see `kindAt`.
 * Built on first use (some 30 ms), because importing a module must do nothing.
 */
export function kindTable(): Uint8Array {
  if (table !== undefined) return table
  const built = new Uint8Array(65_536)
  for (let code = 0; code < 65_536; code++) {
    const character = String.fromCharCode(code)
    let entry = KIND_OTHER as number
    if (/[\p{Script=Han}々〇]/u.test(character)) entry = KIND_HAN
    else if (/[\p{L}\p{M}]/u.test(character)) entry = KIND_LETTER
    else if (/\p{N}/u.test(character)) entry = KIND_DIGIT
    // ASCII symbols count as punctuation here, for people use ~ | + = ^ and the like to set text apart.
    if (/[\p{P}\p{Z}\s\p{Cc}$+<=>^`|~]/u.test(character)) entry |= GAP_FLAG
    if (/\p{M}/u.test(character)) entry |= MARK_FLAG
    built[code] = entry
  }
  table = built
  return built
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

/** Whether the offset lies inside a surrogate pair: no position in a text that anybody would mean. */
export function splitsPair(text: string, offset: number): boolean {
  return isLow(text.charCodeAt(offset)) && isHigh(text.charCodeAt(offset - 1))
}

/** Kind of the character that the UTF-16 unit at `offset` belongs to; OTHER outside the text. */
export function kindAt(text: string, offset: number): CharacterKind {
  const unit = text.charCodeAt(offset)
  if (Number.isNaN(unit)) return KIND_OTHER
  if (!isHigh(unit) && !isLow(unit)) return ((kindTable()[unit] ?? 0) & 3) as CharacterKind
  const character = String.fromCodePoint(text.codePointAt(splitsPair(text, offset) ? offset - 1 : offset) ?? 0)
  if (/\p{Script=Han}/u.test(character)) return KIND_HAN
  if (/[\p{L}\p{M}]/u.test(character)) return KIND_LETTER
  return /\p{N}/u.test(character) ? KIND_DIGIT : KIND_OTHER
}

/** Whether the unit is space, punctuation or an ASCII symbol: what a phrase may have between its parts. */
export const isGapUnit = (unit: number): boolean => ((kindTable()[unit] ?? 0) & GAP_FLAG) !== 0

/** Whether the unit is a combining mark, which belongs to the character before it. */
export const isMarkUnit = (unit: number): boolean => ((kindTable()[unit] ?? 0) & MARK_FLAG) !== 0
