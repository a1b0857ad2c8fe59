import { type Finder } from './span.js'

const isLocal = (char: string | undefined) => char !== undefined && /[A-Za-z0-9._%+-]/.test(char)
const mark = /@|[([【（]at[)\]】）]/giu
const domain = /[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/y
/** With blanks around its parts it must end as most do, lest a sentence pass for one. */
const spacedDomain =
  /[A-Za-z0-9-]{1,63}(?: ?[.。] ?[A-Za-z0-9-]{1,63}){0,3} ?[.。] ?(?:com|cn|net|org|edu|gov|vip)(?![A-Za-z])/iy

/**
 * E-mail addresses, also with blanks around the sign and with `(at)` for it. Looks outward from each sign instead of
 * matching forward, so that a megabyte of letters costs no more than its length.
 */
export const findEmails: Finder = function* (text) {
  mark.lastIndex = 0
  for (let match = mark.exec(text); match; match = mark.exec(text)) {
    const after = match.index + match[0].length
    const before = text[match.index - 1] === ' ' ? match.index - 1 : match.index
    let start = before
    while (start > 0 && before - start < 64 && isLocal(text[start - 1])) start -= 1
    if (start === before) continue
    const from = text[after] === ' ' ? after + 1 : after
    const isLoose = from !== after || before !== match.index || match[0] !== '@'
    const forms = isLoose ? [spacedDomain] : [domain, spacedDomain]
    const host = forms.flatMap((form) => {
      form.lastIndex = from
      return form.exec(text) ?? []
    })[0]
    if (host) yield { kind: 'email', start, end: from + host.length, keep: 0 }
  }
}
