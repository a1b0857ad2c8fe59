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
