import { HOUR, MINUTE, toInstant } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { createIncidentWatch, titlePoints, type Incident } from '../src/index.js'
import { start } from './support.js'

/** Headlines with their minute and platform, made up, through one watch. */
function watch(headlines: readonly (readonly [number, string, string])[]): Incident[] {
  const incidents = createIncidentWatch()
  return headlines.flatMap(([minute, platform, title], at) => {
    const seen = toInstant(start + minute * MINUTE)
    return incidents.take({ article: `h${at}`, title, platform, seen }) ?? []
  })
}

describe('points of a headline', () => {
  it('reads a toll only where people died', () => {
    expect(titlePoints('柳溪一厂房爆炸致4死')).toMatchObject({ dead: 4, severity: 34, dangers: ['blast'] })
    expect(titlePoints('石桥一小区火灾已造成12人遇难')).toMatchObject({ dead: 12, severity: 46 })
    expect(titlePoints('大桥垮塌 两名工人当场死亡')).toMatchObject({ dead: 2, severity: 26 })
    expect(titlePoints('13岁男孩溺水身亡')).toMatchObject({ dead: 0, severity: 20 })
    expect(titlePoints('第16次死里逃生')).toMatchObject({ dead: 0 })
  })

  it('takes figures of speech for none', () => {
    for (const title of ['这首歌又火了', '新剧大火出圈', '最后一秒绝杀', '笑死我了这只猫', '火锅配冰粉', '他翻车了'])
      expect(titlePoints(title).total).toBeLessThan(8)
  })

  it('knows a grievance, more so with an accusation, and not a place elsewhere, sport, show or advice', () => {
    const plain = titlePoints('食堂饭菜里吃出异物')
    const accused = titlePoints('食堂饭菜里吃出异物 校方致歉')
    expect(accused.total).toBeGreaterThan(plain.total)
    expect(plain.total).toBeGreaterThanOrEqual(8)
    expect(titlePoints('日本一工厂爆炸致3死').total).toBeLessThan(8)
    expect(titlePoints('电影里的火灾是怎么拍的').total).toBeLessThan(8)
    expect(titlePoints('如何看待足球比赛决赛冠军').total).toBeLessThan(8)
  })

  it('leaves the frame of question platforms aside', () => {
    expect(titlePoints('如何看待某地幼儿园集体呕吐？有哪些信息值得关注？').bare).not.toMatch(/如何看待|值得关注/)
  })

  it('names provinces and cities', () => {
    expect(titlePoints('浙江绍兴一仓库起火').places).toEqual(['33', '3306'])
  })
})

describe('incidents of hot lists', () => {
  const collapse = [
    [0, 'toutiao', '江西宜春一仓库发生坍塌'],
    [20, 'weibo', '宜春一仓库坍塌多人被困'],
    [35, 'douyin', '宜春仓库坍塌救援现场'],
    [50, 'zhihu', '江西宜春一仓库坍塌，目前已救出 5 人，具体情况如何？'],
    [140, 'weibo', '宜春仓库坍塌致3人遇难'],
  ] as const

  it('alert once for a story, and tell of its rise as a change of the same topic', () => {
    const told = watch(collapse)
    expect(told.filter(({ kind }) => kind === 'alert')).toHaveLength(1)
    expect(new Set(told.map(({ topic }) => topic)).size).toBe(1)
    expect(told.at(-1)).toMatchObject({ kind: 'change', level: 'red' })
    expect(told[0]?.articles.length).toBeLessThanOrEqual(3)
    expect(told[0]?.reasons.length).toBeGreaterThan(0)
  })

  it('keep the same danger at another place apart', () => {
    const other = collapse.map(
      ([minute, platform, title]) =>
        [minute + 5, platform, title.replace('江西宜春', '甘肃酒泉').replace('宜春', '酒泉')] as const,
    )
    const told = watch([...collapse, ...other].toSorted((a, b) => a[0] - b[0]))
    expect(told.filter(({ kind }) => kind === 'alert')).toHaveLength(2)
  })

  it('do not alert for what nobody of an office would look at', () => {
    const idle = ['新歌大火', '冠军诞生', '这只猫太可爱了', '如何评价新电影', '股价涨停', '周末去哪旅行']
    const titles = idle.flatMap((title, n) =>
      ['weibo', 'zhihu', 'douyin', 'toutiao'].map(
        (platform, at) => [4 * n + at, platform, `${title}${'呀啊嘛吧'[at]}`] as const,
      ),
    )
    expect(watch(titles)).toEqual([])
  })

  it('do not alert again when lists repeat a headline after midnight, nor for a follow-up of days later', () => {
    const again = collapse.map(([minute, platform, title]) => [minute + 600, platform, title] as const)
    const later = [[(5 * 24 * HOUR) / MINUTE, 'weibo', '宜春仓库坍塌事故调查组成立 官方通报坍塌原因']] as const
    const told = watch([...collapse, ...again, ...later])
    expect(told.filter(({ kind }) => kind === 'alert')).toHaveLength(1)
  })

  it('say the same of the same headlines, and stay bounded in a flood', () => {
    expect(watch(collapse)).toEqual(watch(collapse))
    const incidents = createIncidentWatch()
    const began = performance.now()
    for (let n = 0; n < 3_000; n += 1) {
      const word = Array.from({ length: 6 }, (_, at) =>
        String.fromCharCode(0x4e00 + ((n * 7_919 + at * 104_729) % 20_000)),
      ).join('')
      incidents.take({
        article: `f${n}`,
        title: `${word}拖欠工资 ${word}举报`,
        platform: 'weibo',
        seen: toInstant(start),
      })
    }
    expect(incidents.holds('f0')).toBe(false)
    expect(incidents.holds('f2999')).toBe(true)
    expect(performance.now() - began).toBeLessThan(15_000)
  }, 20_000)

  it('take empty and endless headlines', () => {
    expect(
      watch([
        [0, 'weibo', ''],
        [0, 'weibo', '？？'],
        [1, 'weibo', '火灾'.repeat(5_000)],
      ]).length,
    ).toBeLessThanOrEqual(1)
  })
})
