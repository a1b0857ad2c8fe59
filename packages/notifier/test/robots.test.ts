import { createHmac } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { channelConfigSchema, type ChannelConfig } from '@guanlan/contracts'
import { silentLogger } from '@guanlan/kernel'
import { afterEach, describe, expect, it } from 'vitest'
import { createNotifier, type Notifier } from '../src/index.js'
import { openReceiver } from './receiver.js'
import { sampleBody } from './sample-call.js'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const now = 1_790_000_000_000
const call = (key: string, value: unknown = sampleBody()) => ({ key, channel: 'c', body: value })

/** A maker's robot as it is documented: answers 200 with a code of its own. */
async function robot(
  kind: string,
  settings: object = {},
  answer: (n: number) => unknown = () => ({ errcode: 0, errmsg: 'ok', code: 0, msg: 'success' }),
) {
  const receiver = await openReceiver((response: ServerResponse, n) => {
    const said = answer(n)
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(typeof said === 'string' ? said : JSON.stringify(said))
  })
  closing.push(() => receiver.close())
  const config = channelConfigSchema.parse({ id: 'c', kind, url: receiver.url, tokenEnv: 'TOKEN', ...settings })
  const notifier = open(config)
  const bodies = () => receiver.received.map((one) => JSON.parse(one.body) as Record<string, never>)
  return { receiver, notifier, bodies }
}

function open(config: ChannelConfig): Notifier {
  const secrets: Record<string, string> = { TOKEN: 'tok/en', SECRET: 'SEC123' }
  const notifier = createNotifier([config], {
    secretOf: (name) => secrets[name],
    logger: silentLogger,
    timeoutMs: 2_000,
    now: () => now,
  })
  closing.push(() => notifier.close())
  return notifier
}

describe('a DingTalk robot', () => {
  it('gets text, token and signature, and calls everybody at red', async () => {
    const { receiver, notifier, bodies } = await robot('dingtalk', { secretEnv: 'SECRET' })
    expect(await notifier.send(call('k'))).toMatchObject({ ok: true })
    const url = new URL(receiver.received[0]?.url ?? '', 'http://robot')
    const sign = createHmac('sha256', 'SEC123').update(`${now}\nSEC123`).digest('base64')
    expect(Object.fromEntries(url.searchParams)).toEqual({ access_token: 'tok/en', timestamp: String(now), sign })
    expect(bodies()[0]).toEqual({ msgtype: 'text', text: { content: sampleBody().text }, at: { isAtAll: true } })
  })

  it('says how often it may be asked, together with what the office’s file says', async () => {
    const { notifier } = await robot('dingtalk', { perMinute: 6 })
    expect(notifier.limits.get('c')).toEqual([
      { most: 20, perMs: 60_000 },
      { most: 6, perMs: 60_000 },
    ])
  })

  it('says that it was asked too often: no attempt, and quiet for ten minutes', async () => {
    const { notifier } = await robot('dingtalk', {}, () => ({ errcode: 130_101, errmsg: 'send too fast' }))
    expect(await notifier.send(call('k'))).toMatchObject({ error: { paced: true, retryAfterMs: 600_000 } })
  })
})

describe('a WeCom robot', () => {
  it('gets at most 2,048 bytes, cut between characters, and says that it was cut', async () => {
    const { notifier, bodies } = await robot('wecom', { atAll: [] })
    await notifier.send(call('k', sampleBody({ text: '𠮷停水'.repeat(1_000) })))
    const { content } = (bodies()[0] as unknown as { text: { content: string } }).text
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2_048)
    expect(Buffer.byteLength(content)).toBeGreaterThan(2_000)
    expect(content.endsWith('…（全文见控制台）')).toBe(true)
    expect(content).not.toContain('\uFFFD')
    expect(content).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
  })

  it('mentions everybody at the levels of the file only', async () => {
    const { notifier, bodies } = await robot('wecom', { atAll: ['orange'] })
    await notifier.send(call('k'))
    await notifier.send(call('l', sampleBody({}, { level: 'orange' })))
    expect(
      bodies().map((one) => (one as unknown as { text: { mentioned_list?: string[] } }).text.mentioned_list),
    ).toEqual([undefined, ['@all']])
  })
})

