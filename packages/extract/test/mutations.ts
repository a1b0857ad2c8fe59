import fc from 'fast-check'

const encoder = new TextEncoder()

/** Bytes of one of these documents with parts cut out or doubled, `pieces` put in or repeated many times, the end torn off, bytes changed. */
export const mutationsOf = (documents: readonly string[], pieces: readonly string[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      fc.constantFrom(...documents),
      fc.array(
        fc.record({
          kind: fc.constantFrom('cut', 'double', 'insert', 'byte', 'truncate', 'repeat'),
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          length: fc.nat(60),
          piece: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6, unit: 'binary' })),
          times: fc.integer({ min: 2, max: 2_000 }),
        }),
        { minLength: 1, maxLength: 6 },
      ),
      fc.array(fc.tuple(fc.nat(4_000), fc.nat(255)), { maxLength: 4 }),
    )
    .map(([document, changes, flips]) => {
      let text = document
      for (const { kind, at, length, piece, times } of changes) {
        const start = Math.floor(at * text.length)
        const [before, within, after] = [
          text.slice(0, start),
          text.slice(start, start + length),
          text.slice(start + length),
        ]
        if (kind === 'cut') text = before + after
        else if (kind === 'double') text = before + within + within + after
        else if (kind === 'insert') text = before + piece + within + after
        else if (kind === 'truncate') text = before + within
        else if (kind === 'repeat')
          text = before + piece.repeat(Math.min(times, 20_000 / Math.max(1, piece.length))) + within + after
      }
      const bytes = encoder.encode(text)
      for (const [at, value] of flips) if (at < bytes.length) bytes[at] = value
      return bytes
    })
