import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readExamples } from '@guanlan/classify'
import type { Ticket } from '@guanlan/contracts'
import { silentLogger } from '@guanlan/kernel'
import { openEmbeddedRecordStore } from '@guanlan/record-store'
import { sampleDocument } from '@guanlan/search-store/contract'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { corrections } from '../src/commands/corrections.js'
import { loadConfigured } from '../src/in-force.js'

const AT = '2026-11-20T08:00:00.000Z'
let data = ''
let said: string[] = []

const by = { kind: 'person', role: 'duty', name: '王值班' } as const
const ticket: Ticket = {
  ticket: 't1',
  version: 1,
  jurisdiction: '330681',
  alert: 'alert-1',
  topic: 't',
  title: '配餐有异味',
  matter: 'school-canteen',
  matterName: '学校食堂卫生',
  domain: 'food-drug',
  level: 'yellow',
  places: [],
  state: 'dispatched',
  department: 'scjg',
  departmentName: '市场监督管理局',
  assistants: [],
  candidates: [{ department: 'jyj', name: '教育体育局', score: 0.8, why: '样例' }],
  clocks: [],
  members: ['a1'],
  returns: 0,
  openedAt: AT,
  changedAt: AT,
  history: [{ at: AT, by, action: 'reassign', from: 'dispatched', to: 'dispatched', department: 'scjg' }],
}

/** A data folder with a ticket that went from 教育 to 市场监管, about one article. */
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'guanlan-corrections-'))
  said = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
  const store = await openEmbeddedRecordStore({ file: join(data, 'records.db'), logger: silentLogger })
  const { article } = sampleDocument({
    id: 'a1',
    title: '配餐有异味',
    body: '午餐的肉发酸',
    matters: ['canteen-hygiene'],
  })
  await store.transaction(async (records) => {
    const place = { seen: AT, published: AT, live: true, revision: 1, copyOf: null } as const
    await records.topicItems.put([{ ...place, article: 'a1', topic: 't', body: article }])
    await records.tickets.put(ticket)
  })
  await store.close()
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(data, { recursive: true })
})
const run = (...args: string[]) => corrections.run([...args, '--data', data])

it('lists what was corrected, and what a reviewer accepts is written as a file of examples', async () => {
  await run('list')
  expect(said.join('\n')).toMatch(
    /待审核 {2}t1 [\s\S]*教育体育局[\s\S]*市场监督管理局，王值班[\s\S]*建议事项：canteen-hygiene/,
  )
  await run('accept', 't1', '--by', '周分析')
  said = []
  await run('list')
  expect(said).toEqual(['没有待审核的更正。'])
  const file = join(data, 'own.txt')
  await run('export', file)
  const matters = new Map(loadConfigured(undefined).office.matters.map((matter) => [matter.code, matter]))
  expect(readExamples(file, readFileSync(file, 'utf8'), matters, false)).toMatchObject([
    { text: '配餐有异味 午餐的肉发酸', matter: 'canteen-hygiene', domain: 'food-drug', lead: 'scjg' },
  ])
  await expect(run('export', file)).rejects.toMatchObject({ code: 'usage' })
})

it('refuses what names no reviewer, no correction, or two verdicts', async () => {
  await expect(run('accept', 't1')).rejects.toMatchObject({ code: 'usage' })
  await expect(run('reject', 't9', '--by', '周分析')).rejects.toMatchObject({ code: 'not_found' })
  await expect(run('accept', 't1', '--by', '周', '--none', '--matter', 'x')).rejects.toMatchObject({ code: 'usage' })
  await expect(run('export')).rejects.toMatchObject({ code: 'usage' })
})
