import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { AppError, type Logger, silentLogger } from '@guanlan/kernel'
import { afterAll, describe, expect, it } from 'vitest'
import { openKafkaEventLog, type KafkaEventLogOptions } from '../src/kafka/index.js'

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')
const cert = fixture('kafka.test-cert.pem')
const key = fixture('kafka.test-key.pem')

const servers: Server[] = []
const sockets = new Set<Socket>()
afterAll(() => {
  for (const socket of sockets) socket.destroy()
  for (const server of servers) server.close()
})

/** Listens on a free port of this machine; `host:port`. */
async function listening(server: Server): Promise<string> {
  servers.push(server)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Lines above debug that opening left in the log. */
function recorder() {
  const lines: string[] = []
  const say = (_fields: unknown, message: string) => void lines.push(message)
  const logger: Logger = { ...silentLogger, info: say, warn: say, error: say, child: () => logger }
  return { logger, lines }
}

async function refusal(options: Partial<KafkaEventLogOptions>): Promise<{ error: AppError; ms: number }> {
  const began = Date.now()
  try {
    const log = await openKafkaEventLog({
      brokers: ['127.0.0.1:1'],
      clientId: 'test',
      logger: silentLogger,
      ...options,
    })
    await log.close()
  } catch (error) {
    if (error instanceof AppError) return { error, ms: Date.now() - began }
    throw error
  }
  throw new Error('opened')
}

describe.concurrent('opening the log on Kafka, when that cannot work', () => {
  it('says of a server that accepts and says nothing that nobody answers, within 15 s and without a wall of retries', async () => {
    const { logger, lines } = recorder()
    const silent = await listening(createServer(() => undefined))
    const { error, ms } = await refusal({ brokers: [silent], logger })
    expect(error.code).toBe('log_unavailable')
    expect(error.message).toMatch(/KAFKA_BROKERS.*没有应答.*KAFKA_SSL=on/)
    expect(ms).toBeLessThan(15_000)
    expect(lines.length).toBeLessThanOrEqual(3)
    expect(lines.join('\n')).not.toMatch(/ {2}at /)
  })

  it('says of a server that hangs up that it did', async () => {
    const closing = await listening(createServer((socket) => socket.end()))
    const { error, ms } = await refusal({ brokers: [closing] })
    expect(error).toMatchObject({ code: 'log_unavailable' })
    expect(error.message).toMatch(/KAFKA_BROKERS.*断开了连接.*KAFKA_SSL/)
    expect(ms).toBeLessThan(15_000)
  })

  it('says of a web server that it is none of Kafka', async () => {
    const web = await listening(createHttpServer((_request, response) => response.end('hello')))
    const { error, ms } = await refusal({ brokers: [web] })
    expect(error).toMatchObject({ code: 'log_unavailable' })
    expect(error.message).toMatch(/KAFKA_BROKERS.*Kafka 的端口/)
    expect(ms).toBeLessThan(15_000)
  })

  it('says of a name that does not resolve that it does not', async () => {
    const { error } = await refusal({ brokers: ['no-such-broker.invalid:9092'] })
    expect(error.code).toBe('config_invalid')
    expect(error.message).toMatch(/KAFKA_BROKERS.*无法解析/)
  })

  it('says of a port without a server that it refuses', async () => {
    const { error } = await refusal({ brokers: ['127.0.0.1:1'] })
    expect(error.code).toBe('log_unavailable')
    expect(error.message).toMatch(/KAFKA_BROKERS.*拒绝连接/)
  })

  it('says that a port has no TLS when KAFKA_SSL is on', async () => {
    const web = await listening(createHttpServer((_request, response) => response.end('hello')))
    const { error } = await refusal({ brokers: [web], ssl: true })
    expect(error.code).toBe('config_invalid')
    expect(error.message).toMatch(/KAFKA_SSL=off/)
  })

  it('says of a certificate that nobody vouches for where its authority belongs, and of a wrong name that it is wrong', async () => {
    const secure = await listening(createTlsServer({ cert, key }))
    const untrusted = await refusal({ brokers: [secure], ssl: true })
    expect(untrusted.error.code).toBe('config_invalid')
    expect(untrusted.error.message).toMatch(/KAFKA_CA_FILE/)
    const misnamed = await refusal({ brokers: [secure], ssl: true, ca: cert })
    expect(misnamed.error.code).toBe('config_invalid')
    expect(misnamed.error.message).toMatch(/KAFKA_BROKERS.*主机名不符/)
  })

  it('tells a plain client at a TLS port to look at KAFKA_SSL', async () => {
    const secure = await listening(createTlsServer({ cert, key }))
    const { error } = await refusal({ brokers: [secure] })
    expect(error.code).toBe('log_unavailable')
    expect(error.message).toMatch(/KAFKA_SSL/)
  })

  it.each([
    [{ brokers: [] }, /KAFKA_BROKERS 未填写/],
    [{ brokers: ['kafka'] }, /KAFKA_BROKERS 的“kafka”写法有误/],
    [{ brokers: ['http://kafka:9092'] }, /KAFKA_BROKERS.*写法有误/],
    [{ ca: cert }, /KAFKA_CA_FILE 只在 KAFKA_SSL=on 时有用/],
    [{ ssl: true, ca: 'no certificate' }, /KAFKA_CA_FILE 不是 PEM/],
    [{ sasl: { mechanism: 'plain' as const, username: 'a', password: '' } }, /KAFKA_SASL_PASSWORD/],
  ])('refuses settings that cannot be meant (%#)', async (options, sentence) => {
    const { error } = await refusal(options)
    expect(error.code).toBe('config_invalid')
    expect(error.message).toMatch(sentence)
  })
})
