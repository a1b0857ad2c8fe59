import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Level } from '@guanlan/contracts'
import { silentLogger } from '@guanlan/kernel'
import { openEmbeddedRecordStore, type RecordStore } from '@guanlan/record-store'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { restChannel, takeWithin } from '../src/call-room.js'
import { minute } from './river.js'

const T = 1_790_000_000_000
const limits = [{ most: 20, perMs: 60_000 }]
let folder: string
let store: RecordStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-room-'))
  store = await openEmbeddedRecordStore({ file: join(folder, 'records.db'), logger: silentLogger })
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

const facts = (alert: string, level: Level) => ({
  alert,
  level,
  title: `${alert}停水`,
  matterName: '供水',
  items: 4,
  voices: 3,
  ticket: null,
  places: [{ name: '枫桥镇' }],
})

const add = (level: Level, count: number, name: string = level) =>
  store.transaction((records) =>
    records.calls.add(
      Array.from({ length: count }, (_, n) => {
        const key = `${name}-${n}`
        const body = { type: 'alert.raised', at: minute(3), text: key, alert: facts(key, level) }
        return { key, channel: 'robot', group: key, body, createdAt: minute(3), level }
      }),
    ),
  )

/** What a relay is given at `T + ms`, all of it sent at once. */
async function turn(ms: number, holder = 'one') {
  const allowance = { channel: 'robot', limits, holder, now: T + ms, leaseUntil: T + ms + 60_000, most: 100 }
  const { leased, folded } = await store.transaction((records) => takeWithin(records, allowance))
  await store.transaction(async (records) => {
    for (const { key } of leased) await records.calls.settle(key, { state: 'sent' })
  })
  return { keys: leased.map(({ key }) => key), bodies: leased.map(({ body }) => body), folded }
}

describe('a channel with a limit', () => {
  it('is used by several relays within one allowance, also after a restart', async () => {
    await add('red', 30)
    expect((await turn(0, 'one')).keys).toHaveLength(20)
    expect((await turn(10, 'two')).keys).toHaveLength(0)
    expect((await turn(61_000, 'three')).keys).toHaveLength(0)
    expect((await turn(63_000, 'three')).keys).toHaveLength(10)
  })

  it('gives red and orange their place before what came earlier and is less urgent', async () => {
    await add('yellow', 30)
    await add('orange', 4)
    await add('red', 3)
    const { keys } = await turn(0)
    expect(keys.slice(0, 7)).toEqual(['red-0', 'red-1', 'red-2', 'orange-0', 'orange-1', 'orange-2', 'orange-3'])
    expect(keys).toHaveLength(7)
  })

  it('tells what found no room as one digest, each alert once, and knows what became of it', async () => {
    await add('yellow', 13)
    await add('blue', 2)
    expect((await turn(0)).keys).toEqual([])
    expect(await turn(29_000)).toMatchObject({ keys: [], folded: 0 })
    const { bodies, folded } = await turn(30_000)
    expect(folded).toBe(15)
    expect(bodies).toMatchObject([{ type: 'alerts.digest', level: 'yellow', calls: 15, count: 15 }])
    const text = (bodies[0] as { text: string }).text.split('\n')
    expect(text[0]).toBe('【摘要】通知较多，15条合并为一条：较大13件、一般2件')
    expect(text[1]).toBe('· 较大 枫桥镇供水：yellow-0停水（4条）')
    expect(text.at(-1)).toBe('另有3件，见控制台')
    const states = (await store.records.calls.list({ channel: 'robot', limit: 99 })).map(({ state }) => state)
    expect(states.filter((state) => state === 'folded')).toHaveLength(15)
    await add('yellow', 2, 'later')
    expect((await turn(40_000)).keys).toEqual(['later-0', 'later-1'])
  })

  it('is left alone while its other side wants quiet, whatever waits', async () => {
    await add('red', 1)
    await store.transaction((records) => restChannel(records, 'robot', T + 600_000))
    expect((await turn(599_000)).keys).toEqual([])
    expect((await turn(600_000)).keys).toEqual(['red-0'])
  })
})
