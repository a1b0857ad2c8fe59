import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRetryAfter, retryDelay, retrySchedule, signWebhook } from '../src/index.js'

describe('the schedule', () => {
  it('waits longer each time, never more than an hour, and gives up after the twelfth', () => {
    const waits = Array.from({ length: 12 }, (_, n) => retryDelay(n + 1))
    expect(waits.slice(0, 4)).toEqual([5_000, 15_000, 45_000, 135_000])
    expect(waits.slice(6)).toEqual([3_600_000, 3_600_000, 3_600_000, 3_600_000, 3_600_000, null])
  })

  it('keeps what the receiver asked for, within the hour', () => {
    expect(retryDelay(1, 20_000)).toBe(20_000)
    expect(retryDelay(3, 1_000)).toBe(45_000)
    expect(retryDelay(1, 86_400_000)).toBe(retrySchedule.longest)
  })

  it('never grows shorter and stays within its bounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.option(fc.nat(10_000_000)), (attempts, asked) => {
        const wait = retryDelay(attempts, asked)
        const next = retryDelay(attempts + 1, asked)
        expect(wait === null).toBe(attempts >= retrySchedule.attempts)
        if (wait === null) return
        expect(wait).toBeGreaterThanOrEqual(retrySchedule.first)
        expect(wait).toBeLessThanOrEqual(retrySchedule.longest)
        if (next !== null) expect(next).toBeGreaterThanOrEqual(wait)
      }),
    )
  })
})

describe('Retry-After', () => {
  it('reads seconds and dates, and nothing else', () => {
    const now = Date.UTC(2026, 10, 23)
    expect(parseRetryAfter('120', now)).toBe(120_000)
    expect(parseRetryAfter('Mon, 23 Nov 2026 00:00:30 GMT', now)).toBe(30_000)
    expect(parseRetryAfter('Mon, 23 Nov 2020 00:00:30 GMT', now)).toBe(0)
    expect(parseRetryAfter('soon', now)).toBeNull()
    expect(parseRetryAfter(undefined, now)).toBeNull()
  })
})

describe('the signature', () => {
  it('is that of the Standard Webhooks reference', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    const signature = signWebhook(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}')
    expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })
})
