import { DAY, HOUR, toInstant } from '@guanlan/kernel'
import { sourceConfigSchema } from '@guanlan/contracts'
import { text } from '@guanlan/testkit'
import { describe, expect, it } from 'vitest'
import { slotsBy } from '../src/habit.js'
import { newRow } from '../src/source-rows.js'
import { watchPushed } from '../src/watch-pushed.js'
import { openDesk, openStore, start, startWeb } from './harness.js'

const slotOf = slotsBy(() => true)

describe('a source that answers and says nothing any more', () => {
  it('is silent against its own habit, is told so once, and is healthy again with its next item', async () => {
    let items: string[] = []
    const web = await startWeb({
      '/feed.xml': (request, response) =>
        text(
          `<rss version="2.0"><channel>${items.map((id) => `<item><guid>${id}</guid><title>第${id}条</title></item>`).join('')}</channel></rss>`,
        )(request, response),
    })
    const desk = await openDesk(web, { kind: 'feed', url: `${web.origin}/feed.xml`, every: '1h' })
    // Ten days with something every three hours: a habit.
    for (let hour = 0; hour < 240; hour += 3) {
      items = [String(hour)]
      await desk.visit()
      desk.clock.advance(3 * HOUR)
    }
    expect((await desk.row()).state).toMatchObject({ health: 'healthy' })
    await desk.announced()
    let quiet = 0
    while ((await desk.row()).state.health === 'healthy' && quiet < 100) {
      await desk.visit()
      desk.clock.advance(HOUR)
      quiet += 1
    }
    expect(quiet).toBeGreaterThan(10)
    expect(quiet).toBeLessThan(40)
    await desk.visit()
    expect(await desk.announced()).toHaveLength(1)
    expect((await desk.row()).state).toMatchObject({ health: 'silent', problem: { code: 'source_silent' } })
    items = ['new']
    await desk.visit()
    expect((await desk.row()).state.health).toBe('healthy')
    expect((await desk.row()).state.problem).toBeUndefined()
  })
})

describe('a source that pushes', () => {
  it('is silent when its pushes stop, and left alone before it has a habit', async () => {
    const store = await openStore()
    const source = sourceConfigSchema.parse({ id: 'hotline', name: '热线', kind: 'push' })
    const said = async (ms: number) =>
      store.transaction(async (records) => {
        const row = (await records.sources.get('hotline')) ?? newRow(source)
        const state = {
          ...row.state,
          health: 'healthy' as const,
          version: row.state.version + 1,
          lastItemAt: toInstant(ms),
        }
        await records.sources.put({ ...row, state })
      })
    const healthOf = async () => (await store.records.sources.get('hotline'))?.state.health
    for (let hour = 0; hour < 9 * 24; hour += 1) {
      await said(start + hour * HOUR)
      await watchPushed(store, [source], start + hour * HOUR + 60_000, slotOf)
    }
    expect(await healthOf()).toBe('healthy')
    await watchPushed(store, [source], start + 9 * DAY + 2 * HOUR, slotOf)
    expect(await healthOf()).toBe('healthy')
    await watchPushed(store, [source], start + 9 * DAY + 12 * HOUR, slotOf)
    expect(await healthOf()).toBe('silent')
    const version = (await store.records.sources.get('hotline'))?.state.version
    await watchPushed(store, [source], start + 9 * DAY + 13 * HOUR, slotOf)
    expect((await store.records.sources.get('hotline'))?.state.version).toBe(version)
  })
})
