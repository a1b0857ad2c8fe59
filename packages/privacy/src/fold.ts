/** Digits in rings, brackets, raised and lowered, and those of other scripts: the unit of each zero or one, and its digit. */
const rows: readonly (readonly [first: number, digit: number, count: number])[] = [
  [0x2460, 1, 9],
  [0x2474, 1, 9],
  [0x2488, 1, 9],
  [0x24f5, 1, 9],
  [0x2776, 1, 9],
  [0x2780, 1, 9],
  [0x278a, 1, 9],
  [0x24ea, 0, 1],
  [0x24ff, 0, 1],
  [0x2070, 0, 1],
  [0x00b9, 1, 1],
  [0x00b2, 2, 2],
  [0x2074, 4, 6],
  [0x2080, 0, 10],
  [0x0660, 0, 10],
  [0x06f0, 0, 10],
]
const digits = new Map(
  rows.flatMap(([first, digit, count]) =>
    Array.from({ length: count }, (_, i) => [String.fromCharCode(first + i), String(digit + i)] as const),
  ),
)
const unusual = new RegExp(`[${[...digits.keys()].join('')}]|\\ud835[\\udfce-\\udfff]`, 'g')
const isUnusual = new RegExp(unusual.source)

/**
 * Full-width forms as their ASCII twins, unit for unit, so that every offset in the folded text is an offset in the
 * original: ０–９ Ａ–Ｚ ＠ － ． and the ideographic space.
 */
export function foldWidth(text: string): string {
  if (!/[\uff01-\uff5e\u3000]/.test(text)) return text
  return text.replace(/[\uff01-\uff5e\u3000]/g, (char) =>
    char === '\u3000' ? ' ' : String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  )
}

/**
 * Every kind of digit as the ASCII one, unit for unit: ① ² 𝟑. Of a mathematical digit, which is two units, the second
 * becomes a zero-width space. Null where a text has none of them.
 */
export function foldDigits(text: string): string | null {
  if (!isUnusual.test(text)) return null
  return text.replace(unusual, (char) =>
    char.length === 2 ? `${(char.charCodeAt(1) - 0xdfce) % 10}\u200b` : (digits.get(char) ?? char),
  )
}
