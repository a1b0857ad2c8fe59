import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Shelf } from './downloads.js'
import { elasticsearch } from './elasticsearch.js'
import { cacheFolder, passableFolder, runAs } from './folders.js'
import { kafka } from './kafka.js'
import type { Place, ServerKind } from './kind.js'
import { awaitAnswer, halt, launch, slay } from './launch.js'
import { withLock } from './lock.js'
import { opensearch } from './opensearch.js'
import { freePort } from './ports.js'
import { postgres } from './postgres.js'
import { allGone, descendantsOf, isAlive, refOf, signalAll } from './processes.js'
import {
  forgetFolder,
  forgetServer,
  readServer,
  readServers,
  writeOwner,
  writeServer,
  type ServerName,
  type ServerState,
} from './state.js'
import { readVersions } from './versions.js'

/** Every kind of server, by name. */
export const kinds: Readonly<Record<ServerName, ServerKind>> = { kafka, elasticsearch, opensearch, postgres }

/** How one server stands. `dead`: it ran and is gone without having been stopped. */
export interface ServerStatus {
  readonly name: ServerName
  readonly standing: 'running' | 'dead' | 'stopped'
  readonly pid: number | null
  readonly address: string
  readonly log: string
}

/** The servers of one data folder. Every call reads the folder's state anew, so that several processes may hold one. */
export interface LocalServers {
  readonly dir: string
  /** Addresses of those that run, by the variables that our services read. */
  env(): Record<string, string>
  status(): ServerStatus[]
  /** Starts one, or starts it again on its old data, ports and address. Nothing happens when it runs. */
  start(name: ServerName): Promise<void>
  /** Ends one in order. */
  stop(name: ServerName): Promise<void>
  /** Sends a signal to a server and everything below it; for SIGKILL (the default) resolves when nothing of it runs any more. */
  kill(name: ServerName, signal?: NodeJS.Signals): Promise<void>
  /** Ends all in order. */
  stopAll(): Promise<void>
  /** Removes data, logs and state. @throws Error while one runs */
  purge(): void
}

/** Where and how servers are run. */
export interface LocalOptions {
  /** Data folder; the default is `servers` in the cache. */
  readonly dir?: string
  /** Hears lines of progress. */
  readonly tell?: (line: string) => void
  /** True: they are meant to end with this process; what it leaves behind is ended by endOrphans. They start quicker and run slower. */
  readonly owned?: boolean
}

