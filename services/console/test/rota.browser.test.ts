import { shoot } from '@guanlan/testkit/browser'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { analyst, consoleSuite } from './console-suite.js'

const suite = consoleSuite()
const step = (page: Page, n: number) => page.locator('.steps li').nth(n)

describe('the duty rota', () => {
  it('is reached from the desk, says who is on duty, and who would be called at 02:10 in the night', async () => {
    const page = await suite.open('/duty')
    await page.getByRole('link', { name: '值班表' }).click()
    await page.locator('.now', { hasText: '现在：夜班 钱江（副班 赵敏）' }).waitFor()
    await page.getByLabel('发生时刻（北京时间）').fill('2026-11-26T02:10')
    await step(page, 1).getByText('夜班值班 孙越').waitFor()
    const said = await page.locator('.steps').innerText()
    // Nobody is called by a person without a channel, and nobody as a deputy who was not named.
    expect(said).toMatch(/立即\s+11-26 02:10\s+首次通知\s+duty-group/)
    expect(await step(page, 1).innerText()).toContain('通知不到：没有可用的渠道')
    expect(await step(page, 2).innerText()).toContain('不通知：此刻没有安排人')
    expect(await step(page, 4).innerText()).toMatch(/30 分钟后\s+11-26 02:40\s+leaders/)
    await shoot(page, 'rota')
  })

  it('is edited as a draft beside its trial, and published with a reason', async () => {
    const page = await suite.open('/rota', { scheme: 'dark' })
    await page.getByLabel('发生时刻（北京时间）').fill('2026-11-26T02:10')
    const publish = page.getByRole('button', { name: '发布…' })
    expect(await publish.isDisabled()).toBe(true)
    await page.getByLabel('2026-11-25 值班').selectOption({ label: '赵敏' })
    await step(page, 1).getByText('夜班值班 赵敏').waitFor()
    await page.getByText('有未发布的改动').waitFor()
    await shoot(page, 'rota-dark')
    await publish.click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('button', { name: '发布' }).isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill('钱江请假，赵敏代班')
    await dialog.getByRole('button', { name: '发布' }).click()
    await page.getByText('值班表已发布，立即生效').waitFor()
    await page.getByText('第 2 版').waitFor()
    expect(await page.getByText('有未发布的改动').count()).toBe(0)
    const sent = suite.api.posts.find(({ path }) => path === 'rota/publish')?.body
    expect(sent).toMatchObject({
      version: 1,
      reason: '钱江请假，赵敏代班',
      rota: { swaps: [{ day: '2026-11-25', duty: 'p1' }] },
    })
    await page.getByRole('button', { name: '回到文件' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('先按文件')
    await page.getByRole('dialog').getByRole('button', { name: '回退' }).click()
    await page.getByText('第 3 版').waitFor()
    await page.getByText('还没有班次').waitFor()
  })

  it('is made from nothing: people, a shift with turns, a step; and a person who goes leaves no turn behind', async () => {
    const page = await suite.open('/rota')
    await page.getByRole('button', { name: '删除 赵敏' }).click()
    const draft = page.locator('.edit')
    await draft.getByRole('button', { name: '添加' }).first().click()
    await draft.getByLabel('姓名').last().fill('李春')
    await page.getByRole('group', { name: '通知 李春 的渠道' }).getByRole('button', { name: 'leaders' }).click()
    await draft.getByRole('button', { name: '加一轮' }).first().click()
    await page.getByLabel('白班 第 2 轮 值班').selectOption({ label: '李春' })
    await page.getByText('两周内时时有人').or(page.getByText('段时间无人值班')).waitFor()
    await page.getByRole('button', { name: '发布…' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('换人')
    await page.getByRole('dialog').getByRole('button', { name: '发布' }).click()
    await page.getByText('第 2 版').waitFor()
    const sent = suite.api.posts.find(({ path }) => path === 'rota/publish')?.body as {
      rota: { people: { name: string }[] }
    }
    expect(sent.rota.people.map(({ name }) => name)).toEqual(['钱江', '孙越', '李春'])
    expect(JSON.stringify(sent.rota)).not.toContain('"p1"')
  })

  it('fits a phone, and is read and tried, not written, by others', async () => {
    const page = await suite.open('/rota', { person: analyst, phone: true })
    await page.locator('.steps li').first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      page.viewportSize()?.width ?? 0,
    )
    expect(await page.getByRole('button', { name: '发布…' }).count()).toBe(0)
    expect(await page.locator('.edit').getByLabel('姓名').first().isDisabled()).toBe(true)
    await shoot(page, 'rota-phone')
  })
})
