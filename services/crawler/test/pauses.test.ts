import { ok, steadyClock } from '@guanlan/kernel'
import type { Fetcher } from '@guanlan/fetcher'
import { describe, expect, it } from 'vitest'
import { fetchFor, newCount, visitTime, type Visit } from '../src/visit.js'
import { sourceOf, start } from './harness.js'

const MINUTE = 60_000

/** A visit that began a while ago, of a host that wants this pause between two requests. */
function visitOf(beganAgo: number, hostDelay: number): Visit {
  const answer = {
    status: 200,
    notModified: false,
    url: 'http://a.example/',
    contentType: undefined,
    etag: undefined,
    lastModified: undefined,
    bytes: new Uint8Array(10),
    ms: 5,
    hostDelay,
  }
  return {
    source: sourceOf({ id: 's', name: '来源', kind: 'list', url: 'http://a.example/' }),
    clock: { now: () => start },
    signal: new AbortController().signal,
    fetcher: { fetch: async () => ok(answer), close: async () => undefined } satisfies Fetcher,
    validators: { etag: null, lastModified: null },
    troubles: new Map(),
    resume: null,
    beganMs: steadyClock.now() - beganAgo,
    seen: async () => new Map(),
    count: newCount(hostDelay),
  }
}
const goesOn = async (beganAgo: number, hostDelay: number): Promise<boolean> =>
  (await fetchFor(visitOf(beganAgo, hostDelay), 'http://a.example/1')).ok

describe('a host that wants long pauses', () => {
  it('gets visits in which a page is read after the list, instead of one list after the other', async () => {
    expect(await goesOn(5 * MINUTE, 5 * MINUTE)).toBe(true)
    expect(await goesOn(9 * MINUTE, 5 * MINUTE)).toBe(true)
    expect(await goesOn(11 * MINUTE, 5 * MINUTE)).toBe(false)
    // The wait before the first request, two pauses, and the time of an answer.
    expect(visitTime(5 * MINUTE)).toBeGreaterThan(15 * MINUTE)
  })

  it('takes nothing from the others: their visits end within a minute or so', async () => {
    expect(await goesOn(60_000, 5_000)).toBe(true)
    expect(await goesOn(71_000, 5_000)).toBe(false)
  })

  it('is remembered for the visit under way from its first answer on', async () => {
    const visit = visitOf(0, 2 * MINUTE)
    visit.count.hostDelay = 0
    await fetchFor(visit, 'http://a.example/')
    expect(visit.count).toMatchObject({ requests: 1, bytes: 10, slowestMs: 5, hostDelay: 2 * MINUTE })
  })
})