/** Opens a data folder; nothing is started. @throws Error when its state is damaged, or the servers' user cannot reach it */
export function localServers(options: LocalOptions = {}): LocalServers {
  const user = runAs()
  const cache = cacheFolder(process.env, user !== null)
  const dir = resolve(options.dir ?? join(cache, 'servers'))
  const tell = options.tell ?? (() => undefined)
  passableFolder(dir, user)
  readServers(dir)

  const put = (name: ServerName, server: ServerState) => writeServer(dir, name, server)
  const placeOf = (name: ServerName, software: string, server: ServerState): Place => ({
    software,
    folder: join(dir, name),
    log: join(dir, `${name}.log`),
    ports: server.ports,
    secret: server.secret,
    user,
    quick: options.owned ?? false,
  })

  async function start(name: ServerName): Promise<void> {
    const kind = kinds[name]
    const before = readServer(dir, name)
    const software = await kind.install(shelfOf(cache, user !== null, tell))
    if (before?.process && isAlive(before.process)) {
      const place = placeOf(name, software, before)
      if (await kind.isReady(place)) return
      tell(`${name}: runs, waiting for its answer`)
      put(name, { ...before, family: await awaitAnswer(kind, place, before.process) })
      return
    }
    if (before?.process) {
      tell(`${name}: has died; starting it again on its data`)
      if (!(await allGone(before.family, 10_000))) await slay(before.process, before.family)
    }
    const fresh = before ?? (await firstState(kind, readServers(dir)))
    const place = placeOf(name, software, fresh)
    passableFolder(place.folder, user)
    const started = Date.now()
    tell(`${name}: starting`)
    const stopped: ServerState = { ...fresh, process: null, family: [] }
    put(name, stopped)
    try {
      const running = await launch(kind, place, (ref) => put(name, { ...stopped, process: ref }))
      put(name, { ...stopped, ...running })
    } catch (error) {
      put(name, stopped)
      throw error
    }
    tell(
      `${name}: ready after ${((Date.now() - started) / 1_000).toFixed(1)} s at ${withoutSecret(kind.address(place))}`,
    )
  }

  async function stop(name: ServerName): Promise<void> {
    const server = readServer(dir, name)
    if (!server?.process) return
    const end = await halt(kinds[name], server.process, server.family)
    put(name, { ...server, process: null, family: [] })
    tell(`${name}: ${end === 'ended' ? 'stopped' : 'did not stop in time and was killed'}`)
  }

  const status = (): ServerStatus[] =>
    readServers(dir).map(([name, server]) => ({
      name,
      standing: server.process === null ? 'stopped' : isAlive(server.process) ? 'running' : 'dead',
      pid: server.process?.pid ?? null,
      address: kinds[name].address(server),
      log: join(dir, `${name}.log`),
    }))

  if (options.owned) writeOwner(dir, refOf(process.pid))
  return {
    dir,
    env: () =>
      Object.fromEntries(
        status().flatMap((one) => (one.standing === 'running' ? [[kinds[one.name].variable, one.address]] : [])),
      ),
    status,
    start: (name) => withLock(join(dir, name), () => start(name)),
    async stop(name) {
      if (readServer(dir, name)) await withLock(join(dir, name), () => stop(name))
    },
    async kill(name, signal = 'SIGKILL') {
      const server = readServer(dir, name)
      if (!server?.process || !isAlive(server.process)) throw new Error(`${name} does not run`)
      if (signal === 'SIGKILL') return slay(server.process, server.family)
      signalAll([...descendantsOf(server.process.pid), server.process], signal)
    },
    async stopAll() {
      await Promise.all(readServers(dir).map(([name]) => withLock(join(dir, name), () => stop(name))))
    },
    purge() {
      const running = status().filter((one) => one.standing === 'running')
      if (running.length > 0) throw new Error(`${running.map((one) => one.name).join(', ')} still run on ${dir}`)
      for (const [name] of readServers(dir)) {
        for (const path of [name, `${name}.log`, `${name}.log.previous`])
          rmSync(join(dir, path), { recursive: true, force: true })
        forgetServer(dir, name)
      }
      forgetFolder(dir)
    },
  }
}

/** Downloads what is not there yet. @throws Error that says what is missing */
export async function fetchServer(name: ServerName, tell: (line: string) => void): Promise<void> {
  const isRoot = runAs() !== null
  await kinds[name].install(shelfOf(cacheFolder(process.env, isRoot), isRoot, tell))
}

function shelfOf(cache: string, isRoot: boolean, tell: (line: string) => void): Shelf {
  const folder = join(cache, 'software')
  passableFolder(folder, isRoot ? runAs() : null)
  return { cache: folder, versions: readVersions(), tell }
}

/** Ports given out by this process: servers that start side by side must not be given the same one. */
const promised = new Set<number>()

async function firstState(kind: ServerKind, others: readonly [ServerName, ServerState][]): Promise<ServerState> {
  const ports: Record<string, number> = {}
  for (const [name, range] of Object.entries(kind.ports)) {
    const port = await freePort(range, [...promised, ...others.flatMap(([, server]) => Object.values(server.ports))])
    promised.add(port)
    ports[name] = port
  }
  return { ports, secret: randomBytes(12).toString('hex'), process: null, family: [] }
}

const withoutSecret = (address: string): string => address.replace(/:[^:@/]+@/, ':***@')
