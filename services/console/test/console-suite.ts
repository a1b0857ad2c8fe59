import { launchBrowser, openPage, type Faults, type OpenOptions } from '@guanlan/testkit/browser'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { startFakeApi, type FakeApi } from './fake-api.js'
import { makeAlert, makeNewStory, makeTicket } from './fake-data.js'

/** What the browser tests share: one browser a file, a fresh fake api a test, and no page that breaks the policy, throws or warns. */
export function consoleSuite() {
  let browser: Browser
  let api: FakeApi
  let opened: { page: Page; faults: Faults }[] = []
  beforeAll(async () => {
    browser = await launchBrowser()
  }, 60_000)
  afterAll(() => browser.close())
  beforeEach(async () => {
    api = await startFakeApi()
  })
  afterEach(async () => {
    const faults = opened.map((each) => each.faults)
    for (const { page } of opened) await page.context().close()
    opened = []
    await api.close()
    expect(faults.flatMap((each) => [...each.csp, ...each.errors])).toEqual([])
  })
  return {
    get browser() {
      return browser
    },
    get api() {
      return api
    },
    async open(path: string, options?: OpenOptions): Promise<Page> {
      const both = await openPage(browser, api.url + path, options)
      opened.push(both)
      return both.page
    },
    news(id: string, title: string): void {
      const story = makeNewStory(id, title, 'red')
      api.saveTicket(makeTicket(story))
      api.saveAlert(makeAlert(story))
    },
  }
}

export const clerk = { role: 'clerk', name: '陈立', department: 'zjj' }
export const analyst = { role: 'analyst', name: '周衡', department: '' }
export const text = (page: Page, selector: string): Promise<string> => page.locator(selector).first().innerText()
export const rows = (page: Page): Locator => page.locator('.vlist-row')

/** Where an element is once it stays there: a page that has just changed moves what is below. Pixels of the page. */
export async function settledBox(element: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  let last = ''
  for (;;) {
    const box = await element.boundingBox()
    const now = JSON.stringify(box)
    if (box && now === last) return box
    last = now
    await element.page().waitForTimeout(150)
  }
}
