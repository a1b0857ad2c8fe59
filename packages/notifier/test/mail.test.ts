import { channelConfigSchema } from '@guanlan/contracts'
import { silentLogger } from '@guanlan/kernel'
import { afterEach, describe, expect, it } from 'vitest'
import { createNotifier } from '../src/index.js'
import { openMailServer, type MailServerOptions } from './mail-server.js'
import { sampleBody } from './sample-call.js'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const call = (key = 'k', value: unknown = sampleBody()) => ({ key, channel: 'm', body: value })

async function desk(server: MailServerOptions = {}, settings: object = {}) {
  const mail = await openMailServer(server)
  closing.push(() => mail.close())
  const config = channelConfigSchema.parse({
    id: 'm',
    kind: 'mail',
    host: '127.0.0.1',
    port: mail.port,
    security: 'none',
    from: 'guanlan@mail.test',
    to: ['desk@mail.test', 'chief@mail.test'],
    ...settings,
  })
  const notifier = createNotifier([config], {
    secretOf: (name) => ({ MAIL: 'geheim' })[name],
    logger: silentLogger,
    timeoutMs: 1_500,
  })
  closing.push(() => notifier.close())
  return { mail, notifier }
}

/** Headers of a mail as it came, folded lines joined, encoded words read. */
function headersOf(data: string): Record<string, string> {
  const [head = ''] = data.split('\n\n', 1)
  const lines = head.replace(/\n[ \t]+/g, ' ').split('\n')
  const words = (value: string) =>
    value
      .replace(/\?=\s+=\?/g, '?==?')
      .replace(/=\?UTF-8\?B\?(.*?)\?=/gi, (_, base64: string) => Buffer.from(base64, 'base64').toString('latin1'))
      .replace(/=\?UTF-8\?Q\?(.*?)\?=/gi, (_, quoted: string) =>
        quoted
          .replace(/_/g, ' ')
          .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      )
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split(': ')
      const text = value.join(': ')
      const read = words(text)
      return [name.toLowerCase(), read === text ? text : Buffer.from(read, 'latin1').toString('utf8')]
    }),
  )
}
const textOf = (data: string): string => {
  const text = data.slice(data.indexOf('\n\n') + 2)
  return headersOf(data)['content-transfer-encoding'] === 'base64'
    ? Buffer.from(text, 'base64').toString('utf8').trim()
    : text.trim()
}

