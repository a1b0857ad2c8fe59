import { shoot } from '@guanlan/testkit/browser'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { clerk, consoleSuite, rows, text } from './console-suite.js'
import { ago } from './fake-data.js'
import { LONG_NAME } from './fake-sources.js'

const suite = consoleSuite()
const names = (page: Page): Promise<string[]> => page.locator('.vlist-row .row-title').allInnerTexts()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

describe('the list of sources', () => {
  it('puts first what is not heard, and says why, how long and when it is asked again', async () => {
    const page = await suite.open('/sources')
    await rows(page).first().waitFor()
    expect(await names(page)).toEqual([
      LONG_NAME,
      '江城晚报',
      '老城留言板',
      '政务服务热线',
      '江城晨报',
      '江城论坛',
      '新桥镇政务公开',
    ])
    const row = await rows(page).nth(2).innerText()
    for (const words of ['失败', '网页 · 论坛', '6 小时前有内容', '无法连接：对方拒绝连接', '下次 20:36'])
      expect(row).toContain(words)
    expect(await rows(page).nth(2).locator('.health svg').count()).toBe(1)
    await shoot(page, 'sources-light')
  })
  it('narrows by health and words, and holds both in the address', async () => {
    const page = await suite.open('/sources')
    await page.getByText('异常 4', { exact: true }).click()
    await expect.poll(() => rows(page).count()).toBe(4)
    await page.getByRole('textbox', { name: '名称、网址或问题' }).fill('江城 没有闭合')
    await expect.poll(() => names(page)).toEqual(['江城晚报'])
    const { pathname, search } = new URL(page.url())
    const colleague = await suite.open(pathname + search)
    await expect.poll(() => names(colleague)).toEqual(['江城晚报'])
    await page.getByRole('textbox', { name: '名称、网址或问题' }).fill('没有这样的')
    await page.getByText('没有符合筛选条件的来源').waitFor()
    await button(page, '查看全部来源').click()
    await expect.poll(() => rows(page).count()).toBe(7)
    await page.getByText('停用 1', { exact: true }).click()
    await expect.poll(() => names(page)).toEqual(['新桥镇政务公开'])
  })
  it('is walked by keyboard', async () => {
    const page = await suite.open('/sources')
    await rows(page).first().waitFor()
    for (const key of ['j', 'j', 'j', 'k', 'Enter']) await page.keyboard.press(key)
    await page.locator('.sheet-title', { hasText: '江城晚报' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/sources/evening-feed')
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('sheet-title')
    await page.keyboard.press('Escape')
    await page.getByText('选择一个来源').waitFor()
    expect(new URL(page.url()).pathname).toBe('/sources')
  })
})

describe('an opened source', () => {
  it('tells what it is, why it is not heard, how often it is asked and what the last visits brought', async () => {
    const page = await suite.open('/sources/old-board')
    await page.locator('.visits tbody tr').first().waitFor()
    const head = await text(page, '.sheet-head')
    for (const words of ['失败', '老城留言板', '无法连接：对方拒绝连接', '自 17:06 起，已 3 小时 2', 'connect_failed'])
      expect(head).toContain(words)
    const sheet = await text(page, '.sheet-body')
    for (const words of [
      '每 15 分钟一次',
      '新内容约 8 分钟后看到',
      '每 5 分钟一次',
      '最慢每 1 小时一次',
      '江城市网信办，联系人周岚',
      '新桥镇',
      '所发内容都算本地',
      '1.5',
      '中文',
      '2,180',
      '最近为什么没有读成',
      '7 次',
    ])
      expect(sheet).toContain(words)
    expect(sheet).not.toMatch(/undefined|NaN|\[object/)
    const link = page.locator('.sheet-body dd a').first()
    expect(await link.getAttribute('href')).toBe('https://example.invalid/old-board/list?page=1&size=50')
    expect(await link.getAttribute('rel')).toContain('noopener')
    expect(await page.locator('.visits tbody tr').count()).toBe(12)
    expect(await page.locator('.visits td.bad').count()).toBe(7)
    await shoot(page, 'source-failing')
  })
  it('is tried: pending, then the titles, times and lengths that the reader got', async () => {
    const page = await suite.open('/sources/town-list', { scheme: 'dark' })
    expect(await button(page, '立即抓取').isDisabled()).toBe(true)
    await button(page, '试抓取').click()
    await page.getByText('正在试抓取').waitFor()
    await page.getByText('农村公路养护工程中标公告').waitFor()
    const card = await text(page, '.card')
    for (const words of ['林溪', '读到 2 条（列出的还有没读的） · 请求 3 次 · 最慢 1.4 秒', '640 字', '没有写明时间'])
      expect(card).toContain(words)
    expect(suite.api.posts.map(({ path }) => path)).toEqual(['sources/town-list/try'])
    await shoot(page, 'source-tried-dark')
  })
  it('says so when a try finds nothing, or nobody answers it', async () => {
    const detail = suite.api.sources.details.get('town-list')
    if (!detail) throw new Error('the fake city has lost a source')
    // Four hours of the city's clock are four minutes of ours.
    const tried = { id: 'one', by: '周岚', at: ago(4) }
    suite.api.sources.details.set('town-list', { ...detail, tried })
    const page = await suite.open('/sources/town-list')
    await page.getByText('三分钟没有回音').waitFor()
    expect(await button(page, '试抓取').isEnabled()).toBe(true)
    const problem = { code: 'page_unreadable', message: '网页内容无法解析（列表中没有找到链接，请检查选择器）' }
    const done = { at: ago(0), problem, items: [], more: false, requests: 1, slowestMs: 90, warnings: [] }
    suite.api.sources.details.set('town-list', { ...detail, tried: { ...tried, done } })
    await page.reload()
    await page.getByText('没有读成：网页内容无法解析（列表中没有找到链接').waitFor()
  })
  it('is fetched now, and the new visit heads the table', async () => {
    const page = await suite.open('/sources/city-forum')
    await page.locator('.visits tbody tr').first().waitFor()
    const before = await page.locator('.visits tbody tr').count()
    await button(page, '立即抓取').click()
    await page.getByText('正在抓取').waitFor()
    await page.getByText('有新内容：新 2 条，改动 0 条').waitFor()
    expect(await page.locator('.visits tbody tr').count()).toBe(before + 1)
  })
  it('is switched off and on again only with a reason, which stays to be read', async () => {
    const page = await suite.open('/sources/city-forum')
    await button(page, '停用').click()
    const dialog = page.getByRole('dialog')
    const submit = dialog.getByRole('button', { name: '停用' })
    expect(await submit.isDisabled()).toBe(true)
    await dialog.locator('textarea').fill('论坛维护，周三恢复')
    await shoot(page, 'source-switch')
    await submit.click()
    await page.getByText('正在停用，等抓取程序接手').waitFor()
    await page.getByText(/林溪 .* 停用：论坛维护，周三恢复/).waitFor()
    await page.locator('.sheet-head .health', { hasText: '停用' }).waitFor()
    await page.locator('.vlist-row.is-opened .health', { hasText: '停用' }).waitFor()
    expect(await button(page, '立即抓取').isDisabled()).toBe(true)
    await button(page, '启用').click()
    await dialog.locator('textarea').fill('已恢复')
    await dialog.getByRole('button', { name: '启用' }).click()
    await button(page, '停用').waitFor()
    expect(suite.api.posts.map(({ body }) => body)).toEqual([
      { on: false, reason: '论坛维护，周三恢复' },
      { on: true, reason: '已恢复' },
    ])
  })
  it('tells of an act that failed, and repeats it', async () => {
    suite.api.sources.mode.fails = true
    const page = await suite.open('/sources/city-forum')
    await button(page, '试抓取').click()
    await page.locator('.problem', { hasText: 'store_unavailable' }).waitFor()
    suite.api.sources.mode.fails = false
    await button(page, '重试').click()
    await page.getByText('农村公路养护工程中标公告').waitFor()
    expect(await page.locator('.sheet-head .problem').count()).toBe(0)
  })
  it('offers no acts on what is pushed, nor to a clerk, and says why', async () => {
    const page = await suite.open('/sources/hotline')
    await page.getByText('推送来源由对方送来，不由本系统抓取').waitFor()
    expect(await page.locator('.sheet-acts').count()).toBe(0)
    const other = await suite.open('/sources/city-forum', { person: clerk })
    await other.getByText('由值班员和分析员操作').waitFor()
    expect(await other.locator('.sheet-acts').count()).toBe(0)
  })
  it('is not found, loading or away in words', async () => {
    const page = await suite.open('/sources/nobody')
    await page.getByText('没有来源 nobody').waitFor()
    await button(page, '返回列表').click()
    await page.getByText('选择一个来源').waitFor()
    const answer = suite.api.hold('sources/city-forum')
    const slow = await suite.open('/sources/city-forum')
    await slow.locator('.split-open .el-skeleton').first().waitFor()
    answer()
    await slow.locator('.sheet-title').waitFor()
  })
  it('takes turns with the list on a phone, and nothing runs out of it', async () => {
    const page = await suite.open('/sources', { phone: true, scheme: 'dark' })
    await rows(page).first().waitFor()
    await shoot(page, 'sources-phone-dark')
    for (const id of ['projects', 'old-board']) {
      await page.locator('.vlist-row', { hasText: id === 'projects' ? LONG_NAME : '老城留言板' }).click()
      await page.locator('.visits tbody tr').first().waitFor()
      await shoot(page, `source-phone-${id}`)
      const wide = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.querySelector('.split-open') ?? document.documentElement
        return scrollWidth - clientWidth
      })
      expect(wide).toBe(0)
      await button(page, '‹ 返回列表').click()
      await rows(page).first().waitFor()
    }
  })
})
