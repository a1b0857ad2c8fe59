import { sourceConfigSchema } from '@guanlan/contracts'
import { AppError, toInstant } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { healthAfterFailure, healthAfterVisit } from '../src/judge-health.js'
import { newHabit } from '../src/habit.js'
import { recall, memoryOf } from '../src/memory.js'
import { dueAfterFailure, intervalOf, whenWelcome } from '../src/plan-next.js'
import { registerSources } from '../src/register-sources.js'
import { adjustedRow, newRow, retiredRow } from '../src/source-rows.js'
import { isGivenUp, withTrouble, type Troubles } from '../src/troubles.js'
import { latestReplyMark } from '../src/wanted-links.js'
import { openStore } from './harness.js'

const now = '2026-11-16T02:00:00.000Z'
const later = '2026-11-16T03:00:00.000Z'
const source = sourceConfigSchema.parse({ id: 'a', name: '甲', kind: 'feed', url: 'http://a.example/rss' })

describe('health', () => {
  it('is slow when an answer took eight seconds, and says how long', () => {
    expect(healthAfterVisit(7_999, { health: 'unknown' }, now)).toEqual({ health: 'healthy' })
    expect(healthAfterVisit(12_300, { health: 'healthy' }, now)).toMatchObject({
      health: 'slow',
      problem: { message: '响应缓慢，最慢一次 12.3 秒' },
    })
  })

  it('counts a page that is not found as gone only after the third time', () => {
    const missing = new AppError('http_status', 'x', { status: 404 })
    expect(healthAfterFailure(missing, 2, { health: 'healthy' }, now).health).toBe('failing')
    expect(healthAfterFailure(missing, 3, { health: 'failing' }, now).health).toBe('gone')
  })

  it('keeps the beginning of a problem that goes on, and begins anew with another one', () => {
    const first = healthAfterFailure(new AppError('dns_failed', 'x'), 1, { health: 'healthy' }, now)
    expect(healthAfterFailure(new AppError('dns_failed', 'x'), 2, first, later).problem?.since).toBe(now)
    expect(healthAfterFailure(new AppError('tls_failed', 'x'), 2, first, later).problem?.since).toBe(later)
  })
})

describe('the next visit', () => {
  it('is put off by no more than a day, whatever a server asks for', () => {
    const asked = new AppError('http_status', 'x', { status: 503, retryAfterMs: 1e12 })
    expect(dueAfterFailure(0, 60_000, 1, asked)).toBe(toInstant(86_400_000))
  })
})

describe('hours in which a feed wants nobody', () => {
  const weekend = { ttl: undefined, skipHours: [2, 3], skipDays: [0, 6] }
  it('put the visit off, to the same minute of the first hour that is welcome', () => {
    expect(whenWelcome('2026-11-16T02:17:00.000Z', weekend)).toBe('2026-11-16T04:17:00.000Z')
    expect(whenWelcome('2026-11-16T04:17:00.000Z', weekend)).toBe('2026-11-16T04:17:00.000Z')
    expect(whenWelcome('2026-11-20T23:59:59.000Z', weekend)).toBe('2026-11-20T23:59:59.000Z')
    expect(whenWelcome('2026-11-21T02:30:00.000Z', weekend)).toBe('2026-11-23T00:30:00.000Z')
  })
  it('do not blind the office when they are all hours or all days', () => {
    const never = { ttl: undefined, skipHours: [], skipDays: [0, 1, 2, 3, 4, 5, 6] }
    expect(whenWelcome('2026-11-16T02:17:00.000Z', never)).toBe('2026-11-16T02:17:00.000Z')
  })
})

describe('the interval', () => {
  const source = { every: 300_000 }
  it('is that of the file while a source speaks, or while its habit is unknown', () => {
    expect(intervalOf(source, null, false)).toBe(300_000)
    expect(intervalOf(source, 0.5, false)).toBe(300_000)
    expect(intervalOf(source, 0.001, true)).toBe(300_000)
  })
  it('grows in proportion as a source seldom speaks, up to six times or what the file says', () => {
    expect(intervalOf(source, 0.25, false)).toBe(600_000)
    expect(intervalOf(source, 0.01, false)).toBe(1_800_000)
    expect(intervalOf({ every: 300_000, slowest: 7_200_000 }, 0.01, false)).toBe(7_200_000)
    expect(intervalOf({ every: 86_400_000 }, 0.01, false)).toBe(86_400_000)
  })
  it('is as long as a feed says its answer stays good, within what the file allows', () => {
    expect(intervalOf(source, null, true, 900_000)).toBe(900_000)
    expect(intervalOf(source, null, true, 60_000)).toBe(300_000)
    expect(intervalOf(source, null, true, 86_400_000)).toBe(1_800_000)
    expect(intervalOf({ every: 300_000, slowest: 300_000 }, null, true, 86_400_000)).toBe(300_000)
  })
})