describe('a Feishu robot', () => {
  it('gets its token in the path, its own kind of signature, and no tag of a citizen’s', async () => {
    const { receiver, notifier, bodies } = await robot('feishu', { secretEnv: 'SECRET' })
    await notifier.send(call('k', sampleBody({ text: '<at user_id="all"></at>请转发' })))
    const timestamp = String(Math.floor(now / 1_000))
    const sign = createHmac('sha256', `${timestamp}\nSEC123`).update('').digest('base64')
    expect(receiver.received[0]?.url).toBe('/hook/tok%2Fen')
    expect(bodies()[0]).toEqual({
      timestamp,
      sign,
      msg_type: 'text',
      content: { text: '<at user_id="all">所有人</at> ＜at user_id="all"＞＜/at＞请转发' },
    })
  })
})

describe('any robot', () => {
  it('comes again after a page of HTML, and is done with after a refusal', async () => {
    const html = await robot('wecom', {}, () => '<html>502 Bad Gateway</html>')
    expect(await html.notifier.send(call('k'))).toMatchObject({ ok: false, error: { again: true } })
    for (const odd of ['null', '[]', '{"errcode":"0"}', '{}']) {
      const strange = await robot('wecom', {}, () => odd)
      expect(await strange.notifier.send(call('k'))).toMatchObject({ ok: false, error: { again: true } })
    }
    const refused = await robot('wecom', {}, () => ({ errcode: 93_000, errmsg: 'invalid webhook url' }))
    const result = await refused.notifier.send(call('k'))
    expect(result).toMatchObject({ ok: false, error: { again: false, problem: { details: { code: 93_000 } } } })
    expect(JSON.stringify(result)).not.toContain('invalid webhook url')
  })

  it('says what the template says; unknown placeholders stay as they are', async () => {
    const template =
      '{time} {level} {place}·{matter}《{title}》{items}条/{voices}人 https://desk.example/duty?alert={alert} {what}'
    const { notifier, bodies } = await robot('wecom', { template })
    await notifier.send(call('k'))
    expect((bodies()[0] as unknown as { text: { content: string } }).text.content).toMatch(
      /^11-23 09:03 \S+ 店口镇·食品安全《学校食堂多名学生腹痛》12条\/9人 https:\/\/desk\.example\/duty\?alert=a1 \{what\}$/,
    )
  })

  it('is not opened without its token, and the error names the variable', () => {
    const config = channelConfigSchema.parse({ id: 'c', kind: 'feishu', tokenEnv: 'NOBODY' })
    expect(() => open(config)).toThrowError(/c 的令牌 NOBODY 未设置/)
  })

  it('gives up what is no call of ours', async () => {
    const { notifier } = await robot('wecom')
    expect(await notifier.send(call('k', { x: 1 }))).toMatchObject({ ok: false, error: { again: false } })
  })
})

describe('an SMS gateway', () => {
  const sms = (answer: (n: number) => number, settings: object = {}) =>
    openReceiver((response, n) => void response.writeHead(answer(n)).end()).then((receiver) => {
      closing.push(() => receiver.close())
      const to = ['13800000001', '13800000002', '13800000003']
      const config = channelConfigSchema.parse({ id: 'c', kind: 'sms', url: receiver.url, to, ...settings })
      return {
        receiver,
        notifier: open(config),
        numbers: () => receiver.received.map(({ body: sent }) => JSON.parse(sent)),
      }
    })

  it('gets one message for each number, each with a key of its own, in the fields that it wants', async () => {
    const fields = { to: 'phone', text: 'msg', key: 'id' }
    const { receiver, notifier, numbers } = await sms(() => 200, { fields, tokenEnv: 'TOKEN' })
    expect((await notifier.send(call('k'))).ok).toBe(true)
    expect(numbers()).toEqual(
      ['13800000001', '13800000002', '13800000003'].map((phone, i) => ({
        phone,
        msg: sampleBody().text,
        id: `k:${i}`,
      })),
    )
    expect(receiver.received[0]?.headers.authorization).toBe('Bearer tok/en')
  })

  it('goes on with the number that failed, and tells nobody twice', async () => {
    const { notifier, numbers } = await sms((n) => (n === 1 ? 503 : 200))
    expect(await notifier.send(call('k'))).toMatchObject({ ok: false, error: { again: true } })
    expect((await notifier.send(call('k'))).ok).toBe(true)
    expect(numbers().map(({ msgId }) => msgId)).toEqual(['k:0', 'k:1', 'k:1', 'k:2'])
  })
})
