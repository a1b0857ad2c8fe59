import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { roleHeaders, type Alert, type PushItem, type Ticket, type Topic, type TopicDetail } from '@guanlan/contracts'
import { freshFolder, startGuanlan, until, type GuanlanProcess } from '@guanlan/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let folder: Awaited<ReturnType<typeof freshFolder>>
let config: Awaited<ReturnType<typeof freshFolder>>
let guanlan: GuanlanProcess
beforeAll(async () => {
  folder = await freshFolder('topic-acts')
  config = await freshFolder('topic-acts-config')
  mkdirSync(join(config.path, 'sources'))
  for (const id of ['hotline', 'mailbox'])
    writeFileSync(join(config.path, 'sources', `${id}.yaml`), JSON.stringify({ id, name: id, kind: 'push' }))
  guanlan = await startGuanlan({ data: folder.path, args: ['--sample', 'off', '--config', config.path] })
})
afterAll(async () => {
  await guanlan?.stop()
  await folder?.remove()
  await config?.remove()
})

const analyst = { [roleHeaders.role]: 'analyst', [roleHeaders.name]: encodeURIComponent('沈月') }

const wages = [
  '一分工钱没拿到',
  '老板电话打不通',
  '马上过年了怎么办',
  '劳动监察去过没有下文',
  '二十几个人都等着',
  '求媒体关注',
]
const posts: PushItem[] = [
  ...wages.map((end, n) => ({
    id: `w${n}`,
    source: n % 2 === 0 ? 'hotline' : 'mailbox',
    title: `店口镇五金城二期工地拖欠木工工资，${end}`,
    body: `我们在店口镇五金城二期工地做木工，工资拖欠了${n + 3}个月，${end}。`,
    author: `木工${n}`,
  })),
  {
    id: 'lamp',
    source: 'mailbox',
    title: '枫桥镇杜黄新村路灯全部不亮',
    body: '晚上一片漆黑，老人摔了一跤。',
    author: '村民',
  },
]

const detail = (topic: string) => guanlan.get<TopicDetail>(`/api/v1/topics/${topic}`)
const topics = async () => (await guanlan.get<{ items: Topic[] }>('/api/v1/topics?limit=200')).items
const alerts = async () => (await guanlan.get<{ items: Alert[] }>('/api/v1/alerts?limit=200')).items
const tickets = async () => (await guanlan.get<{ items: Ticket[] }>('/api/v1/tickets?limit=200')).items
const done = (what: string, topic: string) =>
  until(what, async () => {
    const found = await detail(topic)
    return found.asked === null && found.topic.acts ? found : null
  })

describe('a person’s word about topics', () => {
  it('reaches the detector, moves alert and ticket along, and holds over a kill', async () => {
    const pushed = await guanlan.post('/api/v1/items', { items: posts })
    expect(pushed.status).toBe(200)
    const { wage, lamp } = await until('the two topics and their alert', async () => {
      const all = await topics()
      const found = {
        wage: all.find(({ items }) => items === 6),
        lamp: all.find(({ title }) => title.includes('路灯')),
      }
      return found.wage && found.lamp && (await alerts()).length > 0 ? (found as { wage: Topic; lamp: Topic }) : null
    })
    const raised = (await alerts()).find(({ topic }) => topic === wage.topic)
    expect(raised?.level).not.toBe('blue')

    const merge = { version: wage.version, into: lamp.topic, reason: '试并：同一批工人反映' }
    const asked = await guanlan.post(`/api/v1/topics/${wage.topic}/merge`, merge, analyst)
    expect(asked).toMatchObject({ status: 200, body: { kind: 'merge', topic: wage.topic, into: lamp.topic } })
    const gone = await done('the merge', wage.topic)
    expect(gone).toMatchObject({ items: [], topic: { redirect: lamp.topic } })
    const both = await detail(lamp.topic)
    expect(both.topic).toMatchObject({ items: 7, absorbed: [wage.topic] })
    expect(both.topic.acts?.at(-1)).toMatchObject({ kind: 'merge', reason: merge.reason, by: { name: '沈月' } })
    await until('the alert to go along', async () => (await detail(lamp.topic)).alert)
    expect((await detail(lamp.topic)).alert?.alert).toBe(raised?.alert)
    expect((await detail(wage.topic)).alert).toBeNull()
    expect(await tickets()).toHaveLength(1)

    const again = await guanlan.post(`/api/v1/topics/${wage.topic}/merge`, { ...merge, version: 99 }, analyst)
    expect(again).toMatchObject({ status: 409, body: { code: 'transition_refused' } })

    guanlan = (await guanlan.killAndRestart(0)).guanlan
    const now = (await detail(lamp.topic)).topic
    const lampPost = both.items.find(({ title }) => title.includes('路灯'))?.article ?? ''
    const split = { version: now.version, items: [lampPost], reason: '路灯是另一件事' }
    expect((await guanlan.post(`/api/v1/topics/${lamp.topic}/split`, split, analyst)).status).toBe(200)
    const left = await until('the split', async () => {
      const found = await detail(lamp.topic)
      return found.topic.acts?.length === 2 ? found : null
    })
    const act = left.topic.acts?.at(-1)
    expect(act).toMatchObject({ kind: 'split', from: lamp.topic, items: [lampPost] })
    expect(left.topic.items).toBe(6)
    expect((await detail(act?.into ?? '')).items.map(({ article }) => article)).toEqual([lampPost])
    expect((await alerts()).filter(({ state }) => state !== 'closed')).toHaveLength(1)
  })
})
