import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { jars } from './downloads.js'
import { ownedFolder } from './folders.js'
import { quickJava, type Place, type ServerKind } from './kind.js'
import { ANY_PORT } from './ports.js'
import { findJava, plainEnv, runTool, tailOf } from './tools.js'
import { versionOf } from './versions.js'

/** Any 16 bytes in base64url will do: the folder's cluster has no other member to meet. */
const CLUSTER_ID = 'MkU3OEVBNTcwNTJENDM2Qk'

/** One node that is broker and controller (KRaft). Topics are made by our adapter, never by a stray request. */
const settings = ({ ports, folder }: Place): string => `process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:${ports['client']},CONTROLLER://127.0.0.1:${ports['controller']}
advertised.listeners=PLAINTEXT://127.0.0.1:${ports['client']}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
controller.quorum.voters=1@127.0.0.1:${ports['controller']}
log.dirs=${join(folder, 'data')}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
log.cleaner.dedupe.buffer.size=4194304
`

/** Warnings, and the line that tells that it is up. */
const LOGGING = `rootLogger.level=WARN
rootLogger.appenderRef.c.ref=c
appender.c.type=Console
appender.c.name=c
appender.c.layout.type=PatternLayout
appender.c.layout.pattern=%d{ISO8601} %p %c{1} %m%n
logger.s.name=kafka.server
logger.s.level=INFO
`

/** Apache Kafka from its jars. */
export const kafka: ServerKind = {
  name: 'kafka',
  variable: 'KAFKA_BROKERS',
  ports: { client: ANY_PORT, controller: ANY_PORT },
  stopSignal: 'SIGTERM',
  patienceMs: 120_000,
  install(shelf) {
    findJava(process.env)
    const version = versionOf(shelf.versions, 'KAFKA_VERSION')
    const log4j = versionOf(shelf.versions, 'LOG4J_VERSION')
    return jars(shelf, `kafka-${version}`, [
      `org.apache.kafka:kafka_2.13:${version}`,
      `org.apache.logging.log4j:log4j-slf4j-impl:${log4j}`,
      `org.apache.logging.log4j:log4j-core:${log4j}`,
    ])
  },
  async prepare(place) {
    const { command } = findJava(process.env)
    const { folder, software, user } = place
    const [properties, logging] = [join(folder, 'server.properties'), join(folder, 'log4j2.properties')]
    mkdirSync(join(folder, 'data'), { recursive: true })
    writeFileSync(properties, settings(place))
    writeFileSync(logging, LOGGING)
    const java = ['-cp', `${software}/*`, `-Dlog4j2.configurationFile=file:${logging}`]
    const env = plainEnv(process.env)
    const format = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', properties, '--ignore-formatted']
    const { code, output } = await runTool(command, [...java, '-Xmx128m', '-XX:TieredStopAtLevel=1', ...format], {
      cwd: folder,
      env,
      missing: `${command} is gone`,
    })
    if (code !== 0) throw new Error(`Kafka could not format its folder ${folder}:\n${tailOf(output)}`)
    ownedFolder(folder, user)
    const memory = ['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', ...quickJava(place)]
    return { command, args: [...java, ...memory, 'kafka.Kafka', properties], env }
  },
  async isReady({ ports, log }) {
    return readFileSync(log, 'utf8').includes('Kafka Server started') && (await speaksKafka(ports['client'] ?? 0))
  },
  address: ({ ports }) => `127.0.0.1:${ports['client']}`,
}

/** An ApiVersions request (key 18, version 0, correlation 7, no client id) and the first bytes of its answer. */
const speaksKafka = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const end = (spoken: boolean) => {
      socket.destroy()
      resolve(spoken)
    }
    socket.setTimeout(2_000, () => end(false))
    socket.once('error', () => end(false))
    socket.once('connect', () => socket.write(Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 7, 0xff, 0xff])))
    socket.once('data', (answer) =>
      end(answer.length >= 10 && answer.readInt32BE(4) === 7 && answer.readInt16BE(8) === 0),
    )
  })
