import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mask } from '../src/index.js'
import { idCardCheckHolds } from '../src/find-id-card.js'
import { luhnHolds } from '../src/find-bank-card.js'

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
const two = (most: number, from = 1) => fc.integer({ min: from, max: most }).map((n) => String(n).padStart(2, '0'))

const mobile = fc.tuple(fc.constantFrom('13', '15', '17', '18', '19'), digits(9)).map(([head, tail]) => head + tail)
const landline = fc
  .tuple(fc.constantFrom('0575', '0571', '010', '021'), fc.constantFrom('8', '6', '2'), digits(7))
  .map((parts) => parts.join(''))
const idCard = fc
  .tuple(
    fc.constantFrom('330681', '330602', '420106', '110101'),
    fc.integer({ min: 1935, max: 2020 }),
    two(12),
    two(28),
    digits(3),
  )
  .map(([region, year, month, day, order]) => {
    const body = `${region}${year}${month}${day}${order}`
    return body + ([...'0123456789X'].find((check) => idCardCheckHolds(body + check)) ?? '')
  })
const bankCard = fc.tuple(fc.constantFrom('622202', '621700', '436742', '955880'), digits(12)).map(([head, tail]) => {
  const body = head + tail
  return body + ([...'0123456789'].find((check) => luhnHolds(body + check)) ?? '')
})
const plate = fc.tuple(fc.constantFrom('浙D', '浙A', '沪C', '川A'), digits(5)).map((parts) => parts.join(''))

const blanks = [
  ' ',
  '\u00a0',
  '\u3000',
  '\u2009',
  '\u200b',
  '\ufeff',
  '-',
  '－',
  '–',
  '—',
  '.',
  '·',
  '_',
  '/',
  ' - ',
  '  ',
]
const wide = (text: string) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
const mathematical = (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit)))
const ringed = (text: string) =>
  text.replace(/\d/g, (digit) => (digit === '0' ? '⓪' : String.fromCharCode(0x245f + Number(digit))))
const inGroups = (text: string, sizes: readonly number[], between: string): string => {
  let at = 0
  const groups = sizes.map((size) => text.slice(at, (at += size)))
  return [...groups, text.slice(at)].filter(Boolean).join(between)
}

const spelling = fc.oneof(
  fc.constantFrom(wide, mathematical, ringed, (text: string) => text),
  fc.constantFrom(...blanks).map((between) => (text: string) => [...text].join(between)),
)
const grouping = (...sizes: readonly number[][]) =>
  fc.tuple(fc.constantFrom(...sizes), fc.constantFrom(...blanks)).map(
    ([groups, between]) =>
      (text: string) =>
        inGroups(text, groups, between),
  )

/** What a reader would still make out: every kind of digit as a plain one, nothing between them. */
const readable = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/⓪/g, '0')
    .replace(/[\s\p{Cf}\-–—.·_/]/gu, '')

const kinds: readonly (readonly [
  string,
  fc.Arbitrary<string>,
  fc.Arbitrary<(text: string) => string>,
  keeps: number,
])[] = [
  ['a mobile number', mobile, fc.oneof(spelling, grouping([3, 4, 4], [3, 4], [4, 3, 4])), 3],
  [
    'a landline number',
    landline,
    fc.constantFrom(
      wide,
      (text: string) => text,
      (text: string) => [...text].join(' '),
    ),
    3,
  ],
  ['an identity card', idCard, fc.oneof(spelling, grouping([6, 8, 4], [6, 4, 4, 4], [4, 4, 4, 4], [3, 3, 4, 4])), 0],
  ['a bank card', bankCard, fc.oneof(spelling, grouping([4, 4, 4, 4], [6])), 0],
  [
    'a plate',
    plate,
    fc.oneof(
      fc.constantFrom(wide, (text: string) => text),
      grouping([2]),
    ),
    2,
  ],
]

describe('mask, whatever the spelling', () => {
  it.each(kinds)('leaves nothing of %s to be read', (_, datum, spell, keeps) => {
    const around = fc.constantFrom('', '请联系', '，', '我的是', '（', '。')
    fc.assert(
      fc.property(datum, spell, around, around, (plain, spelled, before, after) => {
        const text = `${before}${spelled(plain)}${after}`
        const { text: masked } = mask(text)
        expect(masked).toHaveLength(text.length)
        expect(readable(masked)).not.toContain(readable(plain).slice(0, keeps + 1))
        expect(masked.replace(/[^\d]/g, '').length).toBeLessThanOrEqual(keeps)
      }),
      { numRuns: 400, seed: 20_261_123 },
    )
  })

  it.each([
    '一三八一二三四五六七八',
    '幺三八 幺二三四 五六七八',
    '壹叁捌壹贰叁肆伍陆柒捌',
    '一3八12三四5六七8',
    'zhang.san (at) example.com',
    'zhang.san【at】example.com',
    'zhangsan @ example . com',
    '浙 D 1 2 3 4 5',
    '1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣',
  ])('hides %s', (text) => {
    const { text: masked } = mask(`请找${text}，谢谢`)
    expect(masked.slice(2, 2 + text.length)).toMatch(/^[浙1]?[ ]?\*+[^\d一二三四五六七八九a-z]*$/u)
  })
})
