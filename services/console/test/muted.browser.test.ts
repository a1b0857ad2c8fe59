import { shoot } from '@guanlan/testkit/browser'
import { expect, it } from 'vitest'
import { consoleSuite } from './console-suite.js'

const suite = consoleSuite()

it('an alert that another one mutes says so, since when, and leads to the other', async () => {
  const alert = suite.api.alerts.get('noise-alert')
  const other = suite.api.alerts.get('canteen-alert')
  if (!alert || !other) throw new Error('no such alert')
  const since = alert.changedAt
  const mutedBy = { alert: other.alert, title: other.title, rule: 'higher-in-town', since }
  suite.api.alerts.set(alert.alert, { ...alert, mutedBy })
  const page = await suite.open('/duty/noise-alert')
  const note = page.locator('.muted-by')
  await note.waitFor()
  expect(await note.innerText()).toMatch(/起不再通知：同类预警未办结，本条仍须照常处理。压制它的预警：/)
  await shoot(page, 'duty-muted')
  await note.getByRole('link', { name: other.title }).click()
  await page.locator('.sheet-title', { hasText: other.title }).waitFor()
  expect(await page.locator('.muted-by').count()).toBe(0)
})
