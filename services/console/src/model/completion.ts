import { t } from '../messages/index.js'

/** A word of the rule language that may be meant, and what it would replace: [from, to). */
export interface Completion {
  readonly word: string
  readonly name: string
  readonly what: string
  readonly from: number
  readonly to: number
}

/** Where a word of the language may begin. */
const BORDER = /[\s()（）"“”{}\u3000]/

/** What may be meant at the caret: fields and operators that begin as the word before it does, in Latin letters or in Chinese. */
export function completionsAt(text: string, caret: number): Completion[] {
  let from = caret
  while (from > 0 && !BORDER.test(text[from - 1] ?? '')) from -= 1
  const bare = text.slice(from, caret).replace(/^-/, '')
  const meant = bare.toLowerCase()
  if (bare === '' || /[:：/]/.test(bare)) return []
  const start = caret - bare.length
  return t.rules.completions
    .filter(([word, name]) => word.toLowerCase().startsWith(meant) || name.startsWith(bare))
    .filter(([word]) => word !== bare && (start === from || word.endsWith(':')))
    .map(([word, name, what]) => ({ word, name, what, from: start, to: caret }))
}

/** The text with a completion in it, and where the caret stands then: behind a field at once, behind an operator after a space. */
export function complete(text: string, { word, from, to }: Completion): { text: string; caret: number } {
  const inserted = word.endsWith(':') || /^\s/.test(text.slice(to)) ? word : `${word} `
  const caret = from + inserted.length + (inserted === word && !word.endsWith(':') ? 1 : 0)
  return { text: text.slice(0, from) + inserted + text.slice(to), caret }
}
