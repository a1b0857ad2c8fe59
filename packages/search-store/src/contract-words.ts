import { describe, expect, it } from 'vitest'
import { idsOf, sharedStoreOf, storesOf, words, type SearchStoreUnderTest } from './contract-tools.js'

const samples = [
  { id: 'a', at: '2026-11-20T06:00:00Z', title: '工地拖欠工资', body: '民工说，老板拖欠了三个月工资。', source: 'bbs' },
  {
    id: 'b',
    at: '2026-11-20T05:00:00Z',
    title: '小区噪音',
    body: '消防通道堵塞，物业不管。OFObike到处停。',
    places: ['330681104'],
  },
  { id: 'c', at: '2026-11-20T04:00:00Z', title: '學校食堂有問題', body: '家长拖欠，工资照发；拖欠 工资 COVID-19。' },
  { id: 'd', at: '2026-11-20T03:00:00Z', title: '路口交通', body: 'ＡＩ和AIRPORT，帽子店口碑。停工' },
] as const

export function contractOfWords(make: () => Promise<SearchStoreUnderTest>): void {
  describe('the search language', () => {
    const storeWith = storesOf(make)
    const shared = sharedStoreOf(make, samples)

    const cases: readonly (readonly [string, string])[] = [
      ['工资', 'ac'],
      ['拖欠 工资', 'ac'],
      ['拖欠 AND 噪音', ''],
      ['食堂 OR 噪音', 'bc'],
      ['工资 NOT 民工', 'c'],
      ['工资 -民工', 'c'],
      ['(工资 OR 噪音) NOT (民工 OR 家长)', 'b'],
      ['工资 AND (民工 OR NOT 家长)', 'a'],
      ['拖欠工资', 'a'],
      ['"拖欠 工资"', 'ac'],
      ['"拖欠 工资 照发"', 'c'],
      ['"工资 拖欠"', ''],
      ['"民工 说 老板 拖欠 了 三个 月 工资"', 'a'],
      ['title:工资', 'a'],
      ['body:堵塞', 'b'],
      ['title:堵塞', ''],
      ['title:(食堂 OR 噪音)', 'bc'],
      ['source:bbs', 'a'],
      ['place:330681104', 'b'],
      ['bbs', ''],
      ['学校', 'c'],
      ['學校', 'c'],
      ['ofo*', 'b'],
      ['ofo', ''],
      ['AI', 'd'],
      ['covid-19', 'c'],
      ['店口', ''],
      ['口交', ''],
      ['从没有人写过的词', ''],
    ]
    it.each(cases)('finds by %s', async (text, expected) => {
      expect((await idsOf(shared(), words(text))).join('')).toBe(expected)
    })

    it('lights the words in title and snippet, at offsets into the masked text as it stands', async () => {
      const { store } = await storeWith({
        id: 'a',
        title: '𠮷工資',
        body: `${'前文。'.repeat(100)}\n欠薪😀，拖欠 工资。${'后文。'.repeat(100)}`,
      })
      const { hits } = await store.search({
        order: 'newest',
        limit: 1,
        ...words('工资 OR "拖欠 工资" OR 欠薪 NOT 没有'),
      })
      const hit = hits[0]
      const cut = (text: string, stretches: readonly (readonly [number, number])[]) =>
        stretches.map(([start, end]) => text.slice(start, end))
      expect(cut(hit?.article.title ?? '', hit?.highlights.title ?? [])).toEqual(['工資'])
      expect(cut(hit?.article.snippet ?? '', hit?.highlights.snippet ?? [])).toEqual(['欠薪', '拖欠 工资'])
      expect(hit?.article.snippet).toMatch(/^….* 欠薪😀.*…$/u)
      expect(hit?.article.snippet.length).toBeLessThanOrEqual(165)
      expect(hit?.article).not.toHaveProperty('body')
    })

    it('shows the beginning of the body where the words are elsewhere', async () => {
      const { store } = await storeWith({ id: 'a', title: '工资', body: '第一句。第二句。' })
      const { hits } = await store.search({ order: 'newest', limit: 1, ...words('工资') })
      expect(hits[0]?.article.snippet).toBe('第一句。第二句。')
      expect(hits[0]?.highlights.snippet).toEqual([])
    })
  })
}
