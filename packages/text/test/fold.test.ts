import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldText, isGapUnit, kindAt, KIND_DIGIT, KIND_HAN, KIND_LETTER, KIND_OTHER } from '../src/index.js'

/** The stretch of the original that a folded part came from. */
function originalOf(text: string, part: string): string {
  const folded = fold(text)
  const start = folded.text.indexOf(part)
  return text.slice(folded.toOriginal(start), folded.toOriginalEnd(start + part.length))
}

describe('fold', () => {
  it.each([
    ['ＡＢＣ１２３', 'abc123'],
    ['，（）：！', ',():!'],
    ['農民工討薪', '农民工讨薪'],
    ['欠\u200b薪\ufeff', '欠薪'],
    ['Cafe\u0301', 'café'],
    ['ｶﾞｽ', 'ガス'],
    ['…', '...'],
    ['①㎡℃', '1m2°c'],
    ['İ', 'i̇'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['', ''],
    ['拖欠工资。', '拖欠工资。'],
  ])('turns %j into %j', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  it('leaves 干 and 后 of simplified texts alone', () => {
    expect(foldText('干部后来乾隆')).toBe('干部后来干隆')
  })

  it.each([
    ['他…欠薪…了', '欠薪', '欠薪'],
    ['又欠\u200b薪\u200b', '欠薪', '欠\u200b薪'],
    ['x\u200b\u200by', 'y', 'y'],
    ['每㎡价', '2', '㎡'],
    ['e\u0301a', 'é', 'e\u0301'],
    ['😀…ＡＩ', 'ai', 'ＡＩ'],
    ['…😀', '😀', '😀'],
    ['𝐀𝐁…', 'b', '𝐁'],
  ])('in %j points for %j at %j', (text, part, original) => {
    expect(originalOf(text, part)).toBe(original)
  })

  const anyText = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('農', 'Ａ', '\u200b', '\u0301', '…', 'ﾞ', 'ｶ', '\ud800', '가', '\u11a8'),
      ),
    )
    .map((parts) => parts.join(''))

  it('is idempotent for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = foldText(text)
        expect(foldText(once)).toBe(once)
      }),
      { seed: 1, numRuns: 2_000 },
    )
  })

  it('is the same for a text and for its NFC, NFD and NFKC spellings', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('é', 'e\u0301', 'ガ', 'ｶﾞ', '가', '각', 'Å', 'ﬁ', '農', 'x')), (parts) => {
        const text = parts.join('')
        const spellings = ['NFC', 'NFD', 'NFKC', 'NFKD'].map((form) => foldText(text.normalize(form)))
        expect(new Set(spellings)).toEqual(new Set([foldText(text)]))
      }),
      { seed: 2, numRuns: 300 },
    )
  })

  it('points into the original in order, from its start to its end, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = fold(text)
        for (let at = 0; at < folded.text.length; at++) {
          const start = folded.toOriginal(at)
          const end = folded.toOriginalEnd(at + 1)
          expect(start).toBeGreaterThanOrEqual(at === 0 ? 0 : folded.toOriginal(at - 1))
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
        }
        expect(folded.toOriginalEnd(0)).toBe(0)
        expect(folded.toOriginal(folded.text.length)).toBe(text.length)
      }),
      { seed: 3, numRuns: 1_000 },
    )
  })

  it('keeps a long text in one pass', () => {
    const text = '拖欠工资，'.repeat(20_000)
    expect(foldText(text)).toBe('拖欠工资,'.repeat(20_000))
  })
})

describe('kinds of characters', () => {
  it('tells Han, letters, digits and the rest apart, pairs too', () => {
    const kinds = [...'欠々'].map((character) => kindAt(character, 0))
    expect(kinds).toEqual([KIND_HAN, KIND_HAN])
    expect([kindAt('a', 0), kindAt('7', 0), kindAt('。', 0), kindAt('𠮷', 1), kindAt('😀', 0), kindAt('a', 5)]).toEqual(
      [KIND_LETTER, KIND_DIGIT, KIND_OTHER, KIND_HAN, KIND_OTHER, KIND_OTHER],
    )
  })

  it('takes space, punctuation and ASCII symbols as gaps, and no letters or emoji', () => {
    expect([...' \n。“~+'].every((character) => isGapUnit(character.charCodeAt(0)))).toBe(true)
    expect([...'欠a1', '😀'].some((character) => isGapUnit(character.charCodeAt(0)))).toBe(false)
  })
})
