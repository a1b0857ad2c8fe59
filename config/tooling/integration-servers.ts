import { SERVERS_MISSING } from '../../packages/testkit/src/test-servers.js'
import { kinds } from '../../infra/local/servers.js'
import { startServers } from '../../infra/local/start-servers.js'
import { serverNames } from '../../infra/local/state.js'

/**
 * Starts every server once for the whole integration suite, on fresh data, and hands the addresses to the tests by their
 * variables. When one of them is set already, somebody brought servers of their own: nothing is started then.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (serverNames.some((name) => process.env[kinds[name].variable])) return undefined
  const tell = (line: string) => void process.stdout.write(`${line}\n`)
  const servers = await startServers({ names: serverNames, partial: true, tell })
  const missing: Record<string, string> = {}
  for (const name of serverNames) {
    const why = servers.failures[name]
    if (why === undefined) continue
    missing[kinds[name].variable] = why
    tell(`${name} could not be provisioned: ${why}`)
  }
  // The folder too: tests of faults stop and kill them.
  const known = { [SERVERS_MISSING]: JSON.stringify(missing), GUANLAN_SERVERS_DIR: servers.dir }
  Object.assign(process.env, servers.env(), known)
  return async () => {
    await servers.stopAll()
    servers.purge()
  }
}
