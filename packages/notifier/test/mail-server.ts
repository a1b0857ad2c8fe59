import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** One mail as the server took it: the envelope and the text as it came over the wire. */
export interface Mail {
  readonly from: string
  readonly to: readonly string[]
  readonly data: string
}

export interface MailServerOptions {
  /** `user:password` that it wants; without it anybody may send. */
  readonly account?: string
  /** Its answer to a command instead of its own (`RCPT TO:<x>` → `550 no such user`); null = never answers. */
  readonly answer?: (command: string, n: number) => string | null | undefined
}

/** A mail server on loopback that speaks as much of RFC 5321 and 4954 (AUTH PLAIN) as a sender needs, without TLS. */
export async function openMailServer({ account, answer }: MailServerOptions = {}) {
  const mails: Mail[] = []
  const commands: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    let [from, to, data, rest, known] = ['', [] as string[], null as string | null, '', account === undefined]
    const say = (line: string): void => void socket.write(`${line}\r\n`)
    const own = (command: string): string => {
      const [verb = ''] = command.toUpperCase().split(' ', 1)
      if (verb === 'EHLO') return account ? '250-mail.test\r\n250 AUTH PLAIN' : '250 mail.test'
      if (verb === 'AUTH') {
        const [, user, password] = Buffer.from(command.split(' ')[2] ?? '', 'base64')
          .toString()
          .split('\0')
        known = `${user}:${password}` === account
        return known ? '235 welcome' : '535 who are you'
      }
      if (verb === 'MAIL') {
        from = /<(.*?)>/.exec(command)?.[1] ?? ''
        to = []
        return known ? '250 ok' : '530 sign in first'
      }
      if (verb === 'RCPT') {
        to.push(/<(.*?)>/.exec(command)?.[1] ?? '')
        return '250 ok'
      }
      return verb === 'DATA' ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 ok'
    }
    const hear = (line: string): void => {
      if (data !== null) {
        if (line !== '.') {
          data += `${line}\n`
          return
        }
        mails.push({ from, to, data })
        data = null
        const said = answer?.('.', mails.length)
        if (said !== null) say(said ?? '250 taken')
        return
      }
      commands.push(line)
      const told = answer?.(line, commands.length)
      if (told === null) return
      const said = told ?? own(line)
      if (said.startsWith('354')) data = ''
      say(said)
    }
    socket.on('data', (chunk) => {
      rest += chunk.toString('utf8')
      const lines = rest.split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) hear(line)
    })
    say('220 mail.test')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    mails,
    commands,
    /** Says a line to everybody who is connected. */
    mutter(line: string): void {
      for (const socket of sockets) socket.write(`${line}\r\n`)
    },
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
