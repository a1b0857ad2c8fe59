import { shoot } from '@guanlan/testkit/browser'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { analyst, clerk, consoleSuite } from './console-suite.js'

const suite = consoleSuite()
const part = (page: Page, name: string) => page.getByRole('textbox', { name })
const keep = (page: Page) => page.getByRole('button', { name: '定稿', exact: true })
const kept = { overview: '总', stories: '重点', tickets: '处置', sources: '来源', advice: '先前的建议' }

describe('the day’s brief', () => {
  it('is reached from the analysis, drafted from the figures, and each figure leads to what it counts', async () => {
    const page = await suite.open('/analysis', { person: analyst })
    await page.getByRole('link', { name: '写日报' }).click()
    await part(page, '一、总体情况').waitFor()
    expect(await part(page, '一、总体情况').inputValue()).toContain('共采集公开信息1284条，其中涉及民生事项167条')
    expect(await part(page, '二、重点舆情').inputValue()).toContain('1. 〔')
    expect(await part(page, '五、研判与建议').inputValue()).toBe('')
    await shoot(page, 'brief')
    await page.locator('.look table tbody a').first().click()
    await page.waitForURL(/\/analysis\?.*domain=/)
    await page.goBack()
    await page.getByText(/^新开 \d+$/).click()
    await page.locator('.look details[open] a').first().click()
    await page.waitForURL(/\/department\/\w+\/.+/)
  })

  it('is written and kept; what is not kept outlasts a reload and another day', async () => {
    const page = await suite.open('/brief', { person: analyst })
    await part(page, '五、研判与建议').fill('建议尽快公布送检结果。')
    await page.getByText('有未定稿的改动').waitFor()
    await page.getByRole('button', { name: '前一天' }).click()
    await page.waitForURL(/\/brief\/\d/)
    await page.getByText('有未定稿的改动').waitFor({ state: 'detached' })
    await page.goBack()
    await page.reload()
    await part(page, '五、研判与建议').waitFor()
    await expect.poll(() => part(page, '五、研判与建议').inputValue()).toBe('建议尽快公布送检结果。')
    await keep(page).click()
    await page.getByText(/^已定稿 · 第 1 版 · 周衡/).waitFor()
    expect(await keep(page).isDisabled()).toBe(true)
    expect(suite.api.posts.at(-1)).toMatchObject({
      body: { version: 0, words: { advice: '建议尽快公布送检结果。' } },
    })
    await page.reload()
    await expect.poll(() => part(page, '五、研判与建议').inputValue()).toBe('建议尽快公布送检结果。')
    expect(await page.getByText('有未定稿的改动').count()).toBe(0)
  })

  it('tells the second writer that somebody was first, and loses no words of either', async () => {
    suite.api.briefs.put(suite.api.briefs.yesterday(), '王岚', kept)
    const page = await suite.open(`/brief/${suite.api.briefs.yesterday()}`, { person: analyst, scheme: 'dark' })
    await expect.poll(() => part(page, '五、研判与建议').inputValue()).toBe('先前的建议')
    await part(page, '五、研判与建议').fill('我的建议')
    suite.api.briefs.put(suite.api.briefs.yesterday(), '陈值', { ...kept, advice: '别人的建议' })
    await keep(page).click()
    await page.getByText('他人已先行定稿').waitFor()
    expect(await part(page, '五、研判与建议').inputValue()).toBe('我的建议')
    await shoot(page, 'brief-dark')
    await page.getByRole('button', { name: '已看过，在其后定稿' }).click()
    await keep(page).click()
    await page.getByText(/^已定稿 · 第 3 版 · 周衡/).waitFor()
    await page.getByRole('button', { name: '取用此版文字' }).first().click()
    expect(await part(page, '五、研判与建议').inputValue()).toBe('别人的建议')
  })

  it('is drafted anew from the newest figures, and the advice stays', async () => {
    suite.api.briefs.put(suite.api.briefs.yesterday(), '王岚', kept)
    const page = await suite.open(`/brief/${suite.api.briefs.yesterday()}`, { person: analyst })
    await expect.poll(() => part(page, '一、总体情况').inputValue()).toBe('总')
    await page.getByRole('button', { name: '按最新数字重写' }).click()
    expect(await part(page, '一、总体情况').inputValue()).toContain('共采集公开信息')
    expect(await part(page, '五、研判与建议').inputValue()).toBe('先前的建议')
  })

  it('is handed on as one text', async () => {
    const page = await suite.open('/brief', { person: analyst })
    await part(page, '五、研判与建议').fill('建议')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载' }).click(),
    ])
    const chunks: Buffer[] = []
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString('utf8')
    expect(text).toMatch(/舆情日报\n2026-.* 至 2026-.*\n\n一、总体情况\n/)
    expect(text).toMatch(/五、研判与建议\n建议\n$/)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.look').isVisible()).toBe(false)
    expect(await page.locator('.rail').isVisible()).toBe(false)
    expect(await page.locator('.paper .text').first().isVisible()).toBe(true)
  })

  it('is read by a clerk, on a phone as well, and a day to come is none', async () => {
    const page = await suite.open('/brief', { person: clerk, phone: true })
    await page.locator('.paper .text').first().waitFor()
    expect(await page.getByRole('textbox', { name: '五、研判与建议' }).count()).toBe(0)
    expect(await keep(page).count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      page.viewportSize()?.width ?? 0,
    )
    await shoot(page, 'brief-phone')
    const future = await suite.open('/brief/2030-01-01')
    await future.getByText('这一天还没有到').waitFor()
    await future.getByRole('button', { name: '回到今天' }).click()
    await part(future, '一、总体情况').waitFor()
  })
})
