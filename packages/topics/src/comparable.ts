/** Longest stretch of one field that is compared, in UTF-16 units; what follows adds nothing to a decision. */
const longest = 8_000

/**
 * Text as copies are compared: NFKC, lower case, letters and digits only. So full-width forms, punctuation, spaces and
 * emoji make no difference. Not for offsets: positions are lost.
 */
export const comparable = (text: string): string =>
  text
    .slice(0, longest)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** `comparable` of a word. Nearly all are Chinese characters, small letters and digits, which stay as they are. */
export function comparableWord(word: string): string {
  for (let at = 0; at < word.length; at += 1) {
    const unit = word.charCodeAt(at)
    const same = (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39)
    if (!same) return comparable(word)
  }
  return word
}

/** Tracking parameters that do not name another page. */
const tracking = /^(utm_|spm|from$|share|timestamp$|isappinstalled$|nsukey$|wx)/i

/**
 * Address as one page is known by: scheme and `www.` dropped, host in lower case, tracking parameters dropped, the others
 * sorted, no slash at the end. A fragment stays, because a thread's replies share the page. '' when it is no http address.
 */
export function canonicalUrl(url: string): string {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return ''
  const parsed = new URL(url)
  const kept = [...parsed.searchParams].filter(([name]) => !tracking.test(name))
  const query = kept
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join('&')
  const path = parsed.pathname.replace(/\/+$/, '')
  return `${parsed.host.replace(/^www\./, '')}${path}${query && `?${query}`}${parsed.hash}`
}

/** Runs of digits in a comparable text, sorted and joined: `3号楼` and `5号楼` differ in it. */
export const numbersOf = (text: string): string => (text.match(/\d+/g) ?? []).toSorted().join(' ')
