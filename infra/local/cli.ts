// `npm run servers -- up|down|status|fetch [names…] [--data DIR] [--purge]` (docs/servers.md).
// Progress goes to stderr; stdout holds only what is meant to be read on: export lines, the table of status.
import { parseArgs } from 'node:util'
import { fetchServer, kinds, localServers } from './servers.js'
import { serverNames, type ServerName } from './state.js'

const USAGE = `npm run servers -- up     [names…] [--data DIR]            start what does not run yet; prints the addresses
npm run servers -- status [--data DIR]                    what runs, where; exit code 1 when one has died
npm run servers -- down   [names…] [--data DIR] [--purge] stop in order; --purge removes the data too
npm run servers -- fetch  [names…]                        download only
names: ${serverNames.join(', ')}; up and fetch without names: kafka elasticsearch postgres`

const usual: readonly ServerName[] = ['kafka', 'elasticsearch', 'postgres']
const tell = (line: string) => void process.stderr.write(`${line}\n`)
const print = (line: string) => void process.stdout.write(`${line}\n`)

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { data: { type: 'string' }, purge: { type: 'boolean' }, help: { type: 'boolean' } },
  })
  const [command, ...words] = positionals
  if (values.help || command === undefined) {
    print(USAGE)
    return values.help ? 0 : 2
  }
  if (!['up', 'down', 'status', 'fetch'].includes(command)) throw new Error(`unknown command: ${command}\n${USAGE}`)
  if (process.platform === 'win32')
    throw new Error('not on Windows: use WSL, or docker compose up kafka elasticsearch postgres')
  const names = words.map((word) => {
    const name = serverNames.find((known) => known === word)
    if (!name) throw new Error(`unknown server: ${word}; there are ${serverNames.join(', ')}`)
    return name
  })
  if (command === 'fetch') return all(names.length > 0 ? names : usual, (name) => fetchServer(name, tell))

  const servers = localServers({ tell, ...(values.data === undefined ? {} : { dir: values.data }) })
  if (command === 'up') {
    const code = await all(names.length > 0 ? names : usual, (name) => servers.start(name))
    for (const [name, value] of Object.entries(servers.env())) print(`export ${name}=${value}`)
    return code
  }
  if (command === 'down') {
    const code = await all(names.length > 0 ? names : serverNames, (name) => servers.stop(name))
    if (values.purge && code === 0) servers.purge()
    return code
  }
  const status = servers.status()
  for (const { name, standing, pid, address, log } of status)
    print(
      [
        name.padEnd(14),
        standing.padEnd(8),
        String(pid ?? '–').padEnd(8),
        `${kinds[name].variable}=${address}`,
        log,
      ].join(' '),
    )
  if (status.length === 0) print('no server was started yet')
  print(`data: ${servers.dir}`)
  return status.some((one) => one.standing === 'dead') ? 1 : 0
}

/** Does the work for each name, side by side; what fails is told and the rest goes on. */
async function all(names: readonly ServerName[], work: (name: ServerName) => Promise<void>): Promise<number> {
  const results = await Promise.allSettled(names.map(work))
  for (const result of results)
    if (result.status === 'rejected')
      tell(`FAILED ${result.reason instanceof Error ? result.reason.message : String(result.reason)}`)
  return results.every((result) => result.status === 'fulfilled') ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  tell(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}
