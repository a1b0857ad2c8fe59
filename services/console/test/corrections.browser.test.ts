import { shoot } from '@guanlan/testkit/browser'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { analyst, clerk, consoleSuite } from './console-suite.js'

const suite = consoleSuite()
const card = (page: Page, title: string) => page.locator('li', { hasText: title })
/** Chooses in a select that filters by what is typed. */
const choose = async (page: Page, label: string, words: string): Promise<void> => {
  await page.getByRole('combobox', { name: label }).fill(words)
  await page
    .getByRole('option', { name: new RegExp(words) })
    .first()
    .click()
}

describe('what persons set right', () => {
  it('is reached from the rules, names machine and person, and is reviewed into an example of a matter', async () => {
    const page = await suite.open('/rules', { person: analyst })
    await page.getByRole('link', { name: '人工更正' }).click()
    const one = card(page, '午餐后多名孩子呕吐')
    await one.waitFor()
    const said = await one.innerText()
    expect(said).toMatch(/系统\s+学校食堂卫生 · 市场监督管理局/)
    expect(said).toMatch(/人工\s+改派 · 教育体育局 林溪：学校内部管理/)
    expect(await one.getByRole('button', { name: '采纳为例文' }).isDisabled()).toBe(true)
    await shoot(page, 'corrections')
    await choose(page, '属于哪个事项', '学校食堂')
    await one.getByRole('button', { name: '采纳为例文' }).click()
    await page.getByText('没有待审核的更正').waitFor()
    await page.getByText('已采纳', { exact: true }).click()
    await page.getByText(/已采纳为「.*食堂.*」 · 周衡/).waitFor()
    expect(suite.api.posts.at(-1)).toMatchObject({ path: 'corrections/canteen-ticket/accept' })
    await page.getByRole('button', { name: '不采纳' }).click()
    await page.getByText('还没有采纳过更正').waitFor()
  })

  it('is made of an item: another matter, or none, with a reason', async () => {
    const page = await suite.open('/analysis?doc=canteen-item-0', { person: analyst })
    await page.getByRole('button', { name: '改事项…' }).click()
    const dialog = page.getByRole('dialog', { name: '这条内容属于哪个事项' })
    await dialog.waitFor()
    expect(await dialog.getByRole('button', { name: '记为更正' }).isDisabled()).toBe(true)
    await choose(page, '属于哪个事项', '不属于任何事项')
    await dialog.getByRole('textbox', { name: '理由（必填）' }).fill('说的是电视剧')
    await shoot(page, 'relabel')
    await dialog.getByRole('button', { name: '记为更正' }).click()
    await page.getByText('已记为更正，待审核').waitFor()
    expect(suite.api.posts.at(-1)).toMatchObject({
      path: 'articles/canteen-item-0/relabel',
      body: { matter: null, reason: '说的是电视剧' },
    })
    await page.goto(`${suite.api.url}/corrections`)
    await page.getByText('说的是电视剧').waitFor()
    const item = page.locator('li', { hasText: '说的是电视剧' })
    expect(await item.innerText()).toMatch(/人工\s+不属于任何事项 周衡：说的是电视剧/)
    // The person's own word is proposed.
    await item.getByRole('button', { name: '采纳为例文' }).click()
    await item.waitFor({ state: 'detached' })
    expect(suite.api.posts.at(-1)).toMatchObject({ body: { matter: null } })
  })

  it('is read, not judged, by a clerk, and fits a phone', async () => {
    const page = await suite.open('/corrections', { person: clerk, phone: true, scheme: 'dark' })
    await card(page, '午餐后多名孩子呕吐').waitFor()
    expect(await page.getByRole('button', { name: '采纳为例文' }).count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      page.viewportSize()?.width ?? 0,
    )
    await shoot(page, 'corrections-phone')
  })
})
