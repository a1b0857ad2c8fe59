import type { DryRunRequest } from '@guanlan/contracts'
import { shoot } from '@guanlan/testkit/browser'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { analyst, consoleSuite, rows, text } from './console-suite.js'
import { HOSTILE } from './fake-rules.js'

const suite = consoleSuite()
/** On the page itself: a dialog that is just closing has a button of the same name. */
const button = (page: Page, name: string) => page.locator('#main').getByRole('button', { name, exact: true })
const tried = () =>
  suite.api.posts.filter(({ path }) => path === 'rules/dry-run').map(({ body }) => body as DryRunRequest)
const field = (page: Page) => page.locator('textarea.field')
const open = async (path: string): Promise<Page> => {
  const page = await suite.open(path, { person: analyst })
  await page.locator('.bars li').first().waitFor()
  return page
}

describe('the list of rules', () => {
  it('puts first what caught most, and narrows by words, domain and what was changed', async () => {
    const page = await suite.open('/rules')
    await rows(page).first().waitFor()
    const names = () => page.locator('.vlist-row .row-title').allInnerTexts()
    expect(await names()).toEqual(['农民工欠薪', '学校食堂卫生', '公交线路与站点'])
    expect(await rows(page).first().innerText()).toContain('近 7 天 41 条')
    await shoot(page, 'rules-light')
    await page.getByRole('textbox', { name: '事项、部门或规则里的词' }).fill('呕吐')
    await expect.poll(names).toEqual(['学校食堂卫生'])
    const { pathname, search } = new URL(page.url())
    const colleague = await suite.open(pathname + search)
    await expect.poll(() => colleague.locator('.vlist-row .row-title').allInnerTexts()).toEqual(['学校食堂卫生'])
    await page.getByText('已改 0', { exact: true }).click()
    await page.getByText('没有符合筛选条件的事项').waitFor()
    await button(page, '查看全部事项').click()
    await page.getByText('无命中 1', { exact: true }).click()
    await expect.poll(names).toEqual(['公交线路与站点'])
  })
  it('is walked by keyboard, opened by it, and reached by g r', async () => {
    const page = await suite.open('/duty')
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await page.locator('.vlist-row', { hasText: '近 7 天 41 条' }).waitFor()
    for (const key of ['j', 'j', 'Enter']) await page.keyboard.press(key)
    await page.locator('.sheet-title', { hasText: '学校食堂卫生' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('选择一个事项').waitFor()
  })
  it('bears ten thousand matters, and the search store being away', async () => {
    const [first] = suite.api.rules.matters
    if (!first) throw new Error('no matter')
    for (let n = 0; n < 10_000; n += 1) suite.api.rules.matters.push({ ...first, code: `many-${n}`, caught: 0 })
    suite.api.rules.mode.searchAway = true
    const page = await suite.open('/rules')
    await rows(page).first().waitFor()
    expect(await rows(page).count()).toBeLessThan(40)
    await page.getByText('全部 10003', { exact: true }).waitFor()
    await page.getByText('检索服务暂时不可用').waitFor()
    expect(await rows(page).first().innerText()).toContain('条数暂不可知')
  })
})

describe('an opened matter', () => {
  it('tells what its first rule would have caught, by day, with samples whose text stays text', async () => {
    const page = await open('/rules/unpaid-wages')
    expect(await text(page, '.numbers')).toMatch(/命中 \d+ 条/)
    expect(await page.locator('.bars li').count()).toBe(7)
    await page.getByText(HOSTILE).waitFor()
    expect(await page.locator('.samples img').count()).toBe(0)
    expect(await page.locator('.samples mark').count()).toBeGreaterThan(0)
    await page.getByText('config/office/matters/unpaid-wages.yaml:2').waitFor()
    await page.getByText('近 30 天').click()
    await expect.poll(() => page.locator('.bars li').count()).toBe(30)
    await shoot(page, 'rules-open')
  })
  it('is tried on what comes in, again and again, the newest first, while one watches', async () => {
    const page = await open('/rules/unpaid-wages')
    await page.locator('.bars li').first().waitFor()
    await page.getByText('今天，实时').click()
    await page.getByText('只看不报').waitFor()
    await expect.poll(() => page.locator('.bars li').count()).toBe(0)
    const live = () => tried().filter(({ samples }) => samples === 'newest')
    await expect.poll(() => live().length, { timeout: 30_000 }).toBeGreaterThan(1)
    expect(live().every(({ days }) => days === 1)).toBe(true)
    await shoot(page, 'rules-live')
    await page.getByText('近 7 天', { exact: true }).click()
    await expect.poll(() => page.locator('.bars li').count()).toBe(7)
    expect(tried().at(-1)?.samples).toBeUndefined()
  })
  it('can be read and tried by others, not changed', async () => {
    const page = await suite.open('/rules/unpaid-wages')
    await page.getByText('规则由分析员编辑和发布').waitFor()
    await page.locator('.bars li').first().waitFor()
    expect(await field(page).count()).toBe(0)
    for (const name of ['新增规则', '删去这条', '发布']) expect(await button(page, name).count()).toBe(0)
  })
  it('says where a rule is wrong while it is typed, completes words, and tries it by keyboard', async () => {
    const page = await open('/rules/unpaid-wages?rule=unpaid-wages.r2')
    await page.locator('.card h3', { hasText: '规则 2' }).waitFor()
    await field(page).fill('欠薪 OR (工地')
    await page.getByText('第 7 个字符：括号没有闭合').waitFor()
    expect(await field(page).getAttribute('aria-invalid')).toBe('true')
    expect(await page.locator('.editor .wrong').innerText()).toBe('(')
    expect(await button(page, '发布').isDisabled()).toBe(true)
    await shoot(page, 'rules-fault')
    await field(page).press('End')
    await field(page).pressSequentially(' ne')
    await page.locator('.offers li', { hasText: 'NEAR/10' }).waitFor()
    await shoot(page, 'rules-completion')
    await field(page).press('Tab')
    await field(page).pressSequentially('楼盘)')
    expect(await field(page).inputValue()).toBe('欠薪 OR (工地 NEAR/10 楼盘)')
    await page.getByText('写法正确').waitFor()
    await page.getByText('规则改过了，下面是改动前的结果').waitFor()
    await field(page).press('Control+Enter')
    await page.locator('.numbers', { hasText: '丢掉' }).waitFor()
    expect(tried().at(-1)).toEqual({
      rule: '欠薪 OR (工地 NEAR/10 楼盘)',
      against: '停工 NEAR/20 (工资 OR 补偿)',
      matter: 'unpaid-wages',
      days: 7,
    })
    await shoot(page, 'rules-compared')
    await page.locator('.controls').getByText('全部规则').click()
    await expect
      .poll(() => tried().at(-1))
      .toMatchObject({ rule: '((工地 OR 楼盘) 欠薪) OR (欠薪 OR (工地 NEAR/10 楼盘))' })
  })
  it('offers ~ for a word that can never hit, and the canonical form', async () => {
    const page = await open('/rules/school-canteen')
    await field(page).fill('（欠工资 或者 讨薪） 并且 工地')
    await page.getByText('(欠工资 OR 讨薪) 工地').first().waitFor()
    await button(page, '改成 ~欠工资').click()
    expect(await field(page).inputValue()).toBe('(~欠工资 OR 讨薪) 工地')
    await button(page, '恢复原样').click()
    expect(await field(page).inputValue()).toBe('食堂 (变质 OR 呕吐)')
    expect(await button(page, '发布').count()).toBe(0)
  })
  it('keeps marks and draft in the tab, and tells the precision with its interval', async () => {
    const page = await open('/rules/unpaid-wages')
    for (const n of [0, 1, 2]) await page.getByRole('button', { name: '✓ 该' }).nth(n).click()
    await page.getByRole('button', { name: '✗ 不该' }).nth(3).click()
    await page.getByText('已标 4 条，该归 3 条：占 75%（95% 置信区间 30% 至 95%）').waitFor()
    await field(page).fill('欠薪')
    await page.reload()
    await page.getByText('已标 4 条').waitFor()
    expect(await field(page).inputValue()).toBe('欠薪')
    await page.getByRole('button', { name: '✗ 不该' }).nth(3).click()
    await page.getByText('已标 3 条').waitFor()
    await button(page, '清除标记').click()
    await page.getByText('逐条标').waitFor()
  })
  it('says that it did not look at everything', async () => {
    suite.api.rules.mode.stopped = true
    const page = await open('/rules/unpaid-wages')
    await page.getByText(/内容太多，只试了最新的 63 条，到 .* 为止/).waitFor()
  })
})

describe('publishing', () => {
  it('shows what changes, wants a reason, and can be taken back', async () => {
    const page = await open('/rules/unpaid-wages')
    await field(page).fill('欠薪 OR 讨薪')
    await button(page, '新增规则').click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
    await page.getByText('有规则写法不对').waitFor()
    await field(page).fill('骑手 押薪')
    await page.getByText('2 处改动尚未发布').waitFor()
    await button(page, '发布').click()
    const dialog = page.getByRole('dialog')
    const lines = await dialog.locator('.changes li').allInnerTexts()
    expect(lines.map((line) => line.replace(/\s+/g, ' '))).toEqual([
      '− 去掉 (工地 OR 楼盘) 欠薪',
      '+ 加上 欠薪 OR 讨薪',
      '+ 加上 骑手 押薪',
    ])
    const submit = dialog.getByRole('button', { name: '发布' })
    expect(await submit.isDisabled()).toBe(true)
    await dialog.locator('textarea').fill('补上外卖骑手')
    await shoot(page, 'rules-publish')
    await submit.click()
    await page.getByText('现行第 1 版，周衡').waitFor()
    await page.getByText('周衡：补上外卖骑手').waitFor()
    await page.locator('.vlist-row.is-opened', { hasText: '已改' }).waitFor()
    expect(suite.api.posts.find(({ path }) => path.endsWith('publish'))?.body).toEqual({
      version: 0,
      reason: '补上外卖骑手',
      rules: ['欠薪 OR 讨薪', '停工 NEAR/20 (工资 OR 补偿)', '骑手 押薪'],
      hints: ['工资'],
    })
    await button(page, '改了什么').click()
    await shoot(page, 'rules-published')
    await button(page, '回到文件原文').click()
    await dialog.locator('textarea').fill('误中太多')
    await dialog.getByRole('button', { name: '回到文件原文' }).click()
    await page.getByText('现行为文件原文').waitFor()
    await button(page, '回到这版').waitFor()
    expect(await field(page).inputValue()).toBe('(工地 OR 楼盘) 欠薪')
  })
  it('tells that somebody else was first, and goes on over it when told so', async () => {
    const page = await open('/rules/unpaid-wages')
    await field(page).fill('欠薪')
    await button(page, '发布').click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('textarea').fill('我的改动')
    const other = { version: 0, reason: '别人的改动', rules: ['讨薪'], hints: [] }
    suite.api.rules.act('unpaid-wages', 'publish', other, { kind: 'person', role: 'analyst', name: '吴敏' })
    await dialog.getByRole('button', { name: '发布' }).click()
    await dialog.locator('.problem', { hasText: 'version_conflict' }).waitFor()
    await dialog.getByRole('button', { name: '取消' }).click()
    await page.getByText('吴敏 已先发布第 1 版').waitFor()
    expect(await button(page, '发布').isDisabled()).toBe(true)
    await button(page, '以我的改动为准').click()
    await button(page, '发布').click()
    await dialog.locator('textarea').fill('我的改动')
    await dialog.getByRole('button', { name: '发布' }).click()
    await page.getByText('现行第 2 版，周衡').waitFor()
  })
})

describe('why', () => {
  it('an item carries its matter, and why not another', async () => {
    const page = await suite.open('/analysis?doc=canteen-item-0')
    await page.locator('.why .pick button').first().click()
    await page.getByText('归入本事项，把握 93%。').waitFor()
    await page.locator('.why li', { hasText: '成立' }).first().waitFor()
    await page.locator('.why input').fill('欠薪')
    await page.keyboard.press('Enter')
    await page.getByText('没有归入「农民工欠薪」').waitFor()
    await page.locator('.why li', { hasText: '标题和正文里没有' }).first().waitFor()
    await shoot(page, 'why-not')
    await page.getByRole('link', { name: '打开规则' }).click()
    await page.locator('.sheet-title', { hasText: '农民工欠薪' }).waitFor()
  })
})

describe('the page of rules on a phone', () => {
  it('takes turns with the list, and nothing runs out of it', async () => {
    const page = await suite.open('/rules', { phone: true, scheme: 'dark', person: analyst })
    await page.locator('.vlist-row').first().click()
    await page.locator('.bars li').first().waitFor()
    await shoot(page, 'rules-phone-dark')
    const wide = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.querySelector('.split-open') ?? document.documentElement
      return scrollWidth - clientWidth
    })
    expect(wide).toBe(0)
    await button(page, '‹ 返回列表').click()
    await rows(page).first().waitFor()
  })
})
