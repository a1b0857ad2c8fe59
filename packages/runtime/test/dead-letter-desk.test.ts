import { topicOf } from '@guanlan/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDeadLetterDesk, defineStation, done, emit, runStateless, type RunningService } from '../src/index.js'
import { articleOf, collected, openRiver, publish, until } from './river.js'

let river: Awaited<ReturnType<typeof openRiver>>
let service: RunningService | null = null
beforeEach(async () => {
  river = await openRiver()
})
afterEach(async () => {
  await service?.stop(2_000)
  await river.close()
})

describe('the desk of dead letters', () => {
  it('shows what was set aside, hands it to its station again, and says that it did', async () => {
    let mended = false
    const labels = { matters: [], domains: [], places: [], candidates: [], sentiment: 0, urgency: 0, signals: [] }
    const station = defineStation<'classifier', null, { trace: string }>({
      name: 'classifier',
      start: (event) => ({ trace: event.trace }),
      steps: () => [
        {
          name: 'fail until mended',
          run(work) {
            if (!mended) throw new Error('broken')
            return done(work)
          },
        },
        emit('article.classified', {
          key: (work: { trace: string }) => work.trace,
          body: (work) => ({ ...articleOf(work.trace), labels }),
        }),
      ],
    })
    service = await runStateless(station, null, river)
    await publish(river.eventLog, 'article.collected', [collected('a1')])
    const desk = createDeadLetterDesk(river.eventLog, river.recordStore)
    const [letter] = await until(async () => {
      const list = await desk.list({ limit: 10, waiting: true })
      return list.length > 0 ? list : null
    })
    expect(letter).toMatchObject({
      group: 'classifier',
      topic: 'article.collected.v1',
      code: 'handler_failed',
      message: 'broken',
    })
    expect(await desk.count()).toBe(1)
    mended = true
    await desk.replay(letter?.id ?? '')
    await until(async () => {
      const pages = await Promise.all(
        [0, 1, 2, 3].map((partition) => river.eventLog.read(topicOf('article.classified'), { partition, limit: 10 })),
      )
      return pages.flat().length === 1
    })
    expect(await desk.count()).toBe(0)
    expect((await desk.show(letter?.id ?? '')).replayedAt).toBeDefined()
    await expect(desk.replay('none')).rejects.toMatchObject({ code: 'not_found' })
  })
})
