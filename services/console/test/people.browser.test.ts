import { shoot } from '@guanlan/testkit/browser'
import { describe, expect, it } from 'vitest'
import { analyst, clerk, consoleSuite, rows, settledBox, text } from './console-suite.js'
import { LONG_TITLE } from './fake-stories.js'

const suite = consoleSuite()

describe('the duty officer', () => {
  it('sees what is new, how bad, how old and who has it, by colour, shape and word', async () => {
    const page = await suite.open('/duty')
    await rows(page).first().waitFor()
    expect(await rows(page).count()).toBe(6)
    const first = await rows(page).first().innerText()
    for (const words of [
      '特别重大',
      '学校食堂卫生',
      '柳岸街道',
      '23 条',
      '转载 41',
      '19 人',
      '未确认',
      '建议 市场监督管理局',
    ]) {
      expect(first).toContain(words)
    }
    expect(await rows(page).first().locator('.level svg').count()).toBe(1)
    expect(await text(page, '.sample')).toContain('示例数据 · 60 倍速')
    expect(await text(page, '.clock')).toContain('11-22 20:3')
    await shoot(page, 'duty-light')
  })
  it('confirms and dispatches by keyboard, with the proposed department chosen and the next two beside it', async () => {
    const page = await suite.open('/duty')
    await rows(page).first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.locator('.sheet-title').waitFor()
    expect(page.url()).toContain('/duty/canteen-alert')
    expect(await page.locator('mark.signal').first().innerText()).toBe('呕吐')
    expect(await page.locator('mark').first().getAttribute('title')).toContain('疑似中毒')
    await page.keyboard.press('a')
    await page.locator('.sheet-head .state', { hasText: '已确认' }).waitFor()
    await page.keyboard.press('d')
    const choices = page.locator('[role="dialog"] label')
    await choices.first().waitFor()
    expect(await choices.count()).toBe(3)
    expect(await choices.first().locator('input').isChecked()).toBe(true)
    expect(await choices.nth(1).innerText()).toContain('协同单位')
    await shoot(page, 'duty-dispatch')
    await choices.nth(1).click()
    await page.getByRole('button', { name: '派发 · 教育体育局' }).click()
    await page.getByText('已派发给 教育体育局').first().waitFor()
    const [acknowledge, dispatch] = suite.api.posts
    expect(acknowledge?.body).toEqual({ version: 1 })
    expect(dispatch?.body).toEqual({ version: 1, department: 'jyj' })
    expect(acknowledge?.headers['x-guanlan-role']).toBe('duty')
    expect(decodeURIComponent(String(acknowledge?.headers['x-guanlan-name']))).toBe('林溪')
    expect(String(acknowledge?.headers['idempotency-key'])).toMatch(/^[0-9a-f]{32}$/)
    expect(suite.api.tickets.get('canteen-ticket')?.state).toBe('dispatched')
  })
  it('is told why a ticket came back, hands it to the suggested department, and reassigns with a reason', async () => {
    const ticket = suite.api.tickets.get('noise-ticket')
    if (!ticket) throw new Error('the fake city has lost a ticket')
    const by = { kind: 'person', role: 'clerk', name: '何青', department: 'sthj' } as const
    const line = { at: suite.api.stream.now(), by, action: 'return', from: 'signed', to: 'accepted' } as const
    const history = [...ticket.history, { ...line, department: 'zfj', reason: '属社会生活噪音' }]
    const back = { department: null, departmentName: null, returns: 1, state: 'accepted' } as const
    suite.api.saveTicket({ ...ticket, ...back, history, version: ticket.version + 1 })
    const page = await suite.open('/duty/noise-alert')
    await page.getByText('属社会生活噪音').first().waitFor()
    expect(await page.locator('.vlist-row.is-opened').innerText()).toContain('已退回 · 建议 综合行政执法局')
    await page.getByRole('button', { name: '派发', exact: true }).click()
    await page.getByRole('button', { name: '派发 · 综合行政执法局' }).click()
    await page.getByText('已派发给 综合行政执法局').first().waitFor()
    await page.getByRole('button', { name: '改派', exact: true }).click()
    const submit = page.getByRole('dialog').getByRole('button', { name: /^改派 ·/ })
    expect(await submit.isDisabled()).toBe(true)
    await page.getByRole('dialog').locator('textarea').fill('噪音来自工厂，仍由生态环境部门办理')
    expect(await page.getByRole('dialog').locator('label', { hasText: '生态环境' }).innerText()).toContain('曾退回')
    await shoot(page, 'duty-reassign')
    await page.getByRole('dialog').locator('label', { hasText: '生态环境' }).click()
    await page.getByRole('button', { name: '改派 · 生态环境分局' }).click()
    await page.getByText('已派发给 生态环境分局').first().waitFor()
    expect(suite.api.posts.map(({ path }) => path)).toEqual([
      'alerts/noise-alert/dispatch',
      'tickets/noise-ticket/reassign',
    ])
  })
  it('lowers a level only with a reason, which stays when sending fails', async () => {
    const page = await suite.open('/duty/wages-alert')
    await page.getByRole('button', { name: '升/降级' }).click()
    await page.getByRole('dialog').getByText('较大').click()
    const submit = page.getByRole('button', { name: '提交' })
    expect(await submit.isDisabled()).toBe(true)
    await page.getByRole('dialog').locator('textarea').fill('经核实涉及人数较少')
    await page.route('**/level', (route) => route.abort())
    await submit.click()
    await page.getByText('没有送出的操作请再做一次').waitFor()
    await page.unroute('**/level')
    await page.getByRole('button', { name: '升/降级' }).click()
    expect(await page.getByRole('dialog').locator('textarea').inputValue()).toBe('经核实涉及人数较少')
    await submit.click()
    await page.getByText('已调整为「较大」').waitFor()
    expect(suite.api.alerts.get('wages-alert')?.levelSetBy?.name).toBe('林溪')
  })
  it('who comes second is told who was first and how it stands', async () => {
    const page = await suite.open('/duty/canteen-alert')
    await page.getByRole('button', { name: '确认' }).waitFor()
    const alert = suite.api.alerts.get('canteen-alert')
    if (!alert) throw new Error('the fake city has lost an alert')
    const by = { kind: 'person', role: 'duty', name: '周岚' } as const
    const at = suite.api.stream.now()
    // Not over the stream: the page must learn it from the refusal.
    suite.api.alerts.set('canteen-alert', {
      ...alert,
      version: 2,
      state: 'acknowledged',
      acknowledged: { at, by },
      history: [...alert.history, { at, by, what: 'acknowledged', level: 'red' }],
    })
    await page.keyboard.press('a')
    const note = page.locator('.conflict')
    await note.waitFor()
    expect(await note.innerText()).toContain('周岚')
    expect(await note.innerText()).toContain('已确认 · 特别重大')
    await page.locator('.sheet-head .state', { hasText: '已确认' }).waitFor()
    await shoot(page, 'duty-conflict')
  })
  it('keeps the list still under the pointer, gathers new alerts, and never loses the focus', async () => {
    const page = await suite.open('/duty')
    await rows(page).first().hover()
    await page.keyboard.press('j')
    await page.locator('.vlist').focus()
    suite.news('flood', '新桥镇多户居民家中进水')
    suite.news('fire', '东山镇仓库起火')
    await page.getByRole('button', { name: '2 条新预警' }).waitFor()
    expect(await rows(page).first().innerText()).toContain('学校食堂卫生')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('vlist')
    await shoot(page, 'duty-pending')
    await page.getByRole('button', { name: '2 条新预警' }).click()
    await page.getByText('东山镇仓库起火').waitFor()
    expect(await rows(page).count()).toBe(8)
  })
  it('does not press keys while somebody types or an input method composes', async () => {
    const page = await suite.open('/duty/canteen-alert')
    await page.getByRole('button', { name: '确认' }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('aj?')
    expect(await page.getByRole('searchbox').inputValue()).toBe('aj?')
    await page.keyboard.press('Escape')
    await page.evaluate(() => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', isComposing: true })))
    expect(suite.api.posts).toEqual([])
    await page.keyboard.press('?')
    await page.getByText('上一条').waitFor()
  })
  it('shows markup and a title of 300 characters as they are', async () => {
    const page = await suite.open('/duty/lamps-alert')
    await page.locator('.sheet-title').waitFor()
    expect(await text(page, '.sheet-title')).toBe(LONG_TITLE)
    expect(await page.title()).toBe('值班 · 观澜')
    expect(await page.locator('.items img, .items script, .items b b').count()).toBe(0)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide).toBe(0)
    await shoot(page, 'duty-long-title')
  })
  it('bears ten thousand alerts', async () => {
    const [first] = suite.api.alerts.values()
    if (!first) throw new Error('the fake city has lost its alerts')
    for (let n = 0; n < 10_000; n += 1) suite.api.alerts.set(`many-${n}`, { ...first, alert: `many-${n}` })
    const page = await suite.open('/duty?sort=newest')
    await page.locator('.capped').waitFor({ timeout: 60_000 })
    expect(await rows(page).count()).toBeLessThan(60)
    const taken = await page.evaluate(async () => {
      const list = document.querySelector('.vlist')
      const start = performance.now()
      if (list) list.scrollTop = list.scrollHeight / 2
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      return performance.now() - start
    })
    expect(taken).toBeLessThan(1_000)
    expect(await rows(page).count()).toBeGreaterThan(5)
  }, 90_000)
})

describe('the clerk', () => {
  it('sees what expires first and why it came, and signs, answers', async () => {
    const page = await suite.open('/department', { person: clerk })
    await rows(page).first().waitFor()
    expect(await rows(page).first().innerText()).toContain('逾期')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByText('由住房和城乡建设局牵头').first().waitFor()
    await shoot(page, 'department-light')
    await page.getByRole('button', { name: '反馈' }).click()
    await page.getByRole('dialog').locator('textarea').fill('已约谈开发商，书面承诺下周复工。')
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByText('已反馈').first().waitFor()
    expect(suite.api.tickets.get('building-ticket')).toMatchObject({
      state: 'answered',
      answer: { text: '已约谈开发商，书面承诺下周复工。' },
    })
  })
  it('signs on a phone, and gives back only with a reason and a suggested owner', async () => {
    const person = { role: 'clerk', name: '何青', department: 'sthj' }
    const page = await suite.open('/department/sthj/noise-ticket', { person, phone: true, scheme: 'dark' })
    await page.getByRole('button', { name: '签收' }).click()
    await page.getByRole('button', { name: '开始办理' }).waitFor()
    await shoot(page, 'department-phone-dark')
    await page.getByRole('button', { name: '退回' }).click()
    const submit = page.getByRole('dialog').getByRole('button', { name: '退回' })
    expect(await submit.isDisabled()).toBe(true)
    await page.getByRole('dialog').locator('textarea').fill('属社会生活噪音')
    await submit.click()
    await page.getByText('已退回').first().waitFor()
    expect(suite.api.posts.at(-1)?.body).toEqual({ version: 4, reason: '属社会生活噪音', department: 'zfj' })
  })
  it('is told when the inbox is empty what would come and how', async () => {
    const page = await suite.open('/department/xf', { person: clerk })
    await page.getByText('没有待办工单').waitFor()
    await page.goto(`${suite.api.url}/department/nobody`)
    await page.getByText('没有编码为 nobody 的部门').waitFor()
  })
})

describe('the analyst', () => {
  it('searches, narrows by facet and brush, opens a document, and finds all of it in the address', async () => {
    const page = await suite.open('/analysis?q=停工', { person: { role: 'analyst', name: '许安', department: '' } })
    await page.locator('.results mark', { hasText: '停工' }).first().waitFor()
    await page.locator('.chart canvas').nth(1).waitFor()
    await page.waitForTimeout(300)
    await shoot(page, 'analysis-light')
    await page.locator('.facets button', { hasText: '住房和城乡建设局' }).click()
    await page.waitForURL(/department=zjj/)
    const chart = await settledBox(page.locator('.chart canvas').first())
    const y = chart.y + chart.height / 2
    await page.mouse.move(chart.x + chart.width * 0.6, y)
    await page.mouse.down()
    await page.mouse.move(chart.x + chart.width * 0.8, y, { steps: 5 })
    await page.mouse.up()
    await page.waitForURL(/from=.*to=/)
    await page.goBack()
    await page.waitForURL((url) => !url.search.includes('from='))
    await page.locator('.results h3 button').first().click()
    await page.getByText('判断与依据').waitFor()
    await page.waitForTimeout(400)
    await shoot(page, 'analysis-document')
    const same = await suite.open(new URL(page.url()).pathname + new URL(page.url()).search)
    await same.getByText('判断与依据').waitFor()
    expect(await text(same, '.el-drawer h4')).toBe(await text(page, '.el-drawer h4'))
  })
  it('sees what is likely to come where the window is open towards it, and nothing where too little is known', async () => {
    const page = await suite.open('/analysis?range=30d', { person: analyst })
    const chart = page.getByRole('img', { name: /预计 6 至 17 条/ })
    await chart.waitFor()
    await shoot(page, 'analysis-ahead')
    await page.goto(`${suite.api.url}/analysis?range=30d&department=zjj`)
    await page
      .getByRole('img', { name: /数量走势，共 \d+ 条$/ })
      .first()
      .waitFor()
    expect(await chart.count()).toBe(0)
    await page.goto(`${suite.api.url}/analysis?from=2026-11-01T00:00:00.000Z&to=2026-11-20T00:00:00.000Z`)
    await page
      .getByRole('img', { name: /数量走势，共 \d+ 条$/ })
      .first()
      .waitFor()
    expect(await chart.count()).toBe(0)
  })
  it('is shown where a query went wrong', async () => {
    const page = await suite.open(`/analysis?q=${encodeURIComponent('停工 AND "延期')}`)
    await page.locator('.fault').waitFor()
    expect(await text(page, '.fault')).toContain('第 8 个字符处：引号没有配对')
    expect(await text(page, '.fault mark')).toBe('"')
    await shoot(page, 'analysis-query-fault')
  })
  it('loads more and exports what is loaded', async () => {
    const page = await suite.open('/analysis?range=all')
    await page.locator('.results li').nth(9).waitFor()
    await page.getByRole('button', { name: '加载更多' }).click()
    await page.locator('.results li').nth(15).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 CSV' }).click(),
    ])
    const parts: Buffer[] = []
    for await (const part of await download.createReadStream()) parts.push(part as Buffer)
    const csv = Buffer.concat(parts).toString('utf8')
    expect(csv.startsWith('\uFEFF编号,')).toBe(true)
    expect(csv).toContain('+08:00')
    expect(csv.trim().split('\r\n')).toHaveLength(21)
  })
  it('learns that search is away while alerts go on', async () => {
    suite.api.mode.searchAway = true
    const page = await suite.open('/analysis')
    await page.getByText('预警与工单不受影响').first().waitFor()
    expect(await text(page, '.problem')).toContain('search_unavailable')
    expect(await text(page, '.partial')).toContain('照常进行')
    await shoot(page, 'analysis-search-away')
    await page.keyboard.press('g')
    await page.keyboard.press('z')
    await rows(page).first().waitFor()
  })
})
