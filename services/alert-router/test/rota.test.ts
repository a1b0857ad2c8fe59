import type { Office, Rota } from '@guanlan/contracts'
import { rotaDesk } from '@guanlan/runtime'
import { afterEach, expect, it } from 'vitest'
import { minute, office, openHook, openRiver, topic, until } from './river.js'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** Minute 3 of the tests' day is 09:03 in Beijing, a Monday. */
const rota: Rota = {
  people: [
    { id: 'zhao', name: '赵敏', channels: ['own'] },
    { id: 'qian', name: '钱江', channels: [] },
  ],
  shifts: [
    {
      id: 'day',
      name: '白班',
      hours: '08:30-18:00',
      days: 'any',
      from: '2026-11-23',
      every: 'day',
      turns: [{ duty: 'zhao', deputy: 'qian' }],
    },
  ],
  swaps: [],
  chain: [{ id: 'on-duty', level: 'yellow', after: 10, call: ['duty', 'deputy'], channels: [], times: 1, days: 'any' }],
}

it('an alert that nobody confirms calls whoever is on duty by the published rota, in place of the chain of the file', async () => {
  const hook = await openHook()
  const channel = (id: string, levels: string[]) => ({ id, kind: 'webhook', url: hook.url, levels, enabled: true })
  const channels = [channel('own', []), channel('file', [])] as unknown as Office['channels']
  const escalations = [
    { id: 'old', level: 'yellow', after: 60_000, channels: ['file'], times: 1, days: 'any' },
  ] as const
  const river = await openRiver(
    office(hook.url, { channels, escalations: escalations as unknown as Office['escalations'] }),
  )
  closing.push(hook.close, river.close)
  await river
    .store()
    .transaction((records) => rotaDesk.publish(records, 0, { by: '周岚', at: minute(0), reason: '排班', rota }))
  await river.tell(topic(), 3)
  await river.settled()
  river.setMinute(12)
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await river.records().calls.list({ limit: 9 })).toEqual([])
  river.setMinute(13)
  await until(() => hook.calls.length > 0)
  const calls = await river.records().calls.list({ limit: 9 })
  expect(calls.map(({ channel: id }) => id)).toEqual(['own'])
  expect(hook.calls[0]?.body).toMatchObject({ type: 'alert.unanswered' })
  expect(JSON.stringify(hook.calls[0]?.body)).toContain('已10分钟无人确认（白班赵敏、白班钱江）')
})
