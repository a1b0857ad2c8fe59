/** The commonest characters of running text, as the mainland and as Taiwan and Hong Kong write them. */
const simplified = new Set(
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经',
)
const traditional = new Set(
  '的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經',
)

/** As much of a document as its charset is guessed from. */
const sample = 65_536

/**
 * The encoding of bytes that name none and are not UTF-8: GB18030, unless Big5 makes more common characters of them, or
 * what GB18030 makes of them are single hanzi inside Latin words (Windows-1252).
 */
export function guessCharset(bytes: Uint8Array): 'gb18030' | 'big5' | 'windows-1252' {
  const part = bytes.subarray(0, sample)
  const mainland = new TextDecoder('gb18030').decode(part)
  const hanzi = count(mainland, /[\u3400-\u9fff]/g)
  // Alone, with a letter before or behind it: no Chinese is written so.
  const inWords = count(
    mainland,
    /(?<![\u3040-\u9fff\ufffd])(?:(?<=[A-Za-z])[\u3400-\u9fff\ufffd]|[\u3400-\u9fff\ufffd](?=[a-z]))(?![\u3040-\u9fff\ufffd])/g,
  )
  if (inWords > 1 && inWords * 2 > hanzi) return 'windows-1252'
  const island = new TextDecoder('big5').decode(part)
  const [asMainland, asIsland] = [share(mainland, simplified), share(island, traditional)]
  return asIsland > 0.05 && asIsland > 2 * asMainland ? 'big5' : 'gb18030'
}

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0

function share(text: string, common: ReadonlySet<string>): number {
  let all = 0
  let known = 0
  for (const char of text) {
    if (char < '\u3400') continue
    all += 1
    if (common.has(char)) known += 1
  }
  return all > 0 ? known / all : 0
}
