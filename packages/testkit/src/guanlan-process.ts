import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../../../services/guanlan/bin/guanlan.mjs', import.meta.url))

export interface StartOptions {
  readonly data: string
  /** Further options of `guanlan up`. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** How long the console's line may take, ms. */
  readonly patienceMs?: number
}

/** The product as a process of its own, started as its users start it (node directly, so that signals arrive). */
export interface GuanlanProcess {
  readonly url: string
  readonly child: ChildProcess
  /** What it has printed so far. */
  stdout(): string
  stderr(): string
  /** SIGINT as by Ctrl-C; resolves to the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL: nothing of it may run any more when this resolves. */
  kill(): Promise<void>
  get<T>(path: string): Promise<T>
  post(
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ status: number; body: unknown }>
}

/** Runs the command line to its end. */
export async function runGuanlan(
  args: readonly string[],
  options: { input?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [BIN, ...args], { stdio: 'pipe', env: { ...process.env, ...options.env } })
  const output = capture(child)
  child.stdin?.end(options.input ?? '')
  const code = await exitOf(child)
  return { code, stdout: output.stdout(), stderr: output.stderr() }
}

/** Starts `guanlan up` on any free port and waits for the console's address. Throws with its output when it ends before. */
export async function startGuanlan(options: StartOptions): Promise<GuanlanProcess> {
  const child = spawn(process.execPath, [BIN, 'up', '--port', '0', '--data', options.data, ...(options.args ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  })
  own(child)
  const output = capture(child)
  const exit = exitOf(child)
  const url = await new Promise<string>((resolve, reject) => {
    const give = (error: Error) => {
      child.kill('SIGKILL')
      reject(error)
    }
    const timer = setTimeout(
      () => give(new Error(`no console line in time\n${output.stdout()}\n${output.stderr()}`)),
      options.patienceMs ?? 90_000,
    )
    child.stdout?.on('data', () => {
      const match = /^console (http:\/\/\S+)$/m.exec(output.stdout())
      if (!match?.[1]) return
      clearTimeout(timer)
      resolve(match[1])
    })
    void exit.then((code) => {
      clearTimeout(timer)
      reject(new Error(`ended with ${code} before the console stood\n${output.stdout()}\n${output.stderr()}`))
    })
  })
  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(new URL(path, url))
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  return {
    url,
    child,
    ...output,
    async stop() {
      child.kill('SIGINT')
      return exit
    },
    async kill() {
      child.kill('SIGKILL')
      await exit
    },
    get,
    async post(path, body, headers = {}) {
      const response = await fetch(new URL(path, url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
      const text = await response.text()
      return { status: response.status, body: text ? (JSON.parse(text) as unknown) : null }
    },
  }
}

/** Started and not ended yet: a test that fails half-way must not leave a process behind. */
const running = new Set<ChildProcess>()
let watching = false

function own(child: ChildProcess): void {
  if (!watching) process.once('exit', () => running.forEach((one) => one.kill('SIGKILL')))
  watching = true
  running.add(child)
  child.once('exit', () => running.delete(child))
}

/** A fresh folder for one test, and its end. */
export async function freshFolder(name: string): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), `guanlan-${name}-`))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

function capture(child: ChildProcess): { stdout(): string; stderr(): string } {
  let [out, problems] = ['', '']
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8')
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    problems += chunk.toString('utf8')
  })
  return { stdout: () => out, stderr: () => problems }
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', (code) => resolve(code)))
