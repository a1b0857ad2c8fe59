import { simplifiedCharacters, traditionalCharacters } from './traditional.js'

/** Table entry of a unit that is dropped: zero-width characters, variation selectors, soft hyphens. */
export const FOLD_DROP = 0x1_0000
/** Table entry of a unit that folds together with its neighbours, or to several units. */
export const FOLD_COMPLEX = 0x1_0001

export interface FoldTable {
  /** For each UTF-16 unit: the unit that it folds to, or FOLD_DROP, or FOLD_COMPLEX. */
  readonly single: Uint32Array
  /** 1 for units that melt into the character before them under NFKC: combining marks, vowels and finals of Hangul. */
  readonly attaches: Uint8Array
  /** Fold of a short string, several units, without regard to its neighbours. */
  foldCluster(cluster: string): string
}

let table: FoldTable | undefined

/** Built on first use (some 40 ms). */
export function foldTable(): FoldTable {
  table ??= buildFoldTable()
  return table
}

function buildFoldTable(): FoldTable {
  const simplified = new Uint16Array(65_536)
  for (let i = 0; i < traditionalCharacters.length; i++) {
    simplified[traditionalCharacters.charCodeAt(i)] = simplifiedCharacters.charCodeAt(i)
  }
  const toSimplified = (text: string): string => {
    let result = ''
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      result += String.fromCharCode(simplified[unit] || unit)
    }
    return result
  }
  const foldOnce = (text: string): string => toSimplified(text.normalize('NFKC').toLowerCase())
  const foldCluster = (cluster: string): string => {
    let before = cluster.replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    // İ becomes two characters that a second NFKC may join with what follows; three rounds settle everything in Unicode.
    for (let round = 0; round < 3; round++) {
      const after = foldOnce(before).replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      if (after === before) break
      before = after
    }
    return before
  }
  const single = new Uint32Array(65_536)
  const attaches = new Uint8Array(65_536)
  for (let unit = 0; unit < 65_536; unit++) {
    const character = String.fromCharCode(unit)
    if (unit >= 0xd800 && unit <= 0xdfff) single[unit] = FOLD_COMPLEX
    else if (/\p{Default_Ignorable_Code_Point}/u.test(character)) single[unit] = FOLD_DROP
    else {
      const folded = foldCluster(character)
      single[unit] = folded.length === 1 ? folded.charCodeAt(0) : FOLD_COMPLEX
      if (attachesToPrevious(character)) {
        attaches[unit] = 1
        single[unit] = FOLD_COMPLEX
      }
    }
  }
  return { single, attaches, foldCluster }
}

/** Half-width ﾞ is no mark itself, but NFKC makes one of it; jamo join to syllables. */
function attachesToPrevious(character: string): boolean {
  const normal = character.normalize('NFKC')
  return /^\p{M}/u.test(normal) || /^[\u1160-\u11ff\ud7b0-\ud7fb]/.test(normal)
}
