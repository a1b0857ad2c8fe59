import type { ArticleDetail, Labels, PushResponse, RuleDetail, SearchResponse } from '@guanlan/contracts'
import { shoot } from '@guanlan/testkit/browser'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useCity } from './city.js'

/** The sample's quiet week is told within seconds; a dry run compiles the dictionary the first time. */
const SOON = 60_000
const analyst = { role: 'analyst', name: '周衡', department: '' }
const MATTER = 'canteen-hygiene'

const city = useCity('rules-bench', { person: analyst })
const button = (page: Page, name: string) => page.locator('#main').getByRole('button', { name, exact: true })
const labelsOf = async (article: string): Promise<Labels | null> => {
  const found = await city.guanlan.get<ArticleDetail>(`/api/v1/articles/${article}`).catch(() => null)
  return found?.article?.labels ?? null
}
const detail = (): Promise<RuleDetail> => city.guanlan.get<RuleDetail>(`/api/v1/rules/${MATTER}`)

describe('the analyst’s bench at the running process', () => {
  it('tries a rule on what was collected, compares it, publishes it, and the classifier takes it up', async () => {
    const canteens = async () => (await city.guanlan.get<SearchResponse>(`/api/v1/search?q=食堂`)).total
    await expect.poll(canteens, { timeout: SOON }).toBeGreaterThan(3)
    const page = await city.open('/rules')
    // Of the whole catalogue only the rows in view are drawn.
    await page.getByRole('textbox', { name: '事项、部门或规则里的词' }).fill('学校食堂卫生')
    await page.locator('.vlist-row', { hasText: '学校食堂卫生' }).click({ timeout: SOON })
    await page.locator('.numbers').waitFor({ timeout: SOON })
    const { file } = await detail()

    const field = page.locator('textarea.field')
    await field.fill('食堂 OR 青团')
    await field.press('Control+Enter')
    await page.locator('.numbers', { hasText: /多出|丢掉|命中相同/ }).waitFor({ timeout: SOON })
    await page.locator('.samples mark').first().waitFor()
    await shoot(page, 'e2e-rules-tried')

    await button(page, '发布').click()
    await page.getByRole('dialog').locator('textarea').fill('青团也算')
    await page.getByRole('dialog').getByRole('button', { name: '发布' }).click()
    await page.getByText('现行第 1 版，周衡').waitFor()
    const published = await detail()
    expect(published.history).toMatchObject([{ version: 1, by: '周衡', reason: '青团也算' }])
    expect(published.matter.texts.rules).toEqual(['食堂 OR 青团', ...file.rules.slice(1)])

    // What comes now is judged by it: the word is one that no rule of the file has.
    const item = { source: 'sample-hotline', id: 'e2e-qingtuan', title: '学校食堂青团变质，学生呕吐', body: '请查处' }
    const evidence = async (): Promise<string[]> => {
      // Judged by the old rules once, it stays as it was: so each try is an item of its own.
      const id = `${item.id}-${Date.now()}`
      const { body } = await city.guanlan.post('/api/v1/items', { ...item, id })
      const [pushed] = (body as PushResponse).items
      await expect.poll(() => labelsOf(pushed?.article ?? ''), { timeout: SOON }).not.toBeNull()
      const labels = await labelsOf(pushed?.article ?? '')
      return labels?.matters.flatMap((one) => one.evidence).flatMap(({ by, text }) => `${by} ${text}`) ?? []
    }
    await expect.poll(evidence, { timeout: SOON, interval: 1_000 }).toContain(`rule:${MATTER}/1 青团`)

    await page.locator('.sheet-column').getByRole('button', { name: '回到文件原文' }).click()
    await page.getByRole('dialog').locator('textarea').fill('试完了')
    await page.getByRole('dialog').getByRole('button', { name: '回到文件原文' }).click()
    await page.getByText('现行为文件原文').waitFor()
    expect((await detail()).matter.texts).toEqual(file)
  }, 200_000)

  it('says of an item why it carries its matter, and why not another', async () => {
    const { items } = await city.guanlan.get<SearchResponse>(`/api/v1/search?matter=${MATTER}&limit=1`)
    const id = items[0]?.article.article ?? ''
    const page = await city.open(`/analysis?range=all&doc=${id}`)
    await page.locator('.why .pick button', { hasText: '学校食堂卫生' }).click({ timeout: SOON })
    await page.locator('.why .now').waitFor({ timeout: SOON })
    await shoot(page, 'e2e-why')
    await page.locator('.why input').fill('农民工欠薪')
    await page.keyboard.press('Enter')
    await page.getByText('没有归入「农民工欠薪」').waitFor()
  }, 120_000)

  it('no page broke the content policy, threw or warned', () => {
    city.expectNoFaults(2)
  })
})
