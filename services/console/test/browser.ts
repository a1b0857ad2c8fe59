import chromium from '@sparticuz/chromium'
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium as playwright, type Browser, type Page } from 'playwright-core'

const shots = fileURLToPath(new URL('../../../build/screenshots/', import.meta.url))

export const clerk = { role: 'clerk', name: '陈立', department: 'zjj' } as const
export const officer = { role: 'duty', name: '林溪', department: '' } as const

/** A browser far from Beijing, so that a time of the machine's own zone would show. */
export async function launch(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--autoplay-policy=user-gesture-required'],
    headless: true,
  })
}

export interface OpenOptions {
  readonly person?: { readonly role: string; readonly name: string; readonly department: string }
  readonly scheme?: 'light' | 'dark'
  readonly phone?: boolean
}

/** What a page must never do, collected while it is open. */
export interface Faults {
  readonly csp: string[]
  readonly errors: string[]
}

/** Opens a path of the console in a fresh profile and waits until the live stream stands. */
export async function openPage(
  browser: Browser,
  url: string,
  options: OpenOptions = {},
): Promise<{ page: Page; faults: Faults }> {
  const context = await browser.newContext({
    viewport: options.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    colorScheme: options.scheme ?? 'light',
    timezoneId: 'America/New_York',
    locale: 'zh-CN',
  })
  await context.addInitScript((person) => {
    localStorage.setItem('guanlan.person', JSON.stringify(person))
    localStorage.setItem('guanlan.sound', 'false')
  }, options.person ?? officer)
  const faults: Faults = { csp: [], errors: [] }
  await context.exposeBinding('reportViolation', (_source, directive: string) => void faults.csp.push(directive))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report: unknown = Reflect.get(window, 'reportViolation')
      if (typeof report === 'function') report(event.violatedDirective)
    })
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => faults.errors.push(String(error)))
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) faults.csp.push(message.text())
    else if (message.type() === 'warning') faults.errors.push(message.text())
  })
  await page.goto(url)
  await page.locator('.connection.live').waitFor()
  return { page, faults }
}

/** Keeps a picture under build/screenshots/. */
export async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(shots, { recursive: true })
  await page.screenshot({ path: `${shots}${name}.png` })
}
