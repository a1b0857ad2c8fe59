import chromium from '@sparticuz/chromium'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium as playwright, type Browser, type BrowserContext, type Page, type Route } from 'playwright-core'

const shots = fileURLToPath(new URL('../../../build/screenshots/', import.meta.url))
const fonts = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json'))

/** Who the console says is sitting before it: `role` is one of contracts' roles, `department` the code of a clerk's own. */
export interface Person {
  readonly role: string
  readonly name: string
  readonly department: string
}

/** A duty officer, the person of a page when none is named. */
export const officer: Person = { role: 'duty', name: '林溪', department: '' }

/** A browser without the sandbox of its own; it starts far from Beijing, so that a time of the machine's zone would show. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--autoplay-policy=user-gesture-required'],
    headless: true,
  })
}

export interface OpenOptions {
  readonly person?: Person
  readonly scheme?: 'light' | 'dark'
  readonly phone?: boolean
  /** Bring a Chinese font over the page's own origin (the browser has none); off where the server brings it. */
  readonly fonts?: boolean
}

/** What a page must never do, collected while it is open. */
export interface Faults {
  readonly csp: string[]
  readonly errors: string[]
}

/** Opens an address of the console in a fresh profile and waits until the live stream stands. */
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
  const person = JSON.stringify(JSON.stringify(options.person ?? officer))
  await context.addInitScript({
    content: `localStorage.setItem('guanlan.person', ${person}); localStorage.setItem('guanlan.sound', 'false')`,
  })
  if (options.fonts) await bringFonts(context)
  const faults: Faults = { csp: [], errors: [] }
  await context.exposeBinding('reportViolation', (_source, directive: string) => void faults.csp.push(directive))
  await context.addInitScript({
    content: `document.addEventListener('securitypolicyviolation', (e) => window.reportViolation(e.violatedDirective))`,
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

/** The HTML with a font's stylesheet of the same origin, and words that make the browser load both weights. */
export function withFonts(html: string): string {
  const sheets = [400, 600].map(
    (weight) => `<link rel="stylesheet" href="${FONT_PATH}chinese-simplified-${weight}.css">`,
  )
  const words = '<p class="visually-hidden" aria-hidden="true">观澜<b>观澜</b></p>'
  return html.replace('</head>', `${sheets.join('')}</head>`).replace('<noscript>', `${words}<noscript>`)
}

/** File of a path under FONT_PATH. */
export const fontFile = (path: string): string => join(fonts, normalize(`/${path.slice(FONT_PATH.length)}`))

export const FONT_PATH = '/__fonts/'
/** Milliseconds in which both weights are surely there: a headless browser keeps what it once drew without the font. */
export const FONT_WAIT = 450

/** Puts the font between the browser and a server that knows nothing of it; everything else, and the policy, is the server's. */
async function bringFonts(context: BrowserContext): Promise<void> {
  await context.route('**/*', async (route: Route) => {
    const request = route.request()
    const { pathname } = new URL(request.url())
    if (pathname.startsWith(FONT_PATH)) {
      const file = fontFile(pathname)
      const contentType = extname(file) === '.css' ? 'text/css' : 'font/woff2'
      await route.fulfill({ body: await readFile(file), contentType })
    } else if (request.resourceType() === 'document') {
      const response = await route.fetch().catch(() => null)
      if (response) await route.fulfill({ response, body: withFonts(await response.text()) })
      else await route.abort('connectionrefused')
    } else {
      if (/\/index-[^/]*\.js$/.test(pathname)) await new Promise((done) => setTimeout(done, FONT_WAIT))
      await route.continue()
    }
  })
}
