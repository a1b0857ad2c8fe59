import { describe, expect, it } from 'vitest'
import { readinessOf, storeParts } from '../../src/index.js'

describe('what /readyz answers', () => {
  it('names every part, well or not', () => {
    expect(readinessOf(storeParts, [])).toEqual({
      ready: true,
      parts: storeParts.map((part) => ({ part, ready: true })),
    })
  })

  it('says why a part is not well, and names one that was not asked for', () => {
    const troubles = [
      { part: 'event-log', message: '事件日志无法访问', code: 'log_unavailable' as const },
      { part: 'crawler', message: '停了' },
    ]
    expect(readinessOf(['event-log', 'record-store'], troubles)).toEqual({
      ready: false,
      parts: [
        { part: 'event-log', ready: false, reason: '事件日志无法访问', code: 'log_unavailable' },
        { part: 'record-store', ready: true },
        { part: 'crawler', ready: false, reason: '停了' },
      ],
    })
  })
})
