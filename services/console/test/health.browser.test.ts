import { shoot } from '@guanlan/testkit/browser'
import { describe, expect, it } from 'vitest'
import { consoleSuite, text } from './console-suite.js'
import { makeDeadLetters } from './fake-data.js'

const suite = consoleSuite()

describe('the dead letters', () => {
  it('are listed with where they were going, why they stopped, and what they say', async () => {
    const page = await suite.open('/health', { scheme: 'dark' })
    await page.locator('.letters li').first().waitFor()
    const letter = await text(page, '.letters li')
    for (const words of ['article.collected.v1 → classifier', '2026-11-22 19:00:00', '试过 3 次', 'event_invalid'])
      expect(letter).toContain(words)
    expect(await page.locator('pre').isVisible()).toBe(false)
    await page.getByText('查看原文').click()
    expect(await text(page, 'pre')).toContain('"type":"article.collected"')
    await shoot(page, 'health-dark')
  })
  it('are replayed one by one, and say when', async () => {
    const [letter] = makeDeadLetters()
    if (letter) suite.api.letters.push({ ...letter, id: 'dead-2', group: 'indexer' })
    const page = await suite.open('/health')
    const items = page.locator('.letters li')
    await items.nth(1).getByRole('button', { name: '重放' }).click()
    await page.getByText('已放回队列').waitFor()
    await items
      .nth(1)
      .getByText(/已于 2026-11-22 .* 重放/)
      .waitFor()
    expect(await items.first().innerText()).not.toContain('已于')
    expect(suite.api.posts.map(({ path }) => path)).toEqual(['dead-letters/dead-2/replay'])
    await shoot(page, 'health-light')
  })
  it('tell of one that is gone meanwhile, and of none at all', async () => {
    const page = await suite.open('/health')
    await page.locator('.letters li').first().waitFor()
    suite.api.letters.length = 0
    await page.getByRole('button', { name: '重放' }).click()
    await page.locator('.problem', { hasText: 'not_found' }).waitFor()
    await page.keyboard.press('.')
    await page.getByText('没有死信').waitFor()
  })
})
