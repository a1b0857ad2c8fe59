import { shoot } from '@guanlan/testkit/browser'
import { describe, expect, it } from 'vitest'
import { clerk, consoleSuite, rows, text } from './console-suite.js'

const suite = consoleSuite()

describe('the frame', () => {
  it('turns red when the stream is gone, and catches up without a gap', async () => {
    const page = await suite.open('/duty')
    await rows(page).first().waitFor()
    suite.news('before', '断开之前的一条')
    await page.getByText('断开之前的一条').waitFor()
    suite.api.stream.cut()
    await page.locator('.down-bar').waitFor()
    expect(await text(page, '.down-bar')).toMatch(/实时连接已断开 .*正在轮询/s)
    await shoot(page, 'frame-disconnected')
    suite.news('during', '断开期间的一条')
    suite.api.stream.mend()
    await page.getByRole('button', { name: '立即重连' }).click()
    await page.locator('.connection.live').waitFor()
    await page.getByText('断开期间的一条').waitFor()
    expect(suite.api.stream.resumedFrom).toEqual([100, 102])
    await page.getByText('已补齐 2 条变化').waitFor()
    expect(await page.locator('.down-bar').count()).toBe(0)
  })
  it('loads everything anew after a reset', async () => {
    const page = await suite.open('/duty')
    await rows(page).first().waitFor()
    suite.api.alerts.delete('gas-alert')
    suite.api.stream.reset()
    await page.getByText('已重新载入全部数据').waitFor()
    await expect.poll(() => rows(page).count()).toBe(5)
  })
  it('says what comes much more than usual to duty, and nothing to a department', async () => {
    const town = { code: '330681105', name: '店口镇' }
    const burst = {
      since: '2026-11-23T06:20:00.000Z',
      voices: 37,
      usual: 6.2,
      sources: 4,
      topics: 9,
      scattered: true,
      watched: null,
    }
    const words = '14:20 起 37 条，往常 6 条'
    suite.api.mode.bursts = [
      { ...burst, domain: null, town, text: words },
      { ...burst, domain: null, town: null, text: '一个话题，已有预警', topics: 1, scattered: false },
      {
        ...burst,
        domain: null,
        town: null,
        text: words,
        scattered: false,
        watched: { id: 'water', name: '饮用水源', rule: '水源地 OR 水库' },
      },
    ]
    const page = await suite.open('/duty')
    await page.locator('.burst-bar').waitFor()
    expect((await text(page, '.burst-bar')).replace(/\s+/g, '')).toMatch(
      /^异动：明显多于往常店口镇·.+14:20起37条，往常6条（4个来源，9个话题）盯办词「饮用水源」14:20起37条.+$/,
    )
    await shoot(page, 'frame-burst')
    expect(await page.getByRole('link', { name: '盯办词「饮用水源」' }).getAttribute('href')).toContain('/analysis?q=')
    const clerks = await suite.open('/department/zjj', { person: clerk })
    await rows(clerks).first().waitFor()
    expect(await clerks.locator('.burst-bar').count()).toBe(0)
  })
  it('shares one stream between the tabs of a browser', async () => {
    const page = await suite.open('/duty')
    const second = await page.context().newPage()
    await second.goto(`${suite.api.url}/duty`)
    await second.locator('.connection.live').waitFor()
    suite.news('shared', '两个窗口都该看到的一条')
    await page.getByText('两个窗口都该看到的一条').waitFor()
    await second.getByText('两个窗口都该看到的一条').waitFor()
    expect(suite.api.stream.resumedFrom).toHaveLength(1)
    await page.close()
    await expect.poll(() => suite.api.stream.resumedFrom.length).toBe(2)
    suite.news('after', '领头的窗口关掉之后的一条')
    await second.getByText('领头的窗口关掉之后的一条').waitFor()
  })
  it('shows the shape of the page while it loads, and a problem with its number when it fails', async () => {
    const answer = suite.api.hold('alerts/canteen-alert')
    const page = await suite.open('/duty/canteen-alert')
    await page.locator('.el-skeleton').first().waitFor()
    await shoot(page, 'duty-loading')
    answer()
    await page.locator('.sheet-title').waitFor()
    suite.api.mode.alertsFail = true
    const failing = await suite.open('/duty')
    await failing.locator('.problem').waitFor()
    expect(await text(failing, '.problem')).toContain('store_unavailable · req-7f3a')
    suite.api.mode.alertsFail = false
    await failing.getByRole('button', { name: '重试' }).click()
    await rows(failing).first().waitFor()
  })
  it('says of an empty list what would appear there and how', async () => {
    for (const [id, alert] of suite.api.alerts) suite.api.alerts.set(id, { ...alert, state: 'closed' })
    const page = await suite.open('/duty')
    await page.getByText('现在没有待办预警').waitFor()
    await shoot(page, 'duty-empty')
    await page.getByRole('link', { name: '查看来源' }).click()
    await page.getByText('第 14 行标签没有闭合').waitFor()
    await page.waitForURL(/\/sources/)
    await page.goBack()
    await page.getByText('现在没有待办预警').waitFor()
  })
  it('opens the same view from a link, in dark, on a desk and on a phone', async () => {
    const desk = await suite.open('/duty/building-alert?show=acknowledged&level=orange', { scheme: 'dark' })
    await desk.locator('.sheet-title', { hasText: '江滨花苑' }).waitFor()
    expect(await rows(desk).count()).toBe(1)
    await shoot(desk, 'duty-dark')
    const phone = await suite.open('/duty/canteen-alert', { phone: true })
    await phone.locator('.sheet-title').waitFor()
    await shoot(phone, 'duty-phone')
    await phone.getByRole('button', { name: '返回列表' }).click()
    await rows(phone).first().waitFor()
    await shoot(phone, 'duty-phone-list')
    const analysis = await suite.open('/analysis?range=24h', { scheme: 'dark' })
    await analysis.locator('.chart canvas').nth(1).waitFor()
    await analysis.waitForTimeout(300)
    await shoot(analysis, 'analysis-dark')
  })
  it.each([
    ['/duty', '.vlist-row'],
    ['/department/zjj', '.vlist-row'],
    ['/analysis', '.results li'],
    ['/sources', '.vlist-row'],
    ['/rules/unpaid-wages', '.samples li'],
    ['/health', '.letters li'],
  ])('shows the content of %s with less than 300 KB on the wire', async (path, content) => {
    const page = await suite.open(path)
    await page.locator(content).first().waitFor()
    // The charts of the analysis page come after its content.
    const files = [...suite.api.weights].filter(([file]) => !file.startsWith('charts-'))
    expect(files.length).toBeGreaterThan(3)
    expect(files.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThan(300_000)
  })
  it('offers the three roles and goes to the chosen one', async () => {
    const page = await suite.open('/duty')
    await page.getByRole('button', { name: /当前角色/ }).click()
    await page.getByText('部门经办', { exact: true }).click()
    await page.locator('.panel .el-select').click()
    await page.getByRole('option', { name: '生态环境分局', exact: true }).click()
    await page.getByRole('button', { name: '确定' }).click()
    await page.waitForURL(/department\/sthj/)
    await page.getByText('东山镇石料厂').first().waitFor()
  })
})
