import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshFolder, startGuanlan, type GuanlanProcess } from '@guanlan/testkit'
import { launchBrowser, openPage, type Faults, type OpenOptions, type Person } from '@guanlan/testkit/browser'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'

export interface City {
  readonly guanlan: GuanlanProcess
  open(path: string, options?: OpenOptions): Promise<Page>
  /** No page opened so far broke the content policy, threw or warned. */
  expectNoFaults(pages: number): void
}

/** The sample city in a process of its own on fresh data, and a browser, for the tests of one file. `config`: files laid over the office's. */
export function useCity(
  name: string,
  { args = [], config, person }: { args?: string[]; config?: Readonly<Record<string, string>>; person?: Person } = {},
): City {
  let browser: Browser | undefined
  let guanlan: GuanlanProcess | undefined
  const folders: Awaited<ReturnType<typeof freshFolder>>[] = []
  const faults: Faults[] = []
  const folder = async (of: string): Promise<string> => {
    const fresh = await freshFolder(of)
    folders.push(fresh)
    return fresh.path
  }
  const layered = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
    const path = await folder(`${name}-config`)
    for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text)
    return ['--config', path]
  }
  beforeAll(async () => {
    browser = await launchBrowser()
    const over = config ? await layered(config) : []
    guanlan = await startGuanlan({ data: await folder(name), args: [...args, ...over] })
  })
  afterAll(async () => {
    await browser?.close()
    await guanlan?.stop()
    for (const each of folders) await each.remove()
  })
  const running = (): GuanlanProcess => {
    if (!guanlan) throw new Error('the city is not up yet')
    return guanlan
  }
  return {
    get guanlan() {
      return running()
    },
    async open(path, options) {
      if (!browser) throw new Error('the browser is not up yet')
      const both = await openPage(browser, running().url + path, { fonts: true, ...(person && { person }), ...options })
      faults.push(both.faults)
      return both.page
    },
    expectNoFaults(pages) {
      expect(faults.length).toBeGreaterThanOrEqual(pages)
      expect(faults.flatMap(({ csp, errors }) => [...csp, ...errors])).toEqual([])
    },
  }
}
