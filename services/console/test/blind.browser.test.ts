import { shoot } from '@guanlan/testkit/browser'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { clerk, consoleSuite, rows, text } from './console-suite.js'
import { ago } from './fake-data.js'

const suite = consoleSuite()
const analyst = { role: 'analyst', name: '许安', department: '' }
const bar = (page: Page) => page.locator('.blind-bar')
const lose = (id: string): void =>
  suite.api.sources.change(id, {
    health: 'failing',
    problem: { code: 'dns_failed', message: '域名解析失败', since: ago(0) },
  })
const heal = (id: string): void => suite.api.sources.change(id, { health: 'healthy' })

describe('失明', () => {
  it('is said on every page of duty and analyst, politely, and leads to the source', async () => {
    const page = await suite.open('/duty')
    await bar(page).waitFor()
    const said = (await text(page, '.blind-bar')).replace(/\s+/g, '')
    expect(said).toContain('失明：听不到3个来源')
    expect(said).toContain('老城留言板（自17:06，无法连接：对方拒绝连接）')
    // What never said anything is no loss.
    expect(said).not.toContain('门户网站')
    expect(await bar(page).locator('xpath=ancestor::*[@aria-live="polite"]').count()).toBe(1)
    const list = await page.locator('.split-list').boundingBox()
    const above = await bar(page).boundingBox()
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(list?.y ?? 0)
    await shoot(page, 'blind-duty')
    await bar(page).getByRole('link', { name: '老城留言板' }).click()
    await page.locator('.sheet-title', { hasText: '老城留言板' }).waitFor()
    const other = await suite.open('/analysis', { person: analyst, scheme: 'dark' })
    await bar(other).waitFor()
    await shoot(other, 'blind-analysis-dark')
    const third = await suite.open('/department/zjj', { person: clerk })
    await rows(third).first().waitFor()
    expect(await bar(third).count()).toBe(0)
  })
  it('ends by itself when the sources are heard again', async () => {
    const page = await suite.open('/duty')
    await bar(page).waitFor()
    for (const id of ['old-board', 'evening-feed', 'hotline']) heal(id)
    await bar(page).waitFor({ state: 'detached' })
    expect(await page.locator('.blind-chip').count()).toBe(0)
  })
  it('folds to a chip that outlasts a reload, and comes back for another loss but not for a recovery', async () => {
    const page = await suite.open('/duty')
    await bar(page).getByRole('button', { name: '收起' }).click()
    await page.locator('.blind-chip', { hasText: '失明 3' }).waitFor()
    await page.reload()
    await page.locator('.blind-chip').waitFor()
    expect(await bar(page).count()).toBe(0)
    heal('hotline')
    await page.locator('.blind-chip', { hasText: '失明 2' }).waitFor()
    expect(await bar(page).count()).toBe(0)
    // Lost once more: that is news again.
    lose('hotline')
    await bar(page).waitFor()
    expect(await page.locator('.blind-chip').count()).toBe(0)
    await bar(page).getByRole('button', { name: '收起' }).click()
    await page.locator('.blind-chip').click()
    await bar(page).waitFor()
  })
  it('rings once for a new loss while the sound is on, and not for what was lost before', async () => {
    const page = await suite.open('/duty')
    await bar(page).waitFor()
    await page.evaluate(() => {
      const make = AudioContext.prototype.createOscillator
      const counted = window as unknown as { tones: number }
      counted.tones = 0
      AudioContext.prototype.createOscillator = function (this: AudioContext) {
        counted.tones += 1
        return make.call(this)
      }
    })
    const tones = (): Promise<number> => page.evaluate(() => (window as unknown as { tones: number }).tones)
    await page.locator('.sound').click()
    await page.getByRole('button', { name: '开启声音' }).click()
    await page.locator('.sound.on').waitFor()
    await page.waitForTimeout(1_200)
    expect(await tones()).toBe(0)
    lose('morning-paper')
    await bar(page).getByText('听不到 4 个来源').waitFor()
    await expect.poll(tones).toBe(2)
    await page.waitForTimeout(1_500)
    expect(await tones()).toBe(2)
  })
  it('leaves room on a phone', async () => {
    const page = await suite.open('/duty', { phone: true, scheme: 'dark' })
    await bar(page).waitFor()
    await shoot(page, 'blind-phone-dark')
    expect((await bar(page).boundingBox())?.height ?? 0).toBeLessThan(70)
    await bar(page).getByRole('button', { name: '收起' }).click()
    await page.locator('.blind-chip').waitFor()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide).toBe(0)
    await shoot(page, 'blind-phone-folded')
  })
})
