import { afterEach, describe, expect, it, vi } from 'vitest'
import { repeat, type Repetition } from '../../src/index.js'

const HOUR = 3_600_000
const running: Repetition[] = []
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop()
  vi.useRealTimers()
})

/** Work that takes until it is let go; counts how often it began and how many ran at once. */
function slowWork() {
  let finish: () => void = () => {}
  let atOnce = 0
  const seen = { begun: 0, most: 0 }
  const work = async () => {
    seen.begun += 1
    atOnce += 1
    seen.most = Math.max(seen.most, atOnce)
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    atOnce -= 1
  }
  const letGo = async () => {
    finish()
    await breath()
  }
  return { seen, work, letGo }
}
const breath = () => new Promise<void>((resolve) => setImmediate(resolve))
const start = (intervalMs: number, work: () => Promise<void>, onError: (error: unknown) => void = () => {}) => {
  const repetition = repeat(intervalMs, work, onError)
  running.push(repetition)
  return repetition
}

describe('repeat', () => {
  it('begins at once and again whenever the interval has passed since the last end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const work = vi.fn(() => Promise.resolve())
    start(1_000, work)
    await vi.advanceTimersByTimeAsync(0)
    expect(work).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(999)
    expect(work).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(work).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(3_000)
    expect(work).toHaveBeenCalledTimes(5)
  })

  it('never runs two at once, however often it is nudged, and takes nudges in between as one', async () => {
    const { seen, work, letGo } = slowWork()
    const repetition = start(HOUR, work)
    for (let i = 0; i < 5; i += 1) repetition.nudge()
    expect(seen).toEqual({ begun: 1, most: 1 })
    await letGo()
    expect(seen).toEqual({ begun: 2, most: 1 })
    await letGo()
    expect(seen).toEqual({ begun: 2, most: 1 })
    repetition.nudge()
    await breath()
    expect(seen).toEqual({ begun: 3, most: 1 })
    await letGo()
  })

  it('hands on what the work throws and goes on', async () => {
    const problems: unknown[] = []
    let times = 0
    const boom = new Error('boom')
    const repetition = start(
      HOUR,
      () => {
        times += 1
        return times === 1 ? Promise.reject(boom) : Promise.resolve()
      },
      (error) => problems.push(error),
    )
    await breath()
    repetition.nudge()
    await breath()
    expect({ times, problems }).toEqual({ times: 2, problems: [boom] })
  })

  it('waits at its stop for what runs, and begins nothing more', async () => {
    const { seen, work, letGo } = slowWork()
    const repetition = start(0, work)
    let stopped = false
    const stop = repetition.stop().then(() => {
      stopped = true
    })
    repetition.nudge()
    await breath()
    expect(stopped).toBe(false)
    await letGo()
    await stop
    repetition.nudge()
    await breath()
    expect(seen.begun).toBe(1)
  })

  it('stops at once while it waits for its interval', async () => {
    const work = vi.fn(() => Promise.resolve())
    const repetition = start(HOUR, work)
    await breath()
    await repetition.stop()
    expect(work).toHaveBeenCalledTimes(1)
  })
})
