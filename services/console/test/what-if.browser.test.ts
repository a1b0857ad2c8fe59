import { shoot } from '@guanlan/testkit/browser'
import { expect, it } from 'vitest'
import { consoleSuite } from './console-suite.js'

const suite = consoleSuite()

it('a level is tried with other voices, growth and signals, by the server, and changes nothing', async () => {
  const page = await suite.open('/topics/noise-topic')
  const card = page.locator('.what-if')
  await card.locator('summary').click()
  const answer = card.locator('.answer')
  await answer.waitFor()
  const before = await answer.innerText()
  await card.getByLabel('近 12 小时人数').fill('70')
  await card.getByLabel('来源数').fill('8')
  await answer.getByText('近 12 小时 70 人从 8 个来源反映，至少特别重大').waitFor()
  expect(await answer.innerText()).toContain('特别重大')
  await card.scrollIntoViewIfNeeded()
  await shoot(page, 'what-if')
  await card.getByRole('button', { name: '恢复原值' }).click()
  await expect.poll(() => answer.innerText()).toBe(before)
  await card.getByRole('button', { name: '疑似中毒' }).click()
  await answer.getByText('至少重大').waitFor()
  const levels = await page.locator('.sheet-facts .level').first().innerText()
  expect(levels).toContain('较大')
  const phone = await suite.open('/topics/noise-topic', { phone: true, scheme: 'dark' })
  await phone.locator('.what-if summary').click()
  await phone.locator('.what-if .answer').waitFor()
  await phone.locator('.what-if').scrollIntoViewIfNeeded()
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    phone.viewportSize()?.width ?? 0,
  )
  await shoot(phone, 'what-if-phone-dark')
})
