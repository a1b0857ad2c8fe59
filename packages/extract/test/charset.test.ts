import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, labelToCharset } from '../src/index.js'

const utf8 = (text: string) => new TextEncoder().encode(text)
/** 诸暨市 in GBK; 停水 in GBK (which happens to be valid UTF-8); 㐂 and 𠮷 in GB18030. */
const zhuji = [0xd6, 0xee, 0xf4, 0xdf, 0xca, 0xd0]
const noWater = [0xcd, 0xa3, 0xcb, 0xae]
const rare = [0x81, 0x39, 0xef, 0x31, 0x95, 0x34, 0xb2, 0x35]
const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...utf8(part)] : part)))

describe('decode', () => {
  it('believes the byte order mark before everything', () => {
    const { text, charset } = decode(bytes([0xef, 0xbb, 0xbf], '水'), { contentType: 'text/html; charset=gbk' })
    expect([text, charset]).toEqual(['水', 'utf-8'])
  })

  it('reads a GBK page that only says so in its meta element', () => {
    expect(decode(bytes('<meta charset="gb2312"><p>', zhuji)).text).toContain('诸暨市')
    expect(decode(bytes('<meta http-equiv="Content-Type" content="text/html; charset=gbk">', zhuji)).text).toContain(
      '诸暨市',
    )
  })

  it('reads gb2312 as GB18030, so that rare characters survive', () => {
    const { text, charset } = decode(bytes('<?xml version="1.0" encoding="GB2312"?>', rare))
    expect(text).toContain('㐂𠮷')
    expect(charset).toBe('gb18030')
  })

  it('believes HTTP before the page', () => {
    expect(decode(bytes('<meta charset="big5">', zhuji), { contentType: 'text/html;charset=GBK' }).text).toContain(
      '诸暨市',
    )
  })

  it('is not fooled by a gb2312 declaration left on a UTF-8 page, nor by a UTF-8 one on a GBK page', () => {
    expect(decode(bytes('<meta charset="gb2312">诸暨市')).text).toContain('诸暨市')
    expect(decode(bytes('<meta charset="utf-8">', [...zhuji, ...zhuji])).text).toContain('诸暨市诸暨市')
  })

  it('does not take the Latin-1 that servers send by habit for the truth', () => {
    expect(
      decode(bytes('<meta charset="gbk">', zhuji), { contentType: 'text/html; charset=ISO-8859-1' }).text,
    ).toContain('诸暨市')
  })

  it('falls back to GB18030 where nothing is declared and it is not UTF-8', () => {
    expect(decode(bytes('<p>', zhuji))).toEqual({ text: '<p>诸暨市', charset: 'gb18030' })
    expect(decode(bytes('<meta charset="gbk">', noWater)).text).toContain('停水')
  })

  it('keeps a UTF-8 page whose end is torn off', () => {
    const whole = bytes('<meta charset="utf-8">', '城市里的水。'.repeat(200))
    expect(decode(whole.subarray(0, whole.length - 1)).text).toContain('城市里的水。城')
  })

  it('keeps Big5 as Big5', () => {
    expect(decode(bytes('<meta charset="big5">', [0xa4, 0xa4, 0xa4, 0xe5])).text).toContain('中文')
  })

  it('never throws, and gives UTF-8 back as it was', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (any) => typeof decode(any).text === 'string'))
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        fc.pre(!text.startsWith('\ufeff'))
        expect(decode(utf8(`<meta charset="utf-8">${text}`)).text).toBe(`<meta charset="utf-8">${text}`)
      }),
    )
  })

  it('knows no charset by a name that does not exist', () => {
    expect(labelToCharset('x-klingon')).toBeUndefined()
  })
})