describe('memory', () => {
  it('comes back as it was kept, and anything else counts as none', () => {
    const memory = {
      troubles: withTrouble(new Map(), 'x'),
      resume: { url: 'http://a.example/2', page: 2 },
      habit: newHabit(5),
      pace: { ttl: 60_000, skipHours: [16], skipDays: [] },
    }
    expect(recall(JSON.parse(JSON.stringify(memoryOf(memory))))).toEqual(memory)
    for (const odd of [
      null,
      'x',
      { pace: { ttl: 'x' } },
      { troubles: 5, resume: {} },
      { troubles: [[1, 2], 'x'], habit: { hours: [1] } },
    ])
      expect(recall(odd)).toEqual({ troubles: new Map(), resume: null, habit: null, pace: null })
  })

  it('gives a page up after three failures and forgets the oldest of too many', () => {
    let troubles: Troubles = new Map()
    for (let i = 0; i < 3; i += 1) troubles = withTrouble(troubles, 'bad')
    expect(isGivenUp(troubles, 'bad')).toBe(true)
    for (let i = 0; i < 300; i += 1) troubles = withTrouble(troubles, `page-${i}`)
    expect(troubles.size).toBe(300)
    expect(isGivenUp(troubles, 'bad')).toBe(false)
  })
})

describe('the mark of a thread', () => {
  it('is its latest reply, once that minute is over', () => {
    const link = { url: 'http://a.example/t', title: 't', published: now }
    expect(latestReplyMark(link, Date.parse(now) + 60_000)).toBe(now)
    expect(latestReplyMark(link, Date.parse(now) + 59_999)).toBeNull()
    expect(latestReplyMark({ ...link, published: undefined }, 0)).toBe('')
  })
})

describe('rows of sources', () => {
  it('follow the configuration: moved sources begin anew, renamed ones go on', () => {
    const row = { ...newRow(source), due: later, etag: '"1"', failuresInARow: 3 }
    expect(adjustedRow(row, source)).toBeNull()
    expect(adjustedRow(row, { ...source, name: '乙' })).toMatchObject({
      due: later,
      etag: '"1"',
      state: { name: '乙', version: 2 },
    })
    const moved = adjustedRow(row, sourceConfigSchema.parse({ ...raw, url: 'http://b.example/rss' }))
    expect(moved).toMatchObject({
      etag: null,
      failuresInARow: 0,
      state: { url: 'http://b.example/rss', health: 'unknown' },
    })
    expect(moved?.due.startsWith('0000')).toBe(true)
  })

  it('go off and on again with the switch', () => {
    const off = adjustedRow(newRow(source), { ...source, enabled: false })
    expect(off).toMatchObject({ state: { health: 'off' }, due: '9999-12-31T23:59:59.999Z' })
    expect(off && adjustedRow(off, source)).toMatchObject({ state: { health: 'unknown' } })
    expect(retiredRow(newRow(source))).toMatchObject({ state: { health: 'off' } })
    expect(off && retiredRow(off)).toBeNull()
  })

  it('are there for the desk before the first visit, also of what is pushed, and go off when no file names them', async () => {
    const store = await openStore()
    const pushed = sourceConfigSchema.parse({ id: 'p', name: '热线', kind: 'push' })
    const healthOf = async () => (await store.records.sources.list()).map(({ state }) => [state.source, state.health])
    await registerSources(store, [source, pushed], 'me', now)
    expect(await healthOf()).toEqual([
      ['a', 'unknown'],
      ['p', 'unknown'],
    ])
    await registerSources(store, [pushed], 'me', later)
    expect(await healthOf()).toEqual([
      ['a', 'off'],
      ['p', 'unknown'],
    ])
  })
})

const raw = { id: 'a', name: '甲', kind: 'feed' as const }
