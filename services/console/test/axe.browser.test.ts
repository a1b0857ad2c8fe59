import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { analyst, clerk, consoleSuite } from './console-suite.js'

const suite = consoleSuite()

/** Every fault that axe finds on the page as it stands, each with its place. Run by the debugger: the page's policy lets no script in. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const violations = await page.evaluate(async () => {
    const there = window as unknown as { axe: { run(): Promise<AxeResults> } }
    return (await there.axe.run()).violations
  })
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  )
}

const pages = [
  ['/duty', '.vlist-row'],
  ['/duty/canteen-alert', '.alert-sheet .items li'],
  ['/department/zjj/building-ticket', '.sheet-title'],
  ['/analysis?q=停工', '.results li'],
  ['/analysis?doc=canteen-item-0', '.el-drawer .doc dl'],
  ['/topics', '.vlist-row'],
  ['/topics/canteen-topic', '.topic-sheet details'],
  ['/sources', '.vlist-row'],
  ['/sources/old-board', '.visits tbody tr'],
  ['/rules', '.vlist-row'],
  ['/rules/unpaid-wages', '.samples li'],
  ['/rota', '.steps li'],
  ['/brief', '.paper textarea'],
  ['/corrections', '.acts'],
  ['/wall', '.screen canvas'],
  ['/health', '.letters li'],
  ['/nowhere', '.state-panel'],
] as const

describe.each(['light', 'dark'] as const)('in the %s theme axe finds no fault', (scheme) => {
  it.each(pages)('on %s', async (path, content) => {
    const page = await suite.open(path, { scheme, ...(path.startsWith('/department') && { person: clerk }) })
    await page.locator(content).first().waitFor()
    expect(await faultsOf(page)).toEqual([])
  })
  it.each(['/duty', '/topics/canteen-topic', '/sources/old-board', '/rules/unpaid-wages'])(
    'on %s on a phone',
    async (path) => {
      const page = await suite.open(path, { scheme, phone: true })
      await page.locator('.vlist-row, .visits tbody tr, .topic-sheet details, .samples li').first().waitFor()
      expect(await faultsOf(page)).toEqual([])
    },
  )
})

describe('axe finds no fault', () => {
  it('on a source that was tried and is being switched', async () => {
    const page = await suite.open('/sources/town-list')
    await page.getByRole('button', { name: '试抓取' }).click()
    await page.getByText('农村公路养护工程中标公告').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: '启用' }).click()
    await page.getByRole('dialog').locator('textarea').waitFor()
    await page.waitForTimeout(400)
    expect(await faultsOf(page)).toEqual([])
  })
  it('on a topic of which items are taken out', async () => {
    const page = await suite.open('/topics/building-topic')
    await page.locator('.topic-sheet input[type=checkbox]').first().check()
    await page.getByRole('button', { name: '拆出 1 条' }).click()
    await page.getByRole('dialog').locator('textarea').waitFor()
    await page.waitForTimeout(400)
    expect(await faultsOf(page)).toEqual([])
  })
  it('on a rule that is being written wrongly, with words offered, and on its publication', async () => {
    const page = await suite.open('/rules/unpaid-wages', { person: analyst })
    const field = page.locator('textarea.field')
    await field.press('Control+End')
    await field.pressSequentially(' OR (n')
    await page.locator('.offers li').first().waitFor()
    expect(await faultsOf(page)).toEqual([])
    await field.fill('欠薪')
    await page.getByRole('button', { name: '发布', exact: true }).click()
    await page.getByRole('dialog').locator('textarea').waitFor()
    await page.waitForTimeout(400)
    expect(await faultsOf(page)).toEqual([])
  })
  it('on the reasons of an item', async () => {
    const page = await suite.open('/analysis?doc=canteen-item-0')
    await page.locator('.why .pick button').first().click()
    await page.locator('.why .now').waitFor()
    expect(await faultsOf(page)).toEqual([])
  })
  it('on the wall', async () => {
    const page = await suite.open('/duty')
    await page.keyboard.press('f')
    await page.locator('.frame.wall').waitFor()
    expect(await faultsOf(page)).toEqual([])
  })
})
