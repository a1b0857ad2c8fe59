import { shoot } from '@guanlan/testkit/browser'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { clerk, consoleSuite, rows, text } from './console-suite.js'
import { LONG_TITLE } from './fake-stories.js'

const suite = consoleSuite()
const titles = (page: Page): Promise<string[]> => page.locator('.vlist-row .row-title').allInnerTexts()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const lastPost = () => suite.api.posts.at(-1)

describe('the list of topics', () => {
  it('puts the hottest first, with level, matter, place, how many say it and when last', async () => {
    const page = await suite.open('/topics')
    await rows(page).first().waitFor()
    expect(await rows(page).count()).toBe(6)
    const first = await rows(page).first().innerText()
    for (const words of [
      '特别重大',
      '学校食堂卫生',
      '柳岸街道',
      '23 条',
      '转载 41',
      '19 人',
      '热度 82',
      '分钟前有内容',
    ])
      expect(first).toContain(words)
    expect((await titles(page)).at(-1)).toContain('老城片区燃气')
    await shoot(page, 'topics-light')
  })

  it('narrows by level, domain and words, and holds all in the address', async () => {
    const page = await suite.open('/topics?level=orange')
    await expect.poll(() => rows(page).count()).toBe(2)
    await page.getByRole('textbox', { name: '标题、事项或地点' }).fill('工资 新桥')
    await expect.poll(() => rows(page).count()).toBe(1)
    await page.getByText('最新', { exact: true }).click()
    const { pathname, search } = new URL(page.url())
    const colleague = await suite.open(pathname + search)
    await expect.poll(() => titles(colleague)).toEqual([expect.stringContaining('工人反映两个月工资未发')])
    await page.getByRole('textbox', { name: '标题、事项或地点' }).fill('没有这样的')
    await button(page, '查看全部话题').click()
    await expect.poll(() => rows(page).count()).toBe(6)
  })

  it('says what would stand there when there is none', async () => {
    suite.api.topics.clear()
    const page = await suite.open('/topics')
    await page.getByText('还没有话题').waitFor()
  })

  it('is walked by keyboard', async () => {
    const page = await suite.open('/topics')
    await rows(page).first().waitFor()
    for (const key of ['j', 'j', 'Enter']) await page.keyboard.press(key)
    await page.locator('.sheet-title', { hasText: '江滨花苑' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/topics/building-topic')
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('sheet-title')
    await page.keyboard.press('Escape')
    await page.getByText('选择一个话题').waitFor()
  })
})

describe('an opened topic', () => {
  it('tells where it began, how it spread, who answered, why its level, and leads to its alert', async () => {
    const page = await suite.open('/topics/building-topic')
    await page.locator('.topic-sheet details').first().waitFor()
    const head = await text(page, '.sheet-head')
    for (const words of ['重大', '热度 61', '商品房延期交房', '江滨街道', '14 条内容 · 9 份转载 · 12 个不同发声者'])
      expect(head).toContain(words)
    const body = await text(page, '.sheet-body')
    for (const words of [
      '最早见于',
      '传播路径',
      '市政府门户网站',
      '官方',
      '涉及约 300 户',
      '没有人合并或拆分过',
      '1 份转载',
    ])
      expect(body).toContain(words)
    expect(await page.getByRole('img', { name: /共 8 条，最多在/ }).count()).toBe(1)
    await shoot(page, 'topic-light')
    await page.getByRole('link', { name: '打开预警' }).click()
    await page.locator('.alert-sheet').waitFor()
    expect(new URL(page.url()).pathname).toBe('/duty/building-alert')
    await page.getByRole('link', { name: '看话题' }).click()
    await page.locator('.topic-sheet').waitFor()
  })

  it('says what is to be expected, with its reasons, in one line and in the curve', async () => {
    const page = await suite.open('/topics/wages-topic')
    const line = page.locator('.forecast')
    await line.waitFor()
    expect(await line.innerText()).toBe(
      '6 小时内升为「特别重大」的可能 34%，预计再来 3–16 条（八成把握，仅供参考） 依据：近 1 小时 4 人、近 3 小时 7 人，近 12 小时共 12 人 ↑；官方 2.5 小时前已发声 ↓',
    )
    expect(await page.getByRole('img', { name: /6 小时内预计 3–16 条/ }).count()).toBe(1)
    await shoot(page, 'topic-forecast')
    const phone = await suite.open('/topics/wages-topic', { phone: true, scheme: 'dark' })
    await phone.locator('.forecast').waitFor()
    await shoot(phone, 'topic-forecast-phone-dark')
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  })

  it('names the authorities’ word in the curve and beside the reply', async () => {
    const page = await suite.open('/topics/building-topic')
    await page.locator('.replies').waitFor()
    expect(await page.getByRole('img', { name: /官方：.* 辟谣/ }).count()).toBe(1)
    expect(await text(page, '.replies')).toContain('辟谣')
  })

  it('says where too little is known, and nothing where it was said long ago or nothing is to be foretold', async () => {
    const unknown = await suite.open('/topics/lamps-topic')
    await unknown.getByText('依据不足：只有 2 人发声，满 3 人才作预测').waitFor()
    for (const id of ['building', 'canteen']) {
      const page = await suite.open(`/topics/${id}-topic`)
      await page.locator('.topic-sheet details').first().waitFor()
      await page.getByText('最早见于').waitFor()
      expect(await page.locator('.forecast').count()).toBe(0)
    }
  })

  it('shows markup as text and says where a topic is missing', async () => {
    const page = await suite.open('/topics/lamps-topic')
    await page.locator('.topic-sheet details').first().waitFor()
    expect(await text(page, '.sheet-title')).toBe(LONG_TITLE)
    expect(await page.title()).not.toContain('坏了')
    const missing = await suite.open('/topics/nowhere')
    await missing.getByText('没有找到这个话题').waitFor()
    await button(missing, '返回列表').click()
    await missing.getByText('选择一个话题').waitFor()
  })

  it('goes into another one with a reason, the likely ones first, and leads there when it is done', async () => {
    const page = await suite.open('/topics/gas-topic')
    await button(page, '并入…').click()
    const dialog = page.getByRole('dialog')
    // Of the same town.
    expect(await dialog.locator('label .title').first().innerText()).toMatch(/路灯|江滨花苑/)
    await dialog.getByRole('textbox', { name: '输入标题、事项或地点查找' }).fill('江滨花苑')
    await dialog.getByRole('radio').check()
    await dialog.getByText('合并后共约 17 条内容。').waitFor()
    expect(await button(page, '并入').isDisabled()).toBe(true)
    await dialog.getByPlaceholder('理由（必填，将留痕）').fill('同一段路')
    await shoot(page, 'topic-merge')
    await button(page, '并入').click()
    await page.getByText('正在并入「江滨花苑三期停工两个月，业主担心延期交房」…').waitFor()
    expect(lastPost()).toMatchObject({
      path: 'topics/gas-topic/merge',
      body: { version: 3, into: 'building-topic', reason: '同一段路' },
    })
    expect(await button(page, '并入…').isDisabled()).toBe(true)
    suite.api.topicDesk.settle('gas-topic')
    await page.getByText('这个话题已并入另一话题').waitFor()
    await page.getByRole('link', { name: '打开并入的话题' }).click()
    await page.locator('.sheet-title', { hasText: '江滨花苑' }).waitFor()
    await page.getByText('并入「老城片区燃气改造挖开的路面一个月未恢复」，3 条').waitFor()
    await page.getByText('同一段路').waitFor()
  })

  it('gives away the ticked posts, and follows a topic that grew meanwhile', async () => {
    const page = await suite.open('/topics/noise-topic')
    const boxes = page.locator('.topic-sheet input[type=checkbox]')
    await boxes.first().waitFor()
    expect(await button(page, '拆出…').isDisabled()).toBe(true)
    await boxes.nth(0).check()
    await boxes.nth(2).check()
    const noise = suite.api.topics.get('noise-topic')
    if (noise) suite.api.topics.set('noise-topic', { ...noise, version: 9, items: 7 })
    await button(page, '拆出 2 条').click()
    await page.getByRole('dialog').getByPlaceholder('理由（必填，将留痕）').fill('另一家厂')
    await page.getByRole('dialog').getByRole('button', { name: '拆出 2 条' }).click()
    await page.getByText('正在拆出 2 条…').waitFor()
    expect(lastPost()).toMatchObject({
      path: 'topics/noise-topic/split',
      body: { version: 9, items: ['noise-item-5', 'noise-item-3'], reason: '另一家厂' },
    })
    suite.api.topicDesk.settle('noise-topic')
    await expect.poll(() => boxes.count(), { timeout: 10_000 }).toBe(4)
    await page.getByText('拆出 2 条，另成').waitFor()
  })

  it('cannot be taken apart wholly, nor by a clerk', async () => {
    const page = await suite.open('/topics/gas-topic')
    const boxes = page.locator('.topic-sheet input[type=checkbox]')
    await boxes.first().waitFor()
    for (const box of await boxes.all()) await box.check()
    await button(page, '拆出 3 条').click()
    await page.getByText('至少要留一条在原话题。').waitFor()
    await page.getByRole('dialog').getByPlaceholder('理由（必填，将留痕）').fill('全部')
    expect(await page.getByRole('dialog').getByRole('button', { name: '拆出 3 条' }).isDisabled()).toBe(true)
    const other = await suite.open('/topics/gas-topic', { person: clerk })
    await other.getByText('话题由值班员和分析员合并、拆分。').waitFor()
    expect(await other.locator('.topic-sheet input[type=checkbox]').count()).toBe(0)
  })

  it('stands on a phone and in the dark', async () => {
    const phone = await suite.open('/topics/canteen-topic', { phone: true, scheme: 'dark' })
    await phone.locator('.topic-sheet details').first().waitFor()
    await shoot(phone, 'topic-phone-dark')
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  })
})
