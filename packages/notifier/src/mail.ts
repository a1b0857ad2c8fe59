import { hostname } from 'node:os'
import type { ChannelOf } from '@guanlan/contracts'
import { err, hashId, ok } from '@guanlan/kernel'
import { createTransport } from 'nodemailer'
import { undelivered, type Channel, type Undelivered } from './channel.js'
import { messageOf } from './message.js'
import type { PostOptions } from './post.js'
import { attemptTimeout } from './schedule.js'

export interface MailOptions extends PostOptions {
  readonly password?: string | undefined
}

/** A subject is a line in a list. */
const MAX_SUBJECT = 200

/**
 * Mail through the office's own server (RFC 5321, 6409), plain text to all addresses at once. Every attempt of a call carries the same Message-ID, so
 * that a second copy is known for one. Certificates are checked; a private authority is made known by NODE_EXTRA_CA_CERTS.
 */
export function mailChannel(config: ChannelOf<'mail'>, options: MailOptions): Channel {
  const { id, host, port, security, from, to, user } = config
  const { password = '', now = Date.now, timeoutMs = attemptTimeout } = options
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    name: hostname(),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // Nothing is attached: no file of this machine and no address is ever read for a mail.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user === undefined ? {} : { auth: { user, pass: password } }),
  })
  return {
    id,
    async send(call) {
      const body = messageOf(call.body, config.template)
      const subject = messageOf(call.body, config.subject, MAX_SUBJECT)
      if (!body || !subject) return err(undelivered('通知内容无法识别', { channel: id }, false))
      const started = now()
      try {
        const sending = transport.sendMail({
          from,
          to,
          subject: subject.text,
          text: body.text,
          messageId: `<${hashId('mail', call.key)}@guanlan>`,
          date: new Date(started),
          // Answers of absence would fill the office's box at every alert (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...(body.level === 'red' ? { priority: 'high' as const } : {}),
        })
        const sent = await within(timeoutMs, sending)
        const refused = sent.rejected.length
        if (refused > 0)
          return err(undelivered(`邮件服务器拒收 ${refused} 个地址`, { channel: id, refused, of: to.length }, false))
        return ok({ status: Number.parseInt(sent.response, 10) || 250, ms: now() - started })
      } catch (thrown) {
        return err(refusalOf(id, thrown))
      }
    },
    async close() {
      transport.close()
    },
  }
}

/** The transport's own limits are of silence: a server that says a word now and then would hold the line for ever. */
async function within<T>(ms: number, sending: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('mail took too long'), { code: 'ETIMEDOUT' })), ms)
  })
  try {
    return await Promise.race([sending, late])
  } finally {
    clearTimeout(timer)
    sending.catch(() => undefined)
  }
}

/** 5xx is the server's last word, anything else may pass. Never what the server wrote: it repeats addresses. */
function refusalOf(channel: string, thrown: unknown): Undelivered {
  const { responseCode: status, code = 'unknown' } = thrown as { responseCode?: number; code?: string }
  if (status === undefined) {
    const message = code === 'ETIMEDOUT' ? '邮件服务器未在时限内应答' : '无法连接邮件服务器'
    return undelivered(message, { channel, reason: code }, true)
  }
  const message = code === 'EAUTH' ? `邮件服务器不接受账号或密码（${status}）` : `邮件服务器返回 ${status}`
  return undelivered(message, { channel, status }, status < 500)
}
