/** Last mixing step of MurmurHash3 (public domain, Austin Appleby): spreads every input bit over all 32. */
export function mix(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** String → 32 bits (FNV-1a over UTF-16 units, mixed). The same on every machine and after every restart. */
export function hashText(text: string): number {
  let h = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193)
  return mix(h)
}
