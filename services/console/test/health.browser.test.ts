import { shoot } from '@guanlan/testkit/browser'
import { describe, expect, it } from 'vitest'
import { clerk, consoleSuite, rows, text } from './console-suite.js'
import { makeDeadLetters } from './fake-data.js'

const suite = consoleSuite()

describe('the dead letters', () => {
  it('are listed with where they were going, why they stopped, and what they say', async () => {
    const page = await suite.open('/health', { scheme: 'dark' })
    await page.locator('.letters li').first().waitFor()
    const letter = await text(page, '.letters li')
    for (const words of ['article.collected.v1 → classifier', '2026-11-22 19:00:00', '试过 3 次', 'event_invalid'])
      expect(letter).toContain(words)
    expect(await page.locator('pre').isVisible()).toBe(false)
    await page.getByText('查看原文').click()
    expect(await text(page, 'pre')).toContain('"type":"article.collected"')
    await shoot(page, 'health-dark')
  })
  it('are replayed one by one, and say when', async () => {
    const [letter] = makeDeadLetters()
    if (letter) suite.api.letters.push({ ...letter, id: 'dead-2', group: 'indexer' })
    const page = await suite.open('/health')
    const items = page.locator('.letters li')
    await items.nth(1).getByRole('button', { name: '重放' }).click()
    await page.getByText('已放回队列').waitFor()
    await items
      .nth(1)
      .getByText(/已于 2026-11-22 .* 重放/)
      .waitFor()
    expect(await items.first().innerText()).not.toContain('已于')
    expect(suite.api.posts.map(({ path }) => path)).toEqual(['dead-letters/dead-2/replay'])
    await shoot(page, 'health-light')
  })
  it('tell of one that is gone meanwhile, and of none at all', async () => {
    const page = await suite.open('/health')
    await page.locator('.letters li').first().waitFor()
    suite.api.letters.length = 0
    await page.getByRole('button', { name: '重放' }).click()
    await page.locator('.problem', { hasText: 'not_found' }).waitFor()
    await page.keyboard.press('.')
    await page.getByText('没有死信').waitFor()
  })
})

describe('the heartbeat of the chain', () => {
  const broken = { at: '2026-11-23T01:02:00.000Z', ageSeconds: 200, late: true }

  it('is told on the page of health, and in no bar while it beats', async () => {
    const page = await suite.open('/health')
    await page.locator('.pulse').waitFor()
    expect(await text(page, '.pulse')).toContain('正常，32 秒前（2026-11-23 09:02:00，实际时间）')
    expect(await page.locator('.pulse-bar').count()).toBe(0)
  })
  it('stands in a bar over every page of duty and analyst when it is missing, and not at a department', async () => {
    suite.api.mode.heartbeat = broken
    const page = await suite.open('/duty')
    await page.locator('.pulse-bar').waitFor()
    expect(await text(page, '.pulse-bar')).toContain('链路心跳已中断 3 分钟')
    await shoot(page, 'pulse-duty')
    const phone = await suite.open('/duty', { phone: true, scheme: 'dark' })
    await phone.locator('.pulse-bar').waitFor()
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      phone.viewportSize()?.width ?? 0,
    )
    await shoot(phone, 'pulse-phone-dark')
    await page.locator('.pulse-bar').getByRole('link').click()
    await page.locator('.pulse.bad').waitFor()
    const clerks = await suite.open('/department/zjj', { person: clerk })
    await rows(clerks).first().waitFor()
    expect(await clerks.locator('.pulse-bar').count()).toBe(0)
  })
})
