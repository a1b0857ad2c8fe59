import { AppError } from '@guanlan/kernel'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseDictionary, createBoundaryFinder, createDictionarySegmenter, fineTokens, foldText } from '../src/index.js'

const finder = createBoundaryFinder(baseDictionary())
const pieces = (text: string): string =>
  fineTokens(text, finder)
    .map((token) => token.text)
    .join('|')

describe('fine boundaries', () => {
  it.each([
    ['路口交通信号灯坏了', '路口|交通|信号|灯|坏|了'],
    ['花少冰岛帽子店口碑翻车', '花|少|冰岛|帽子|店|口碑|翻车'],
    ['这回大麻烦来了', '这回|大|麻烦|来|了'],
    ['拖欠工资', '拖欠|工资'],
    ['学校食堂有异味', '学校|食堂|有|异味'],
    ['中小学', '中|小学'],
    // By frequency 小|学生 beats 小学|生 inside 小学生, and 中|小学生 beats 中小学|生 inside 中小学生.
    ['中小学生', '中|小|学生'],
    ['AIRPORT AI', 'airport|ai'],
    ['COVID-19', 'covid|19'],
    ['12345热线', '12345|热线'],
    ['4S店', '4|s|店'],
    ['卡拉OK厅', '卡拉|ok|厅'],
    ['😀欠薪𠮷', '😀|欠薪|𠮷'],
    ['', ''],
    ['。，', ''],
  ])('of %s are %s', (text, expected) => {
    expect(pieces(text)).toBe(expected)
  })

  it('are the ends of words, and more', () => {
    const segmenter = createDictionarySegmenter()
    for (const text of [
      '工地拖欠农民工工资三个月',
      '小区停水两天没人管',
      '学校食堂的饭菜有异味',
      '派出所门口的红绿灯',
    ]) {
      const set = finder.fineBoundaries(text)
      let at = 0
      for (const word of segmenter.cut(text)) expect(set.has((at += word.length))).toBe(true)
    }
  })

  it('do not depend on the order in which they are asked for, nor on text beyond punctuation', () => {
    const words = fc.constantFrom('拖欠工资', '路口', '交通', '大麻', '烦', 'AI', '9', '。', ' ', '中小学生', '😀')
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), fc.array(fc.nat(40), { maxLength: 10 }), (parts, asked) => {
        const text = foldText(parts.join(''))
        const forwards = finder.fineBoundaries(text)
        const set = finder.fineBoundaries(text)
        const apart = finder.fineBoundaries(`前文。${text}。后文`)
        for (const offset of asked) set.has(offset)
        for (let at = 0; at <= text.length; at++) {
          expect(set.has(at)).toBe(forwards.has(at))
          expect(apart.has(at + 3)).toBe(forwards.has(at))
        }
      }),
      { seed: 4, numRuns: 300 },
    )
  })

  it('are few enough work for a megabyte without punctuation', () => {
    const set = finder.fineBoundaries('拖欠工资'.repeat(50_000))
    expect([set.has(2), set.has(3), set.has(4)]).toEqual([true, false, true])
  })
})

describe('the dictionary', () => {
  it('folds its words, and adds up those that fold together', () => {
    const small = createBoundaryFinder(new TextEncoder().encode('農民 3 n\n农民 4 n\nT恤 2\n\n'))
    expect(small.wordFrequency('农民')).toBe(7)
    expect(small.wordFrequency('t恤')).toBe(2)
    expect(small.wordFrequency('农')).toBe(0)
    expect(small.wordsContaining('农', 5)).toEqual(['农民'])
  })

  it.each(['工资', '工资 很多', ' 3 n', '工资 -1 n'])('is refused with the line number where a line is %j', (line) => {
    const bytes = new TextEncoder().encode(`拖欠 3 v\n${line}\n`)
    const read = (): unknown => createBoundaryFinder(bytes)
    expect(read).toThrow(AppError)
    expect(read).toThrow('第 2 行')
  })

  it('gives the most frequent words that contain a text', () => {
    expect(finder.wordsContaining('民工', 2)).toEqual(['农民工', '民工潮'])
  })
})

describe('fine tokens', () => {
  it('know their places in the original', () => {
    const text = '拖欠農民工…ＡＩ'
    const tokens = fineTokens(text, finder)
    expect(tokens.map(({ start, end }) => text.slice(start, end))).toEqual(['拖欠', '農民', '工', 'ＡＩ'])
    expect(tokens.at(-1)?.text).toBe('ai')
  })

  it('of a word are a run of the tokens of a sentence with it', () => {
    for (const [term, text] of [
      ['工资', '老板拖欠工资三个月'],
      ['农民工', '拖欠农民工工资'],
      ['学校食堂', '学校食堂的饭菜'],
      ['信号灯', '路口信号灯坏了'],
    ] as const) {
      expect(`|${pieces(text)}|`).toContain(`|${pieces(term)}|`)
    }
  })
})
