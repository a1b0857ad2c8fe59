import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { archive } from './downloads.js'
import { ownedFolder } from './folders.js'
import { answers, quickJava, type Place, type ServerKind } from './kind.js'
import { ANY_PORT } from './ports.js'
import { findJava, plainEnv } from './tools.js'
import { versionOf } from './versions.js'

/** A developer's disk is often fuller than a cluster's may be: the thresholds would make every index read-only. */
const settings = ({ ports, folder }: Place): string => `cluster.name: guanlan-local
node.name: local
discovery.type: single-node
network.host: 127.0.0.1
http.port: ${ports['http']}
transport.port: ${ports['transport']}
path.data: ${join(folder, 'data')}
path.logs: ${join(folder, 'logs')}
cluster.routing.allocation.disk.threshold_enabled: false
xpack.security.enabled: false
xpack.ml.enabled: false
`

/** Elasticsearch from Maven Central: the server core, without the modules of the full download (docs/servers.md). */
export const elasticsearch: ServerKind = {
  name: 'elasticsearch',
  variable: 'ELASTICSEARCH_URL',
  ports: { http: ANY_PORT, transport: ANY_PORT },
  stopSignal: 'SIGTERM',
  patienceMs: 300_000,
  async install(shelf) {
    findJava(process.env)
    const version = versionOf(shelf.versions, 'ELASTICSEARCH_VERSION')
    const coordinate = `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${version}:zip`
    return join(await archive(shelf, `elasticsearch-${version}`, coordinate), `elasticsearch-${version}`)
  },
  async prepare(place) {
    const { folder, software, user } = place
    const config = join(folder, 'config')
    // The download is shared and stays as it came; settings, keystore, data, logs and temporary files are this folder's own.
    if (!existsSync(config)) cpSync(join(software, 'config'), config, { recursive: true })
    for (const name of ['data', 'logs', 'tmp']) mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(config, 'elasticsearch.yml'), settings(place))
    ownedFolder(folder, user)
    const env = {
      ...plainEnv(process.env),
      ES_JAVA_HOME: findJava(process.env).home,
      // No other garbage collector here: its own settings name one.
      ES_JAVA_OPTS: ['-Xms512m', '-Xmx512m', '-XX:-AlwaysPreTouch', ...quickJava(place)].join(' '),
      ES_PATH_CONF: config,
      ES_TMPDIR: join(folder, 'tmp'),
    }
    return { command: join(software, 'bin/elasticsearch'), args: [], env }
  },
  // GET / answers 405 here: that module is not in the core.
  isReady: ({ ports }) =>
    answers(`http://127.0.0.1:${ports['http']}/_cluster/health?wait_for_status=yellow&timeout=1s`),
  address: ({ ports }) => `http://127.0.0.1:${ports['http']}`,
}