describe('a mail channel', () => {
  it('sends one mail to all addresses, with the call as subject and text, marked as sent by a machine', async () => {
    const { mail, notifier } = await desk({}, { template: '{time} {text}' })
    expect(await notifier.send(call())).toMatchObject({ ok: true, value: { status: 250 } })
    expect(mail.mails).toMatchObject([{ from: 'guanlan@mail.test', to: ['desk@mail.test', 'chief@mail.test'] }])
    const { data = '' } = mail.mails[0] ?? {}
    expect(headersOf(data)).toMatchObject({
      subject: sampleBody().text,
      'auto-submitted': 'auto-generated',
      'x-priority': '1 (Highest)',
    })
    expect(textOf(data)).toBe(`11-23 09:03 ${sampleBody().text}`)
  })

  it('gives every attempt of one call one Message-ID, and others another', async () => {
    const { mail, notifier } = await desk()
    for (const key of ['k', 'k', 'other']) await notifier.send(call(key))
    const [first, again, other] = mail.mails.map(({ data }) => headersOf(data)['message-id'])
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })

  it('cannot be made to write further headers or addresses by a headline', async () => {
    const { mail, notifier } = await desk({}, { subject: '{title}' })
    const evil = '一行\r\nBcc: all@mail.test\r\n\r\n.\r\nMAIL FROM:<x@y>'
    await notifier.send(call('k', sampleBody({ text: evil }, { title: '甲\r\nBcc: all@mail.test' })))
    expect(mail.mails).toHaveLength(1)
    expect(mail.mails[0]?.to).toEqual(['desk@mail.test', 'chief@mail.test'])
    expect(headersOf(mail.mails[0]?.data ?? '')['bcc']).toBeUndefined()
  })

  it('cuts a long subject and keeps the text whole', async () => {
    const { mail, notifier } = await desk()
    await notifier.send(call('k', sampleBody({ text: '很长'.repeat(400) })))
    const { data = '' } = mail.mails[0] ?? {}
    expect(Buffer.byteLength(headersOf(data)['subject'] ?? '')).toBeLessThanOrEqual(200)
    expect(textOf(data).replace(/\s/g, '')).toBe('很长'.repeat(400))
  })

  it('signs in where the server wants it, and says what is wrong when it cannot', async () => {
    const account = { account: 'guanlan:geheim' }
    const settings = { user: 'guanlan', passwordEnv: 'MAIL' }
    const { notifier } = await desk(account, settings)
    expect(await notifier.send(call())).toMatchObject({ ok: true })
    const stranger = await desk({ account: 'guanlan:other' }, settings)
    const refused = await stranger.notifier.send(call())
    expect(refused).toMatchObject({ ok: false, error: { again: false, problem: { details: { status: 535 } } } })
    expect(JSON.stringify(refused)).not.toContain('geheim')
    expect(() =>
      createNotifier([channelConfigSchema.parse({ ...plain, user: 'a', passwordEnv: 'NONE' })], {
        secretOf: () => undefined,
        logger: silentLogger,
      }),
    ).toThrow(/NONE 未设置/)
  })

  it('comes again after 4xx, silence and a closed door; 5xx is final', async () => {
    const answers = (line: string) => (command: string) => (command.startsWith('MAIL') ? line : undefined)
    const busy = await desk({ answer: answers('451 try later') })
    expect(await busy.notifier.send(call())).toMatchObject({
      error: { again: true, problem: { details: { status: 451 } } },
    })
    const never = await desk({ answer: answers('550 go away all@mail.test') })
    const final = await never.notifier.send(call())
    expect(final).toMatchObject({ error: { again: false, problem: { details: { status: 550 } } } })
    expect(JSON.stringify(final)).not.toContain('go away')
    const silent = await desk({ answer: (command) => (command.startsWith('EHLO') ? null : undefined) })
    expect(await silent.notifier.send(call())).toMatchObject({ error: { again: true } })
    const gone = await desk()
    await gone.mail.close()
    expect(await gone.notifier.send(call())).toMatchObject({ error: { again: true } })
  })

  it('gives up in time on a server that says a word now and then', async () => {
    const slow = await desk({ answer: (command) => (command.startsWith('EHLO') ? null : undefined) })
    const ticking = setInterval(() => slow.mail.mutter('250-still here'), 100)
    const started = Date.now()
    expect(await slow.notifier.send(call())).toMatchObject({ error: { again: true } })
    clearInterval(ticking)
    expect(Date.now() - started).toBeLessThan(6_000)
  })

  it('fails visibly when only some of the addresses are refused', async () => {
    const { mail, notifier } = await desk({
      answer: (command) => (command.includes('chief@') ? '550 no such user' : undefined),
    })
    const sent = await notifier.send(call())
    expect(sent).toMatchObject({ ok: false, error: { again: false, problem: { details: { refused: 1, of: 2 } } } })
    expect(mail.mails).toHaveLength(1)
  })

  it('sends nothing over a plain connection where the file asks for TLS', async () => {
    for (const security of ['tls', 'starttls']) {
      const { mail, notifier } = await desk({}, { security })
      expect(await notifier.send(call())).toMatchObject({ ok: false, error: { again: true } })
      expect(mail.mails).toEqual([])
      expect(mail.commands.filter((command) => /^(MAIL|AUTH|DATA)/.test(command))).toEqual([])
    }
  })

  it('refuses a body that is no call', async () => {
    const { notifier } = await desk()
    expect(await notifier.send(call('k', { any: 'thing' }))).toMatchObject({ error: { again: false } })
  })
})

const plain = { id: 'm', kind: 'mail', host: 'mail.test', from: 'a@mail.test', to: ['b@mail.test'] }
