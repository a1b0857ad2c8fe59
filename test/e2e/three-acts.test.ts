import type { Alert, Ticket } from '@guanlan/contracts'
import { until } from '@guanlan/testkit'
import { shoot } from '@guanlan/testkit/browser'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useCity } from './city.js'

/** How long the sample city may take to tell something, ms: at speed 120 an hour of it passes in 30 s. */
const CITY_MS = 100_000

const city = useCity('three-acts', {
  args: ['--speed', '120'],
  // The sample city dispatches by itself; here every ticket waits for the officer.
  config: { 'office.yaml': 'autoDispatch: { levels: [], confidence: 0.8 }\n' },
})
const rows = (page: Page): Locator => page.locator('.vlist-row')
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true })
const clerkOf = (department: string) => ({ role: 'clerk', name: '陈立', department })
const ticketOf = async (id: string): Promise<Ticket> =>
  (await city.guanlan.get<{ ticket: Ticket }>(`/api/v1/tickets/${id}`)).ticket
const dispatched = async (id: string): Promise<string> => {
  const { department } = await ticketOf(id)
  if (!department) throw new Error('the ticket was not dispatched')
  return department
}

let alert: Alert

describe('three people at the running process', () => {
  it('the duty officer sees the first alert come live, with what it rests on', async () => {
    const page = await city.open('/duty')
    let loads = 0
    page.on('load', () => (loads += 1))
    expect(await page.locator('.sample').innerText()).toContain('示例数据')
    await rows(page).first().waitFor({ timeout: CITY_MS })
    expect(loads).toBe(0)
    await rows(page).first().click()
    await page.locator('.alert-sheet .items li').first().waitFor()
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    // A few more, so that there is something to answer for.
    alert = await until(
      'the storyline to grow',
      async () => {
        const detail = await city.guanlan.get<{ alert: Alert; items: unknown[] }>(`/api/v1/alerts/${id}`)
        return detail.items.length >= 4 && detail.alert
      },
      CITY_MS,
    )
    await page.locator('.alert-sheet .items li').nth(3).waitFor()
    // The story goes on: its most telling headline may be another one meanwhile.
    const showsItsTitle = async () => {
      const { alert } = await city.guanlan.get<{ alert: Alert }>(`/api/v1/alerts/${id}`)
      return (await page.locator('.sheet-title').innerText()) === alert.title
    }
    await expect.poll(showsItsTitle, { timeout: 10_000 }).toBe(true)
    expect(await page.locator('mark.matter').count()).toBeGreaterThan(0)
    const sheet = await page.locator('.alert-sheet').innerText()
    for (const words of [alert.matterName, '为什么是这个等级', '各级起点分', '话题概况', '首次发布', '经过', '国办发'])
      expect(sheet).toContain(words)
    for (const { text } of alert.reasons.filter(({ kind }) => kind === 'domain')) expect(sheet).toContain(text)
    // What the page says in names, it says in no codes.
    expect(sheet).not.toMatch(/rule:|words:|undefined|NaN|「[a-z-]+」/)
    await page.mouse.move(0, 0)
    await shoot(page, 'e2e-duty')
  }, 240_000)

  it('who confirms it, raises it with a reason, and dispatches it to the proposed department', async () => {
    const page = await city.open(`/duty/${alert.alert}`)
    await button(page, '确认').click()
    await page.locator('.sheet-head .state', { hasText: '已确认' }).waitFor()
    await button(page, '升/降级').click()
    await page.getByRole('dialog').getByText('特别重大').click()
    expect(await button(page, '提交').isDisabled()).toBe(true)
    await page.getByRole('dialog').locator('textarea').fill('涉及在校学生，影响面大')
    await button(page, '提交').click()
    await page.locator('.sheet-head .level', { hasText: '特别重大' }).waitFor()
    await page.getByText('林溪定为特别重大：涉及在校学生，影响面大').waitFor()
    const before = await ticketOf(alert.ticket ?? '')
    expect(before.state).toBe('accepted')
    await button(page, '派发').click()
    const choices = page.getByRole('dialog').locator('fieldset label')
    await choices.first().waitFor()
    expect(await choices.count()).toBe(3)
    expect(await choices.first().locator('input').isChecked()).toBe(true)
    const shown = await choices.allInnerTexts()
    for (const [index, { name, why }] of before.candidates.entries()) {
      expect(shown[index]).toContain(name)
      expect(shown[index]).toContain(why)
    }
    await shoot(page, 'e2e-dispatch')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^派发 ·/ })
      .click()
    await page.locator('.sheet-head').getByText(`已派发给 ${before.candidates[0]?.name}`).waitFor()
    expect(await dispatched(before.ticket)).toBe(before.candidates[0]?.department)
  })

  it('the clerk of that department signs it, starts, and answers', async () => {
    const ticket = await ticketOf(alert.ticket ?? '')
    const page = await city.open('/department', { person: clerkOf(await dispatched(ticket.ticket)) })
    await rows(page).first().click()
    await page.getByText('为什么是我们').waitFor()
    await button(page, '签收').click()
    await button(page, '开始办理').click()
    await button(page, '反馈').click()
    await page.getByRole('dialog').locator('textarea').fill('已到校检查并封存留样，检测结果明日公布。')
    await button(page, '提交').click()
    await page.getByText('已反馈，等值班员审核').waitFor()
    await shoot(page, 'e2e-answered')
    expect(await ticketOf(ticket.ticket)).toMatchObject({
      state: 'answered',
      answer: { text: '已到校检查并封存留样，检测结果明日公布。' },
    })
  })

  it('another ticket is given back with a reason, and the officer sees whom they suggest', async () => {
    const second = await until(
      'a second storyline',
      async () => {
        const { items } = await city.guanlan.get<{ items: Ticket[] }>('/api/v1/tickets?open=true')
        return items.find(({ state }) => state === 'accepted')
      },
      CITY_MS,
    )
    const duty = await city.open(`/duty/${second.alert}`)
    await button(duty, '派发').waitFor()
    await duty.keyboard.press('d')
    await duty
      .getByRole('dialog')
      .getByRole('button', { name: /^派发 ·/ })
      .click()
    await duty
      .locator('.sheet-head')
      .getByText(/^已派发给/)
      .waitFor()
    const department = await dispatched(second.ticket)
    const page = await city.open(`/department/${department}/${second.ticket}`, { person: clerkOf(department) })
    await button(page, '退回').click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('button', { name: '退回' }).isDisabled()).toBe(true)
    await dialog.locator('textarea').fill('按职责应由协办单位牵头')
    await dialog.getByRole('button', { name: '退回' }).click()
    await page.getByText('已退回或未派发，等值班员派发').waitFor()
    // The officer's page, still open, learns it by itself.
    await duty.getByText('按职责应由协办单位牵头').first().waitFor()
    await button(duty, '派发').waitFor()
    await shoot(duty, 'e2e-returned')
    expect(await ticketOf(second.ticket)).toMatchObject({ state: 'accepted', returns: 1, department: null })
  }, 200_000)

  it('the analyst searches with AND, OR, NOT and quotes, narrows, and hands the view on as a link', async () => {
    const person = { role: 'analyst', name: '何平', department: '' }
    const page = await city.open('/analysis', { person })
    const totalOn = async (shown: Page): Promise<number> =>
      Number(/共 (\d+) 条/.exec(await shown.locator('.results').innerText())?.[1])
    const total = (): Promise<number> => totalOn(page)
    const ask = async (q: string): Promise<number> => {
      await page.locator('[data-search]').fill(q)
      // Not the answer to the page's own first search, which may come late.
      const answer = page.waitForResponse((response) => {
        const { pathname, searchParams } = new URL(response.url())
        return pathname === '/api/v1/search' && searchParams.get('q') === q && response.ok()
      })
      await page.keyboard.press('Enter')
      const found = (await (await answer).json()) as { total: number }
      await page.locator('.results').getByText(`共 ${found.total} 条`).waitFor()
      return found.total
    }
    const either = await ask('食堂 AND (呕吐 OR 拉肚子)')
    const less = await ask('食堂 AND (呕吐 OR 拉肚子) NOT 接龙')
    expect(either).toBeGreaterThan(less)
    expect(less).toBeGreaterThan(0)
    const exact = await ask('"食堂午餐"')
    expect(exact).toBeGreaterThan(0)
    expect((await page.locator('.results mark').allInnerTexts()).join('')).toContain('食堂午餐')
    const canteen = await ask('食堂')
    expect(canteen).toBeGreaterThanOrEqual(either)
    await page.locator('.chart canvas').nth(1).waitFor()
    const label = (await page.locator('.chart').first().getAttribute('aria-label')) ?? ''
    expect(label).toContain(`共 ${canteen} 条`)
    await page.locator('.facets button', { hasText: '论坛' }).last().click()
    await page.waitForURL(/tier=forum/)
    await until('the narrowed list', async () => (await total()) < canteen)
    const narrowed = await total()
    await shoot(page, 'e2e-analysis')
    const link = new URL(page.url())
    const colleague = await city.open(link.pathname + link.search, { person, scheme: 'dark' })
    // The city goes on talking: there may be more of it by now, but not what the link leaves out.
    await until('the colleague’s list', async () => (await totalOn(colleague)) >= narrowed)
    expect(await totalOn(colleague)).toBeLessThan(canteen)
    expect(await colleague.locator('[data-search]').inputValue()).toBe('食堂')
    await shoot(colleague, 'e2e-analysis-dark')
    await page.goBack()
    await until('the whole list again', async () => (await total()) >= canteen)
  })

  it('the analyst follows the alert to its topic, takes a post out of it, and the detector opens another', async () => {
    const person = { role: 'analyst', name: '何平', department: '' }
    const page = await city.open(`/duty/${alert.alert}`, { person })
    await page.getByRole('link', { name: '看话题' }).click()
    await page.getByRole('img', { name: /条，最多在/ }).waitFor()
    await page.locator('.topic-sheet input[type=checkbox]').first().check()
    await button(page, '拆出 1 条').click()
    await page.getByRole('dialog').getByPlaceholder('理由（必填，将留痕）').fill('说的是另一件事')
    await page.getByRole('dialog').getByRole('button', { name: '拆出 1 条' }).click()
    await page.getByText(/^拆出 1 条，另成/).waitFor()
    await page.getByText('说的是另一件事').waitFor()
    await shoot(page, 'e2e-topic')
  })

  it('the analyst finds it in the brief of the day, with what was done, writes the advice and keeps it', async () => {
    const person = { role: 'analyst', name: '何平', department: '' }
    const { alert: now } = await city.guanlan.get<{ alert: Alert }>(`/api/v1/alerts/${alert.alert}`)
    const day = new Date(Date.parse(now.raisedAt) + 8 * 3_600_000).toISOString().slice(0, 10)
    const page = await city.open(`/brief/${day}`, { person })
    const part = (name: string) => page.getByRole('textbox', { name })
    expect(await part('二、重点舆情').inputValue()).toMatch(/〔特别重大〕.*处置：.+，反馈/)
    expect(await page.locator('.look a.big').first().innerText()).not.toBe('0')
    await part('五、研判与建议').fill('建议市场监管与教育部门明日联合公布检测结果。')
    await button(page, '定稿').click()
    await page.getByText(/^已定稿 · 第 1 版 · 何平/).waitFor()
    await shoot(page, 'e2e-brief')
  })

  it('no page broke the content policy, threw or warned', () => {
    city.expectNoFaults(8)
  })
})
