import { join } from 'node:path'
import { loadScenario, storylineIds } from '@guanlan/service-sample-city'
import { freshFolder, makeStorage, runGuanlan, startFakeReceiver, startGuanlan } from '@guanlan/testkit'
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  openStoresOf,
  readOutcome,
  scenarioByTitle,
  scenarioTime,
  ticketsOf,
  type RunOutcome,
} from '../smoke/outcome.js'
import { runUntil } from '../smoke/run-scenario.js'

const SPEED = '600'
/** In the middle of all three storylines, with items under way. */
const MOVED_HOURS = 5
const END_HOURS = 10.5

let folder: Awaited<ReturnType<typeof freshFolder>>
let receiver: Awaited<ReturnType<typeof startFakeReceiver>>
const path = (name: string): string => join(folder.path, name)

/** What was told before the move and after it: events that were handled stay in the old log. */
async function wholeOutcome(): Promise<{ before: RunOutcome; after: RunOutcome }> {
  const until = scenarioTime(END_HOURS)
  return { before: await readOutcome(path('one'), until), after: await readOutcome(path('servers'), until) }
}

beforeAll(async () => {
  folder = await freshFolder('moving-up')
  receiver = await startFakeReceiver()
})
afterAll(async () => {
  await receiver.close()
  await folder.remove()
})

describe('an office that moves in the middle of its storylines from one process to servers', () => {
  it('goes on there, with no article, ticket or call twice, and nothing missing', { timeout: 600_000 }, async () => {
    const config = await freshFolder('moving-up-config')
    writeFileSync(
      join(config.path, 'channels.yaml'),
      JSON.stringify({ id: 'hook', kind: 'webhook', url: receiver.url, levels: ['red', 'orange', 'yellow', 'blue'] }),
    )
    const args = ['--speed', SPEED, '--config', config.path]
    const one = await startGuanlan({ data: path('one'), shape: 'one', args })
    await expect
      .poll(async () => (await one.get<{ clock: { now: string } }>('/api/v1/status')).clock.now, {
        timeout: 180_000,
        interval: 250,
      })
      .toSatisfy((now: string) => now > scenarioTime(MOVED_HOURS))
    const running = await runGuanlan(['export', '--data', path('one'), '--to', path('early.gz')])
    expect([running.code, running.stderr]).toEqual([2, expect.stringContaining('正被另一个观澜进程使用')])
    expect(await one.stop()).toBe(0)

    const exported = await runGuanlan(['export', '--data', path('one'), '--to', path('office.gz')])
    expect([exported.code, exported.stderr]).toEqual([0, ''])
    const newest = await newestFeed(path('one'))
    await makeStorage(path('servers'))
    const imported = await runGuanlan(['import', '--from', path('office.gz'), '--data', path('servers')])
    expect([imported.code, imported.stdout]).toEqual([0, expect.stringContaining('数目一致')])
    console.log(imported.stdout)
    const again = await runGuanlan(['import', '--from', path('office.gz'), '--data', path('servers')])
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('目标不是空的')])

    const split = await startGuanlan({ data: path('servers'), shape: 'split', args })
    await runUntil(split, scenarioTime(END_HOURS + 1), 300_000)
    const { total } = await split.get<{ total: number }>('/api/v1/search?limit=1')
    expect(await split.stop()).toBe(0)
    await config.remove()

    const { before, after } = await wholeOutcome()
    for (const storyline of storylineIds) {
      expect([storyline, ticketsOf(withArticles(after, before), storyline).length]).toEqual([storyline, 1])
    }
    // Tickets that stood before stand still, and none was opened a second time.
    const ids = new Set(after.tickets.map(({ ticket }) => ticket))
    expect(before.tickets.filter(({ ticket }) => !ids.has(ticket))).toEqual([])
    expect(new Set(after.tickets.map(({ alert }) => alert)).size).toBe(after.tickets.length)
    const { articles } = withArticles(after, before)
    const end = Date.parse(scenarioTime(END_HOURS)) - Date.parse(scenarioTime(0))
    const heard = new Set([...articles.values()].map(({ title }) => title))
    const missing = loadScenario().items.filter(
      (item) => item.title && item.at <= end && !heard.has(item.title) && !/\d{11}/.test(item.title),
    )
    expect(missing.map(({ site, id }) => [site, id])).toEqual([])
    const told = [...articles.values()]
      .filter(({ source }) => source.tier !== 'hotlist')
      .map(({ source, title, body }) => `${source.id}|${title}|${body}`)
    expect(told.filter((text, i) => told.indexOf(text) !== i)).toEqual([])
    expect(total).toBeGreaterThanOrEqual(articles.size)
    // The one process never sends a key twice; a second one after the move would be a call done again.
    const bodies = new Map(receiver.calls.map(({ key, body }) => [key, body]))
    for (const { key, body } of receiver.calls) expect(body).toBe(bodies.get(key))
    const opened = [...bodies.values()]
      .map((body) => JSON.parse(body) as { type: string; alert: { id?: string; alert?: string } })
      .filter(({ type }) => type === 'alert.raised')
      .map(({ alert }) => JSON.stringify([alert.alert, alert.id]))
    expect(new Set(opened).size).toBe(opened.length)
    expect(await newestFeed(path('servers'))).toBeGreaterThan(newest)
    expect(scenarioByTitle().size).toBeGreaterThan(100)
  })

  it('comes back into a folder', async () => {
    const exported = await runGuanlan(['export', '--data', path('servers'), '--to', path('back.gz')])
    expect([exported.code, exported.stderr]).toEqual([0, ''])
    const imported = await runGuanlan(['import', '--from', path('back.gz'), '--data', path('back')])
    expect([imported.code, imported.stdout]).toEqual([0, expect.stringContaining('数目一致')])
    const until = scenarioTime(END_HOURS)
    const [there, back] = [await readOutcome(path('servers'), until), await readOutcome(path('back'), until)]
    expect(back.tickets).toEqual(there.tickets)
    expect(back.topicOfArticle).toEqual(there.topicOfArticle)
    expect(await newestFeed(path('back'))).toBe(await newestFeed(path('servers')))
  })
})

const withArticles = (outcome: RunOutcome, earlier: RunOutcome): RunOutcome => ({
  ...outcome,
  articles: new Map([...earlier.articles, ...outcome.articles]),
})

async function newestFeed(data: string): Promise<number> {
  const stores = await openStoresOf(data)
  try {
    return await stores.recordStore.records.feed.newest()
  } finally {
    await stores.close()
  }
}
