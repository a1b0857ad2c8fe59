import type { SourceDetail } from '@guanlan/contracts'
import { shoot } from '@guanlan/testkit/browser'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useCity } from './city.js'

/** How long a crawler may take for a wish: up within two seconds, a try of four polite requests done within a minute. */
const WISH_MS = 90_000

const city = useCity('sources-acts')
/** On the page itself: a dialog that is just closing has a button of the same name. */
const button = (page: Page, name: string) => page.locator('#main').getByRole('button', { name, exact: true })
const detailOf = (id: string): Promise<SourceDetail> => city.guanlan.get<SourceDetail>(`/api/v1/sources/${id}`)

describe('the page of a source at the running process', () => {
  it('finds the source that nobody hears, with why', async () => {
    const page = await city.open('/sources')
    await page.locator('.vlist-row', { hasText: '无法连接' }).first().click({ timeout: WISH_MS })
    await page.locator('.visits td.bad').first().waitFor()
    expect(await page.locator('.sheet-head').innerText()).toContain('connect_failed')
    expect(await page.locator('.sheet-body').innerText()).not.toMatch(/undefined|NaN/)
    await shoot(page, 'e2e-source-failing')
  })

  it('shows what the reader gets of a source, fetches it, switches it off and on', async () => {
    const page = await city.open('/sources/sample-daily')
    await page.locator('.visits tbody tr').first().waitFor({ timeout: WISH_MS })
    await button(page, '试抓取').click()
    await page.getByText(/读到 \d+ 条/).waitFor({ timeout: WISH_MS })
    const { tried } = await detailOf('sample-daily')
    const [first] = tried?.done?.items ?? []
    expect(first?.chars).toBeGreaterThan(20)
    await page
      .locator('.card li .title', { hasText: first?.title ?? '' })
      .first()
      .waitFor()
    await shoot(page, 'e2e-source-tried')

    await button(page, '立即抓取').click()
    await page.locator('.sheet-head .note', { hasText: /没有变化|没有新内容|有新内容/ }).waitFor({ timeout: WISH_MS })

    await button(page, '停用').click()
    await page.getByRole('dialog').locator('textarea').fill('对方改版，等新网址')
    await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
    await page.locator('.sheet-head .health', { hasText: '停用' }).waitFor({ timeout: WISH_MS })
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByText('停用：对方改版，等新网址').waitFor()
    expect(await detailOf('sample-daily')).toMatchObject({
      state: { health: 'off' },
      switched: { on: false, by: '林溪', reason: '对方改版，等新网址' },
    })
    await button(page, '启用').click()
    await page.getByRole('dialog').locator('textarea').fill('新网址与旧的相同')
    await page.getByRole('dialog').getByRole('button', { name: '启用' }).click()
    await button(page, '停用').waitFor({ timeout: WISH_MS })
    expect((await detailOf('sample-daily')).switched).toBeNull()
  }, 300_000)

  it('no page broke the content policy, threw or warned', () => {
    city.expectNoFaults(2)
  })
})
