import { shoot } from '@guanlan/testkit/browser'
import { describe, expect, it } from 'vitest'
import { clerk, consoleSuite, rows } from './console-suite.js'

const suite = consoleSuite()

describe('a silence', () => {
  it('is set from an alert with scope, time and reason, stands above the list, and is ended there', async () => {
    const page = await suite.open('/duty/canteen-alert')
    await page.locator('.sheet-title').waitFor()
    await page.keyboard.press('m')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('现有 1 条未关闭的预警符合').waitFor()
    // Red already: only with its red can this one be meant.
    expect(await dialog.getByRole('checkbox').isChecked()).toBe(true)
    expect(await dialog.getByRole('radio', { name: '柳岸街道的「学校食堂卫生」' }).count()).toBe(1)
    expect(await dialog.getByRole('button', { name: '开始静默' }).isDisabled()).toBe(true)
    await dialog.getByText('4 小时').click()
    await dialog.getByRole('textbox').fill('已在现场，每小时口头汇报')
    await shoot(page, 'duty-silence')
    await dialog.getByRole('button', { name: '开始静默' }).click()
    await page.getByText('已静默，至').first().waitFor()
    const set = suite.api.posts.find(({ path }) => path === 'silences')
    expect(set?.body).toEqual({
      match: { alert: 'canteen-alert', levels: ['red', 'orange', 'yellow', 'blue'] },
      reason: '已在现场，每小时口头汇报',
      minutes: 240,
    })
    const bar = page.locator('.silences')
    await bar.getByText('静默中 1 项').click()
    expect(await bar.innerText()).toContain('已在现场，每小时口头汇报')
    await shoot(page, 'duty-silenced')
    await bar.getByRole('button', { name: '结束' }).click()
    await bar.waitFor({ state: 'detached' })
    expect(suite.api.posts.some(({ path }) => path === 'silences/s1/end')).toBe(true)
  })

  it('may be about a matter, and lets red through unless that is asked for', async () => {
    const page = await suite.open('/duty/noise-alert')
    await page.locator('.sheet-title').waitFor()
    await page.getByRole('button', { name: '静默通知' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio').nth(2).check()
    await dialog.getByRole('textbox').fill('夜间施工已获批')
    await dialog.getByRole('textbox').press('Tab')
    await dialog.getByRole('button', { name: '开始静默' }).click()
    await page.getByText('已静默，至').first().waitFor()
    const { body } = suite.api.posts.find(({ path }) => path === 'silences') ?? {}
    const matter = suite.api.alerts.get('noise-alert')?.matter
    expect(body).toMatchObject({ match: { matter }, minutes: 60 })
    expect(JSON.stringify(body)).not.toContain('red')
  })

  it('is none of a clerk’s: the act is not there', async () => {
    const page = await suite.open('/duty/canteen-alert', { person: clerk })
    await rows(page).first().waitFor()
    await page.locator('.sheet-title').waitFor()
    expect(await page.getByRole('button', { name: '静默通知' }).count()).toBe(0)
  })
})
