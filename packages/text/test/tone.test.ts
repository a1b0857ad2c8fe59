import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDictionarySegmenter, judgeTone, toneOfText } from '../src/index.js'

const segmenter = createDictionarySegmenter()
const toneOf = (text: string) => judgeTone(segmenter.cut(text))

describe('tone', () => {
  it('hears anger below and thanks above the middle', () => {
    expect(toneOf('物业太黑心了，投诉无人管，让人气愤').sentiment).toBeLessThan(-0.5)
    expect(toneOf('衷心感谢，问题顺利解决，大家都很满意').sentiment).toBeGreaterThan(0.5)
  })

  it('is in the middle for a text that says nothing of itself', () => {
    expect(toneOf('会议将于周三上午召开')).toEqual({ sentiment: 0, words: [] })
  })

  it('turns praise that is denied into blame, and takes most of the weight from blame that is denied', () => {
    expect(toneOf('大家不满意').sentiment).toBeLessThan(0)
    expect(toneOf('满意').sentiment).toBeGreaterThan(0)
    expect(toneOf('这里没有危险').sentiment).toBeGreaterThan(0)
  })

  it('hears no praise in a demand, in a denial of a denial, or in what has merely been finished', () => {
    const complaints = [
      '希望劳动保障监察部门尽快到工地处理',
      '不交八千块就不给办手续',
      '综合楼建好两年没开门',
      '周边三个小区都没有便民市场',
    ]
    expect(complaints.filter((text) => toneOf(text).sentiment > 0)).toEqual([])
  })

  it('does not let a negation reach over punctuation or further than three words', () => {
    expect(toneOf('不，满意').sentiment).toBeGreaterThan(0)
    expect(judgeTone(['没有', '甲', '乙', '丙', '满意']).sentiment).toBeGreaterThan(0)
    expect(judgeTone(['没有', '甲', '乙', '满意']).sentiment).toBeLessThan(0)
  })

  it('weighs adverbs of degree', () => {
    const [plain, very, little] = ['失望', '非常失望', '有点失望'].map((text) => toneOf(text).sentiment)
    expect(very).toBeLessThan(plain ?? 0)
    expect(little).toBeGreaterThan(plain ?? 0)
  })

  it('names the words that it heard with their places', () => {
    const text = '食堂的菜变质，家长很气愤'
    for (const { start, end, text: word } of toneOf(text).words) expect(text.slice(start, end)).toBe(word)
    expect(toneOf(text).words.map((word) => word.text)).toEqual(['变质', '气愤'])
  })

  it('stays between -1 and 1 for any words', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('不', '很', '气愤', '满意', '，', '死', '感谢', '路')), (words) => {
        const { sentiment } = judgeTone(words)
        expect(Math.abs(sentiment)).toBeLessThan(1)
      }),
    )
  })

  it('comes to the same when only stretches that may colour are segmented', () => {
    const piece = fc.oneof(
      fc.constantFrom('不', '很', '没人', '管', '气愤', '满意', '好', '难', '路', '公司', 'A1'),
      fc.constantFrom('，', '。', ' ', '.', '-', '\r\n', '😀', '\ud800'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('')
        const { sentiment, words } = toneOf(text)
        expect(toneOfText(text, segmenter)).toEqual({ sentiment, coloured: words.length })
      }),
      { numRuns: 500 },
    )
  })
})
