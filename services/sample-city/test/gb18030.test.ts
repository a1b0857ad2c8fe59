import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeGb18030, loadScenario } from '../src/index.js'

const decode = (bytes: Uint8Array) => new TextDecoder('gb18030', { fatal: true }).decode(bytes)

it('writes the bytes of the standard in one, two and four bytes', () => {
  expect([...encodeGb18030('A观')]).toEqual([0x41, 0xb9, 0xdb])
  expect([...encodeGb18030('€')]).toEqual([0xa2, 0xe3])
  expect([...encodeGb18030('㐂')]).toEqual([0x81, 0x39, 0xef, 0x31])
  expect([...encodeGb18030('\u{10000}\u{10ffff}')]).toEqual([0x90, 0x30, 0x81, 0x30, 0xe3, 0x32, 0x9a, 0x35])
  expect(decode(encodeGb18030('㐂𠮷€，店口镇'))).toBe('㐂𠮷€，店口镇')
})

it('brings back any text outside the private area', () => {
  const texts = fc.string({ unit: 'binary' }).filter((text) => !/\p{Co}|\ufffd/u.test(text))
  fc.assert(fc.property(texts, (text) => decode(encodeGb18030(text)) === text))
})

it('brings back every text of the forum', () => {
  const texts = loadScenario()
    .items.filter((item) => item.site === 'forum')
    .map((item) => `${item.author}${item.title}${item.body}`)
  expect(texts.map((text) => decode(encodeGb18030(text)))).toEqual(texts)
  expect(texts.join('')).toMatch(/㐂[\s\S]*𠮷[\s\S]*€/u)
})

it('writes a question mark for half a character', () => {
  expect(decode(encodeGb18030('半\ud842'))).toBe('半?')
})
