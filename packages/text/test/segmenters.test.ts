import { seededRandom } from '@guanlan/kernel'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseDictionary, createDictionarySegmenter, foldText, judgeTone, type Segmenter } from '../src/index.js'
import { createJiebaSegmenter } from '../src/jieba.js'

const adapters: readonly [string, (dictionary?: Uint8Array) => Segmenter][] = [
  ['of the dictionary alone', createDictionarySegmenter],
  ['of jieba', createJiebaSegmenter],
]

describe.each(adapters)('the segmenter %s', (_, create) => {
  const segmenter = create()

  it('gives back the text unit for unit, whatever it holds', () => {
    const unit = fc.constantFrom(
      '拖欠',
      '工资',
      '農民',
      '＂',
      'ＡＩ',
      'e\u0301',
      '㎡',
      'ﬁ',
      '½',
      ' ',
      '\n',
      '\0',
      '\u200b',
      '\ud800',
      '\udc00',
      '😀',
      '𠮷',
      'é',
      'AI',
      '12345',
      '，',
      '\ufeff',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(unit, fc.string({ unit: 'binary' }))), (parts) => {
        const text = parts.join('')
        const words = segmenter.cut(text)
        expect(words.join('')).toBe(text)
        expect(words).not.toContain('')
      }),
      { seed: 5, numRuns: 500 },
    )
  })

  it.each([
    ['工地拖欠农民工工资三个月', '工地|拖欠|农民工|工资|三个|月'],
    ['学校食堂的饭菜有异味，没人管！', '学校食堂|的|饭菜|有|异味|，|没人管|！'],
    ['去医院做B超，花了350元', '去|医院|做|B超|，|花|了|350|元'],
    ['T恤 AA制', 'T恤| |AA制'],
    ['找4S店修😀', '找|4S店|修|😀'],
    ['', ''],
  ])('cuts %s by the most probable words of the dictionary', (text, expected) => {
    expect(segmenter.cut(text).join('|')).toBe(expected)
  })

  it('does not guess words that stand in no dictionary, and takes those of a given one', () => {
    expect(segmenter.cut('韭菜盒王')).toEqual(['韭菜', '盒', '王'])
    expect(create(new TextEncoder().encode('盒王 5 n\n')).cut('盒王')).toEqual(['盒王'])
  })

  it('cuts the same words whatever stands beyond punctuation', () => {
    const words = fc.array(fc.constantFrom('拖欠工资', '路口', '交通', '大麻', '烦', 'AI', '9', '中小学生'), {
      minLength: 1,
    })
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join('')
        expect(segmenter.cut(`大家。${text}。谢谢`)).toEqual(['大家', '。', ...segmenter.cut(text), '。', '谢谢'])
      }),
      { seed: 6, numRuns: 200 },
    )
  })

  it('cuts a megabyte without punctuation in a blink', () => {
    expect(segmenter.cut('拖欠工资'.repeat(50_000))).toHaveLength(50_000)
  })

  it('lets the tone be heard', () => {
    expect(judgeTone(segmenter.cut('物业太黑心了，投诉无人管，让人气愤')).sentiment).toBeLessThan(-0.5)
    expect(judgeTone(segmenter.cut('衷心感谢，问题顺利解决，大家都很满意')).sentiment).toBeGreaterThan(0.5)
  })
})

describe('the segmenter of the dictionary alone', () => {
  // The few that differ have traditional spellings beside them in the dictionary, whose frequencies folding adds up.
  it('cuts 999 of 1,000 words of simplified Chinese as jieba does', () => {
    const [own, jieba] = [createDictionarySegmenter(), createJiebaSegmenter()]
    const words = new TextDecoder()
      .decode(baseDictionary())
      .split('\n')
      .map((line) => line.split(' ')[0] ?? '')
      .filter((word) => /^[\p{Script=Han}a-z0-9]+$/u.test(word) && foldText(word) === word)
    const random = seededRandom(7)
    let same = 0
    let all = 0
    for (let n = 0; n < 2_000; n += 1) {
      const text = Array.from({ length: 10 }, () => words[Math.floor(random() * words.length)]).join('')
      const expected = jieba.cut(text)
      const ends = new Set(endsOf(own.cut(text)))
      all += expected.length
      same += endsOf(expected).filter((end) => ends.has(end)).length
    }
    expect(same / all).toBeGreaterThan(0.999)
  })

  it('cuts traditional and full-width spellings like the usual ones', () => {
    const { cut } = createDictionarySegmenter()
    expect(cut('沒有發工資').join('|')).toBe('沒有|發工資')
    expect(cut('去做Ｂ超').join('|')).toBe('去|做|Ｂ超')
  })
})

/** Offsets at which words end. */
function endsOf(words: readonly string[]): number[] {
  let at = 0
  return words.map((word) => (at += word.length))
}
