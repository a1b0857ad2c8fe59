import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashId } from '../src/index.js'

const parts = fc.array(fc.oneof(fc.string({ maxLength: 4 }), fc.nat(20)), { maxLength: 4 })

describe('hashId', () => {
  it('gives the id that it gave on the first day: stored ids rest on it', () => {
    // printf '2:观澜1:7' | sha256sum
    expect(hashId('观澜', 7)).toBe('917068fe9eb647b9f7b495fe')
    expect(hashId()).toBe('e3b0c44298fc1c149afbf4c8')
  })

  it('is 24 hex digits, the same each time', () => {
    fc.assert(
      fc.property(parts, (each) => {
        expect(hashId(...each)).toMatch(/^[0-9a-f]{24}$/)
        expect(hashId(...each)).toBe(hashId(...each))
      }),
    )
  })

  it('knows where one part ends and the next begins', () => {
    expect(hashId('ab', 'c')).not.toBe(hashId('a', 'bc'))
    expect(hashId('a', '')).not.toBe(hashId('a'))
    // Parts that look like a length and its text.
    expect(hashId('a1:b')).not.toBe(hashId('a', 'b'))
  })

  it('differs whenever the parts differ, numbers standing for their digits', () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const same = a.length === b.length && a.every((part, i) => String(part) === String(b[i]))
        expect(hashId(...a) === hashId(...b)).toBe(same)
      }),
    )
    expect(hashId(7)).toBe(hashId('7'))
  })
})
