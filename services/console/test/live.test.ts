import type { Alert, Level } from '@guanlan/contracts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRinging } from '../src/live/ringing.js'
import { shareStream, type Sharing } from '../src/live/shared-stream.js'
import { startStream, WATCHDOG, type Source, type StreamEvent } from '../src/live/stream.js'

/** An EventSource under the test's hand. */
class FakeSource implements Source {
  closed = false
  readonly url: string
  readonly #listeners = new Map<string, (event: { data: string; lastEventId: string }) => void>()
  constructor(url: string) {
    this.url = url
  }
  addEventListener(type: string, listener: (event: { data: string; lastEventId: string }) => void): void {
    this.#listeners.set(type, listener)
  }
  close(): void {
    this.closed = true
  }
  say(type: string, data: unknown, id = ''): void {
    this.#listeners.get(type)?.({ data: JSON.stringify(data), lastEventId: id })
  }
}
const beat = (lastEventId: number) => ({ now: '2026-11-22T12:00:00.000Z', speed: 1, sample: false, lastEventId })

function bench() {
  const sources: FakeSource[] = []
  const events: StreamEvent[] = []
  const open = (url: string): Source => {
    const source = new FakeSource(url)
    sources.push(source)
    return source
  }
  const last = (): FakeSource => {
    const source = sources.at(-1)
    if (!source) throw new Error('no connection was opened')
    return source
  }
  return { sources, events, open, last, emit: (event: StreamEvent) => events.push(event) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the live stream', () => {
  it('resumes after the last id that it delivered, and delivers none twice', () => {
    const { sources, events, open, last, emit } = bench()
    startStream({ open, emit, after: 7 })
    expect(last().url).toBe('/api/v1/events?after=7')
    last().say('hello', beat(7))
    last().say('alert', { alert: 'a' }, '8')
    last().say('error', null)
    expect(events.at(-1)).toEqual({ type: 'down' })
    vi.advanceTimersByTime(1_000)
    expect(sources).toHaveLength(2)
    expect(last().url).toBe('/api/v1/events?after=8')
    last().say('alert', { alert: 'a' }, '8')
    last().say('alert', { alert: 'b' }, '9')
    expect(events.filter((event) => event.type === 'message').map((event) => event.id)).toEqual([8, 9])
  })
  it('counts as gone after 35 s without a sign of life', () => {
    const { events, open, last, emit } = bench()
    startStream({ open, emit, after: 0 })
    last().say('hello', beat(0))
    vi.advanceTimersByTime(WATCHDOG - 1)
    last().say('heartbeat', beat(0))
    vi.advanceTimersByTime(WATCHDOG - 1)
    expect(events.some((event) => event.type === 'down')).toBe(false)
    vi.advanceTimersByTime(1)
    expect(events.at(-1)).toEqual({ type: 'down' })
  })
  it('waits longer from try to try, and not at all when asked', () => {
    const { sources, open, last, emit } = bench()
    const stream = startStream({ open, emit, after: 0 })
    for (const wait of [1_000, 2_000, 4_000]) {
      const count = sources.length
      last().say('error', null)
      vi.advanceTimersByTime(wait - 1)
      expect(sources).toHaveLength(count)
      vi.advanceTimersByTime(1)
      expect(sources).toHaveLength(count + 1)
    }
    last().say('error', null)
    stream.retry()
    expect(sources).toHaveLength(5)
    stream.stop()
    expect(last().closed).toBe(true)
  })
  it('starts from the newest id after a reset, and bears what is no JSON', () => {
    const { events, open, last, emit } = bench()
    const stream = startStream({ open, emit, after: 3 })
    last().say('reset', beat(900))
    expect(events.at(-1)).toMatchObject({ type: 'reset' })
    expect(stream.lastId()).toBe(900)
    last().say('alert', undefined, '901')
    expect(events.filter((event) => event.type === 'message')).toEqual([])
  })
})

