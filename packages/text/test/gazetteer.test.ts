import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseDictionary, createBoundaryFinder, createGazetteer, type GazetteerPlace } from '../src/index.js'

const places: GazetteerPlace[] = [
  { code: '330681', name: '诸暨市', aliases: ['诸暨'] },
  { code: '330681005', name: '大唐街道', aliases: ['大唐'], ambiguous: true },
  { code: '330681104', name: '店口镇', aliases: ['店口'] },
  { code: '330681109', name: '枫桥镇', aliases: ['枫桥'], ambiguous: true },
  { code: '330681122', name: '浬浦镇', aliases: ['浬浦'] },
  { code: '330681104236', name: '渔村', ambiguous: true },
  { code: '330681104291', name: '三江村', ambiguous: true },
  { code: '330681109299', name: '三江村', ambiguous: true },
]
const gazetteer = createGazetteer(places, createBoundaryFinder(baseDictionary()), {
  home: '330681',
})
const find = (body: string, home?: string, title = '') => gazetteer.find({ title, body }, home)
const codes = (body: string, home?: string) => find(body, home).places.map(({ code }) => code)

describe('gazetteer', () => {
  it('finds a town by its full and by its short name, with offsets into the original text', () => {
    const { places: found } = find('家住店口，到店口镇卫生院看病')
    expect(found).toEqual([
      {
        code: '330681104',
        name: '店口镇',
        anchor: 'unique',
        spans: [
          { field: 'body', start: 2, end: 4 },
          { field: 'body', start: 6, end: 9 },
        ],
      },
    ])
  })

  it('takes a name only where a word begins and ends', () => {
    expect(codes('花少冰岛帽子店口碑翻车', '330681')).toEqual([])
  })

  it('takes an everyday word only with its parent nearby, an address form or a home source', () => {
    expect(codes('大唐的长安城夜不闭户')).toEqual([])
    expect(codes('诸暨大唐的袜厂')).toEqual(['330681005'])
    expect(codes('大唐街道的袜厂')).toEqual(['330681005'])
    expect(codes('大唐这边的袜厂', '330681')).toEqual(['330681005'])
  })

  it('does not take a name that another city owns', () => {
    expect(codes('苏州市枫桥镇一家公司')).toEqual([])
    expect(codes('绍兴市枫桥镇一家公司')).toEqual(['330681109'])
  })

  it('does not take a name that another province or city stands before', () => {
    expect(codes('湖南店口镇一家工厂')).toEqual([])
    expect(codes('湖南店口一家工厂', '330681')).toEqual([])
    expect(codes('绍兴店口镇一家工厂')).toEqual(['330681104'])
    expect(codes('在湖南，店口镇的老乡一起过年')).toEqual(['330681104'])
  })

  it('takes where somebody comes from for the place only where the story is not set elsewhere', () => {
    expect(codes('长沙一公司老板是诸暨人，欠了工资')).toEqual([])
    expect(codes('店口籍司机在贵州翻车')).toEqual([])
    expect(codes('我是诸暨人，孩子读书怎么办')).toEqual(['330681'])
    expect(codes('长沙来的病人住在诸暨人民医院')).toEqual(['330681'])
  })

  it('names the town before its village, and adds the town when only the village is named', () => {
    expect(codes('店口镇渔村的路灯坏了')).toEqual(['330681104', '330681104236'])
    expect(codes('渔村的路灯坏了', '330681')).toEqual(['330681104', '330681104236'])
  })

  it('decides between two villages of one name by the town beside it, and abstains without one', () => {
    expect(codes('枫桥镇三江村的河')).toEqual(['330681109', '330681109299'])
    expect(codes('三江村的河', '330681')).toEqual([])
    expect(codes('三江村的河', '330681104')).toEqual(['330681104', '330681104291'])
  })

  it('keeps the county only where no town was found', () => {
    expect(codes('诸暨的雨')).toEqual(['330681'])
    expect(codes('诸暨浬浦的雨')).toEqual(['330681122'])
  })

  it('says elsewhere of a text that names another province or city and nothing of ours', () => {
    expect(find('湖南一小学食堂').elsewhere).toEqual({ field: 'body', start: 0, end: 2 })
    expect(find('长沙和店口都下雨').elsewhere).toBeNull()
    expect(find('浙江今天下雨').elsewhere).toBeNull()
    expect(find('南京路上的面馆').elsewhere).toBeNull()
  })

  it('points every span at a name of the place it stands for, whatever surrounds it', () => {
    const piece = fc.constantFrom(
      '店口',
      '店口镇',
      '大唐',
      '諸暨',
      '浬浦镇',
      '的',
      '，',
      '　',
      '袜厂',
      'Ａ',
      '苏州市',
      '\u200b',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const body = pieces.join('')
        for (const place of find(body, '330681').places)
          for (const { start, end } of place.spans) {
            const text = body.slice(start, end).replaceAll('\u200b', '').replaceAll('諸', '诸')
            const names = places
              .filter(({ code }) => code.startsWith(place.code))
              .flatMap((p) => [p.name, ...(p.aliases ?? [])])
            expect(names).toContain(text)
          }
      }),
      { numRuns: 300 },
    )
  })
})
