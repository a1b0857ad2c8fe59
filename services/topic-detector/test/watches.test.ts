import { burstsFact, type Burst } from '@guanlan/contracts'
import { unwrap } from '@guanlan/kernel'
import { baseDictionary, createBoundaryFinder } from '@guanlan/text'
import { describe, expect, it } from 'vitest'
import { compileWatches } from '../src/watches.js'
import { openBench, sighted } from './support.js'

const DAY = 1_440
const boundaries = () => createBoundaryFinder(baseDictionary())
const watches = [{ id: 'plant', name: '城北水厂', rule: '城北水厂 OR 城北自来水' }]

describe('words that the office watches', () => {
  it('are rules over title and body; without any nothing is made ready', () => {
    const { caught, get } = unwrap(compileWatches(watches, boundaries))
    expect(caught({ title: '停水', body: '城北水厂又出事' })).toEqual(['plant'])
    expect(caught({ title: '停水', body: '城南水厂又出事' })).toEqual([])
    expect(get('plant')?.name).toBe('城北水厂')
    const none = () => {
      throw new Error('not asked for')
    }
    expect(unwrap(compileWatches([], none)).caught({ title: '城北水厂', body: '' })).toEqual([])
    const broken = compileWatches([{ id: 'x', name: 'x', rule: '(' }], boundaries)
    expect(broken.ok ? '' : broken.error.message).toMatch(/^watches\.yaml x：/)
  })

  it('are told by name when much more comes of them than usual, also across a kill', async () => {
    const bench = await openBench({}, { watches: unwrap(compileWatches(watches, boundaries)) })
    const open = () => bench.store.records.facts.get<Burst[]>(burstsFact)
    const calm = Array.from({ length: 6 }, (_, day) =>
      sighted(`d${day}`, `${day + 1}号路灯工程队还欠着钱`, { minute: day * DAY + 60, live: false }),
    )
    const streets = ['东街', '西街', '南门', '北门', '桥头', '渡口', '山脚', '湖边', '学校旁', '菜场']
    const outcry = streets.map((street, n) =>
      sighted(`x${n}`, `${street}家里的水发黄`, {
        minute: 6 * DAY + 120 + n * 3,
        body: `都是城北水厂供的，${street}这一带`,
      }),
    )
    await bench.handle(calm)
    await bench.handle(outcry.slice(0, 5))
    await bench.kill()
    await bench.handle(outcry.slice(5))
    const watched = ((await open()) ?? []).find((burst) => burst.watched)
    expect(watched).toMatchObject({ watched: watches[0], domain: null, town: null })
    expect(watched?.voices).toBeGreaterThanOrEqual(8)
    await bench.close()
  })
})