describe('one stream for all tabs', () => {
  /** Two tabs of one browser: one lock, one channel. */
  function browser() {
    const channels: { hear: (message: { data: unknown }) => void }[] = []
    const queue: (() => Promise<void>)[] = []
    let busy = false
    const next = (): void => {
      if (busy) return
      const held = queue.shift()
      if (!held) return
      busy = true
      void held().then(() => {
        busy = false
        next()
      })
    }
    const sharing = (): Sharing => ({
      locks: {
        request: (_name, _options, held) => {
          queue.push(held)
          next()
          return Promise.resolve()
        },
      },
      channel: () => {
        const own = {
          hear: (_message: { data: unknown }): void => undefined,
          addEventListener: (_type: string, listener: (message: { data: unknown }) => void) => (own.hear = listener),
          postMessage: (data: unknown) => send(own, data),
          close: () => undefined,
        }
        channels.push(own)
        return own as unknown as BroadcastChannel
      },
    })
    const send = (from: unknown, data: unknown): void => {
      for (const channel of channels) if (channel !== from) channel.hear({ data })
    }
    return { sharing }
  }
  it('gives every tab every message from one connection, and goes on without a gap when the leading tab closes', async () => {
    const { sharing } = browser()
    const [one, two] = [bench(), bench()]
    const first = shareStream(sharing(), one.open, one.emit)
    const second = shareStream(sharing(), two.open, two.emit)
    first.start(10)
    second.start(10)
    expect([one.sources.length, two.sources.length]).toEqual([1, 0])
    one.last().say('alert', { alert: 'a' }, '11')
    one.last().say('alert', { alert: 'b' }, '12')
    const ids = (events: StreamEvent[]) => events.flatMap((event) => (event.type === 'message' ? [event.id] : []))
    expect([ids(one.events), ids(two.events)]).toEqual([
      [11, 12],
      [11, 12],
    ])
    first.stop()
    await vi.advanceTimersByTimeAsync(0)
    expect(two.last().url).toBe('/api/v1/events?after=12')
  })
  it('keeps what was said before a tab was ready', () => {
    const { sharing } = browser()
    const [one, two] = [bench(), bench()]
    const first = shareStream(sharing(), one.open, one.emit)
    first.start(10)
    const second = shareStream(sharing(), two.open, two.emit)
    one.last().say('alert', { alert: 'old' }, '11')
    one.last().say('alert', { alert: 'new' }, '12')
    second.start(11)
    expect(two.events.map((event) => (event.type === 'message' ? event.id : event.type))).toEqual([12])
  })
})

describe('ringing', () => {
  const alert = (id: string, level: Level, state = 'open') =>
    ({ alert: id, level, highest: level, state }) as unknown as Alert
  it('is silent about what stood there when the page opened, and about what was known before an outage', () => {
    const ringing = createRinging()
    ringing.seed([alert('old', 'red')])
    expect(ringing.due([alert('old', 'red')], 0)).toBeUndefined()
    expect(ringing.due([alert('old', 'red'), alert('new', 'yellow')], 1_000)).toBe('yellow')
    expect(ringing.due([alert('old', 'red'), alert('new', 'yellow')], 999_000)).toBeUndefined()
  })
  it('repeats red until it is confirmed, and speaks again when a level rises', () => {
    const ringing = createRinging()
    ringing.seed([])
    expect(ringing.due([alert('a', 'orange')], 0)).toBe('orange')
    expect(ringing.due([alert('a', 'orange')], 30_000)).toBeUndefined()
    expect(ringing.due([alert('a', 'red')], 31_000)).toBe('red')
    expect(ringing.due([alert('a', 'red')], 37_000)).toBe('red')
    expect(ringing.due([alert('a', 'red', 'acknowledged')], 50_000)).toBeUndefined()
    expect(ringing.due([alert('a', 'red', 'acknowledged')], 90_000)).toBeUndefined()
  })
})
