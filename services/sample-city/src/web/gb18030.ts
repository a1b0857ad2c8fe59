/**
 * GB18030 encoder without a vendor: the runtime's own decoder, turned round. Two-byte codes are read once into a map;
 * everything else is a four-byte code, whose order is linear (GB 18030-2005; https://encoding.spec.whatwg.org/#gb18030).
 */
const NEWLINE = 0x0a
/** Linear number of U+10000 among the four-byte codes. */
const SUPPLEMENTARY_START = 189_000
/** Four-byte codes that stand for characters of the basic plane: 81308130 … 8431A439. */
const BASIC_FOUR_BYTE_CODES = 39_420

type Table = ReadonlyMap<number, readonly number[]>

let twoByte: Table | undefined
let fourByte: Table | undefined

/** Text → GB18030 bytes. A lone surrogate becomes `?`, as no charset has a place for it. */
export function encodeGb18030(text: string): Buffer {
  const bytes: number[] = []
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0x3f
    if (point < 0x80) bytes.push(point)
    else if (point >= 0x1_0000) bytes.push(...fourBytes(point - 0x1_0000 + SUPPLEMENTARY_START))
    else bytes.push(...(twoByteCode(point) ?? fourByteCode(point) ?? [0x3f]))
  }
  return Buffer.from(bytes)
}

function twoByteCode(point: number): readonly number[] | undefined {
  twoByte ??= invert(twoByteCodes())
  return twoByte.get(point)
}

function fourByteCode(point: number): readonly number[] | undefined {
  fourByte ??= invert(Array.from({ length: BASIC_FOUR_BYTE_CODES }, (_, linear) => fourBytes(linear)))
  return fourByte.get(point)
}

function twoByteCodes(): number[][] {
  const codes: number[][] = []
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) codes.push([lead, trail])
  }
  return codes
}

const fourBytes = (linear: number): number[] => [
  0x81 + Math.floor(linear / 12_600),
  0x30 + (Math.floor(linear / 1_260) % 10),
  0x81 + (Math.floor(linear / 10) % 126),
  0x30 + (linear % 10),
]

/** One decode for all codes, each followed by a newline: forty thousand single calls would take a second. */
function invert(codes: readonly (readonly number[])[]): Table {
  const bytes = Uint8Array.from(codes.flatMap((code) => [...code, NEWLINE]))
  const characters = new TextDecoder('gb18030').decode(bytes).split('\n')
  const table = new Map<number, readonly number[]>()
  codes.forEach((code, index) => {
    const character = characters[index] ?? ''
    const point = character.codePointAt(0)
    if (point === undefined || character.length !== 1 || isUseless(point) || table.has(point)) return
    table.set(point, code)
  })
  return table
}

/** The replacement character, and the private area that old two-byte codes point into. */
const isUseless = (point: number) => point === 0xfffd || (point >= 0xe000 && point <= 0xf8ff)
