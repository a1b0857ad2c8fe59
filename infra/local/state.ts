import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProcessRef } from './processes.js'

/** The servers that can be provisioned. */
export const serverNames = ['kafka', 'elasticsearch', 'opensearch', 'postgres'] as const
export type ServerName = (typeof serverNames)[number]

/** What is kept of one server between commands, in a file of its own. Ports and secret outlive a stop, so that addresses stay the same. */
export interface ServerState {
  readonly ports: Readonly<Record<string, number>>
  /** The superuser's password, where the server has one. */
  readonly secret: string
  /** Null after an orderly stop. A reference to a process that no longer lives means that it died. */
  readonly process: ProcessRef | null
  /** What ran below it when it was ready: the last of them may outlive it for a moment. */
  readonly family: readonly ProcessRef[]
}

const fileOf = (dir: string, name: string): string => join(dir, `${name}.json`)

/** What is kept of a server; null when nothing is. @throws Error naming the file when it is damaged */
export function readServer(dir: string, name: ServerName): ServerState | null {
  return read(dir, fileOf(dir, name), isServerState)
}

/** What is kept in a data folder, by server. @throws Error naming the file that is damaged */
export const readServers = (dir: string): [ServerName, ServerState][] =>
  serverNames.flatMap((name) => {
    const server = readServer(dir, name)
    return server ? [[name, server] as [ServerName, ServerState]] : []
  })

/** Keeps it, whole or not at all; for the owner's eyes only, since it holds the password. */
export const writeServer = (dir: string, name: ServerName, server: ServerState): void =>
  write(dir, fileOf(dir, name), server)

/** Forgets a server. */
export const forgetServer = (dir: string, name: ServerName): void => rmSync(fileOf(dir, name), { force: true })

/** Forgets whose they are, and removes the folder when nothing else is in it. */
export function forgetFolder(dir: string): void {
  rmSync(fileOf(dir, 'owner'), { force: true })
  if (existsSync(dir) && readdirSync(dir).length === 0) rmdirSync(dir)
}

/** Whose end is the end of the servers of this folder (a test run); null when they were started by a person and stay. */
export const readOwner = (dir: string): ProcessRef | null => read(dir, fileOf(dir, 'owner'), isRef)

/** Says whose the servers of this folder are. */
export const writeOwner = (dir: string, owner: ProcessRef): void => write(dir, fileOf(dir, 'owner'), owner)

function read<T>(dir: string, file: string, fits: (value: unknown) => value is T): T | null {
  if (!existsSync(file)) return null
  const damaged = (why: string) =>
    new Error(
      `${file} is damaged (${why}), so its process cannot be told from others. ` +
        `End what still runs on ${dir} by hand (ps -ef), then delete the file.`,
    )
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : String(error))
  }
  if (!fits(value)) throw damaged('not of the shape that it was written in')
  return value
}

function write(dir: string, file: string, value: unknown): void {
  mkdirSync(dir, { recursive: true })
  const temporary = `${file}.${process.pid}`
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(temporary, file)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isRef = (value: unknown): value is ProcessRef =>
  isObject(value) && Number.isInteger(value['pid']) && Number(value['pid']) > 1 && typeof value['identity'] === 'string'
const isPort = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536

const isServerState = (value: unknown): value is ServerState =>
  isObject(value) &&
  isObject(value['ports']) &&
  Object.values(value['ports']).every(isPort) &&
  typeof value['secret'] === 'string' &&
  (value['process'] === null || isRef(value['process'])) &&
  Array.isArray(value['family']) &&
  value['family'].every(isRef)
