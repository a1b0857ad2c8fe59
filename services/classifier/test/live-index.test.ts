import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { classify, type ReadableArticle } from '@guanlan/classify'
import { silentLogger, unwrap } from '@guanlan/kernel'
import { openEmbeddedRecordStore, type RecordStore } from '@guanlan/record-store'
import { loadOffice, ruleDesk, textsOf } from '@guanlan/runtime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLiveIndex, type LiveIndex } from '../src/index.js'

const whole = unwrap(loadOffice({ shipped: fileURLToPath(new URL('../../../config/office', import.meta.url)) })).office
const MATTER = 'wage-arrears'
// A handful of matters compile in no time; the rest of the office is as shipped.
const office = { ...whole, matters: whole.matters.filter(({ code }) => [MATTER, 'canteen-hygiene'].includes(code)) }
const file = textsOf(office.matters.find(({ code }) => code === MATTER) ?? { rules: [], hints: [] })
const SOON = 20

let folder: string
let recordStore: RecordStore
let live: LiveIndex | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-rules-'))
  recordStore = await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger: silentLogger })
})
afterEach(async () => {
  await live?.stop()
  await recordStore.close()
  await rm(folder, { recursive: true })
})
const open = async () => (live = await openLiveIndex({ office, recordStore, logger: silentLogger }, SOON))
const publish = (seen: number, rules: string[]) =>
  recordStore.transaction((records) =>
    ruleDesk.publish(records, MATTER, seen, {
      by: '周衡',
      at: '2026-11-20T08:00:00.000Z',
      reason: '试',
      texts: { rules, hints: [] },
      file,
    }),
  )
const post: ReadableArticle = {
  title: '骑手团长卷款跑路，站点押薪两个月不给',
  body: '我们三十多名骑手讨要薪水，站长推脱不管，请领导帮帮我们',
  source: { name: '暨阳论坛', tier: 'forum', place: '330681' },
}
const ruled = (index: LiveIndex): boolean =>
  classify(post, index.current()).matters.some(({ evidence }) => evidence.some(({ by }) => by === `rule:${MATTER}/1`))

describe('published rules', () => {
  it('judge what comes after, without a restart', async () => {
    const index = await open()
    const before = index.current()
    expect(ruled(index)).toBe(false)
    await publish(0, ['骑手 押薪'])
    await expect.poll(() => index.current() !== before, { timeout: 10_000 }).toBe(true)
    expect(ruled(index)).toBe(true)
  })

  it('judge from the first article on after a restart', async () => {
    await publish(0, ['骑手 押薪'])
    expect(ruled(await open())).toBe(true)
  })

  it('that do not compile leave the others at work', async () => {
    await publish(0, ['骑手 押薪'])
    const index = await open()
    const before = index.current()
    await publish(1, ['骑手 (('])
    await new Promise((done) => setTimeout(done, 10 * SOON))
    expect(index.current()).toBe(before)
    await index.stop()
    expect(ruled(await open())).toBe(false)
  })
})
