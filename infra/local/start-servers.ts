import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, runAs } from './folders.js'
import { isAlive, refOf } from './processes.js'
import { localServers, type LocalServers } from './servers.js'
import { readOwner, type ServerName } from './state.js'

/** Servers of one test run. */
export interface StartedServers extends LocalServers {
  /** Why a server that was asked for does not run. Empty unless `partial`. */
  readonly failures: Readonly<Partial<Record<ServerName, string>>>
}

/**
 * Starts servers on a fresh data folder that belongs to this process, all at once: for tests. What a killed run left behind
 * is ended first. The end is `stopAll()` and `purge()`.
 * @throws Error with what failed and why, after stopping what had started; with `partial` the rest goes on and `failures` tells
 */
export async function startServers(options: {
  readonly names: readonly ServerName[]
  /** Default: a new folder in the cache. */
  readonly dir?: string
  readonly partial?: boolean
  readonly tell?: (line: string) => void
}): Promise<StartedServers> {
  await endOrphans()
  const dir = options.dir ?? freshDir()
  const servers = localServers({ dir, owned: true, ...(options.tell ? { tell: options.tell } : {}) })
  const failures: Partial<Record<ServerName, string>> = {}
  await Promise.all(
    options.names.map((name) =>
      servers.start(name).catch((error: unknown) => {
        failures[name] = error instanceof Error ? error.message : String(error)
      }),
    ),
  )
  if (Object.keys(failures).length > 0 && !options.partial) {
    await servers.stopAll()
    throw new Error(Object.values(failures).join('\n'))
  }
  return { ...servers, failures }
}

/** Stops the servers of test runs whose process no longer lives, and removes their data. */
export async function endOrphans(): Promise<void> {
  for (const dir of testDirs()) {
    const owner = readOwner(dir)
    // Without an owner it is either just being made or not ours to judge.
    if (owner === null || isAlive(owner)) continue
    const servers = localServers({ dir })
    await servers.stopAll()
    servers.purge()
    rmSync(dir, { recursive: true, force: true })
  }
}

const testFolder = (): string => join(cacheFolder(process.env, runAs() !== null), 'test-runs')

function testDirs(): string[] {
  mkdirSync(testFolder(), { recursive: true })
  return readdirSync(testFolder()).map((name) => join(testFolder(), name))
}

let runs = 0

/** A name that no earlier process with our number had. */
function freshDir(): string {
  const { pid, identity } = refOf(process.pid)
  runs += 1
  return join(testFolder(), `${pid}-${identity.slice(-8).replaceAll(/\W/g, '')}-${runs}`)
}
