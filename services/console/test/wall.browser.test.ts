import { shoot } from '@guanlan/testkit/browser'
import { describe, expect, it } from 'vitest'
import { consoleSuite, text } from './console-suite.js'
import { makeAlert, makeNewStory, makeTicket } from './fake-data.js'

const suite = consoleSuite()

describe('the wall screen', () => {
  it('tells levels, clocks, blind sources and the day, in letters for five metres, and no words of a citizen', async () => {
    const page = await suite.open('/wall')
    await page.setViewportSize({ width: 1920, height: 1080 })
    await page.locator('.screen canvas').waitFor()
    expect(await page.locator('.levels b').allInnerTexts()).toEqual(['1', '2', '2', '1'])
    expect(await text(page, '.levels li')).toContain('1 未确认')
    expect(await text(page, '.alerts li')).toContain('学校食堂卫生 · 柳岸街道')
    expect(await text(page, '.blind')).toContain('老城留言板')
    expect(await page.locator('.clocks li').count()).toBeGreaterThan(2)
    const said = await page.locator('.screen').innerText()
    for (const words of ['午餐后呕吐', '周岚', 'onerror']) expect(said).not.toContain(words)
    const sizes = await page
      .locator('.screen :is(li, li span, p, b)')
      .evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)))
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(22)
    const overflow = await page.locator('.frame-main').evaluate((main) => main.scrollHeight - main.clientHeight)
    expect(overflow).toBeLessThanOrEqual(0)
    await shoot(page, 'wall')
  })

  it('follows what happens, says when the chain is broken, and gives the desk its own theme back', async () => {
    suite.api.mode.heartbeat = { at: '2026-11-23T01:02:00.000Z', ageSeconds: 200, late: true }
    const page = await suite.open('/wall', { scheme: 'light' })
    await page.locator('.pulse.bad', { hasText: '链路心跳已中断 3 分钟' }).waitFor()
    suite.news('news-1', '城东一小区停水')
    await page.locator('.on-red b', { hasText: '2' }).waitFor()
    await page.getByRole('link', { name: '退出大屏' }).click()
    await page.locator('.vlist-row').first().waitFor()
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light')
    const phone = await suite.open('/wall', { phone: true })
    await phone.locator('.screen canvas').waitFor()
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      phone.viewportSize()?.width ?? 0,
    )
    await shoot(phone, 'wall-phone')
  })

  it('does not grow in a day: what is done is let go, and the page keeps its size', async () => {
    const page = await suite.open('/wall')
    await page.locator('.screen canvas').waitFor()
    const nodes = () => page.evaluate(() => document.querySelectorAll('*').length)
    const before = await nodes()
    for (let n = 0; n < 300; n += 1) {
      const story = makeNewStory(`day-${n}`, `第${n}件`, 'yellow')
      suite.api.saveTicket(makeTicket(story))
      suite.api.saveAlert(makeAlert(story))
      suite.api.saveAlert({ ...makeAlert(story), version: 9, state: 'closed' })
    }
    const last = makeNewStory('day-last', '最后一件', 'orange')
    suite.api.saveAlert(makeAlert(last))
    await page.locator('.on-orange b', { hasText: '3' }).waitFor()
    expect(await page.locator('.on-yellow b').innerText()).toBe('2')
    expect((await nodes()) - before).toBeLessThan(60)
  })
})
