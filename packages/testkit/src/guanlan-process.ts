import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { currentShape, makeStorage, storageOf, type Shape } from './shape.js'
import { endWithParent, exitOf, own } from './own-children.js'
import { startSplit, type Split } from './split.js'
import type { TestServers } from './test-servers.js'

const BIN = fileURLToPath(new URL('../../../services/guanlan/bin/guanlan.mjs', import.meta.url))

export interface StartOptions {
  readonly data: string
  /** Further options of `guanlan up`. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Default: the shape that suites run on (GUANLAN_SHAPE). */
  readonly shape?: Shape
  /** Servers of the split shape; default: those of the integration suite. */
  readonly servers?: Pick<TestServers, 'kafkaBrokers' | 'elasticsearchUrl' | 'databaseUrl'>
  /** Instances of each service in the split shape; default 1. */
  readonly instances?: number
  /** How long the console's line may take, ms. */
  readonly patienceMs?: number
}

/**
 * The product as its users start it (node directly, so that signals arrive): one process, or in the split shape a process
 * for each service.
 */
export interface GuanlanProcess {
  readonly url: string
  /** Its processes in the split shape; null: it is one. */
  readonly split: Split | null
  /** What it has printed so far. */
  stdout(): string
  stderr(): string
  /** SIGINT as by Ctrl-C; resolves to the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL: nothing of it may run any more when this resolves. */
  kill(): Promise<void>
  /**
   * SIGKILL at a moment that was drawn, then up again: the one process, or of several the one that `pick` in [0, 1) falls on.
   * Resolves to what goes on (one process: another one at another address) and what was killed.
   */
  killAndRestart(pick: number): Promise<{ guanlan: GuanlanProcess; killed: string }>
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
  const data = args[args.indexOf('--data') + 1]
  const storage = args.includes('--data') && data ? storageOf(data) : {}
  const child = spawn(process.execPath, [BIN, ...args], {
    stdio: 'pipe',
    env: { ...process.env, ...storage, ...options.env },
  })
  const output = capture(child)
  child.stdin?.end(options.input ?? '')
  const code = await exitOf(child)
  return { code, stdout: output.stdout(), stderr: output.stderr() }
}

/** Starts the product in the shape that suites run on, on any free port. Throws with its output when it ends before it is ready. */
export const startGuanlan = (options: StartOptions): Promise<GuanlanProcess> =>
  (options.shape ?? currentShape()) === 'split' ? startSplitGuanlan(options) : startOneProcess(options)

/** `guanlan up`, waiting for the console's address. */
async function startOneProcess(options: StartOptions): Promise<GuanlanProcess> {
  const child = spawn(process.execPath, [BIN, 'up', '--port', '0', '--data', options.data, ...(options.args ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...endWithParent(), ...options.env },
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
  const stop = (): Promise<number | null> => {
    child.kill('SIGINT')
    return exit
  }
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await exit
  }
  return {
    url,
    split: null,
    ...output,
    stop,
    kill,
    async killAndRestart() {
      await kill()
      return { guanlan: await startOneProcess(options), killed: 'guanlan' }
    },
    ...client(() => url),
  }
}

/** A process for each service. What died is started again at once. */
async function startSplitGuanlan(options: StartOptions): Promise<GuanlanProcess> {
  const { values } = parseArgs({
    args: [...(options.args ?? [])],
    options: {
      config: { type: 'string' },
      sample: { type: 'string' },
      speed: { type: 'string' },
      seed: { type: 'string' },
      port: { type: 'string' },
    },
  })
  const storage = await makeStorage(options.data, options.servers)
  let printed = ''
  const split = await startSplit({
    env: { ...storage, ...options.env, ...(values.config ? { GUANLAN_CONFIG: values.config } : {}) },
    instances: options.instances ?? 1,
    ...(values.sample === 'off'
      ? {}
      : { sample: { speed: Number(values.speed ?? 60), seed: Number(values.seed ?? 0) } }),
    port: Number(values.port ?? 0),
    logs: join(options.data, 'logs'),
    onLine: (line) => (printed += `${line}\n`),
    patienceMs: options.patienceMs ?? 180_000,
  })
  const self: GuanlanProcess = {
    get url() {
      return split.url()
    },
    split,
    stdout: () => printed,
    stderr: () => '',
    async stop() {
      const bad = await split.stop()
      if (Object.keys(bad).length > 0) printed += `${JSON.stringify(bad)}\n`
      return Object.keys(bad).length === 0 ? 0 : 1
    },
    kill: () => split.kill(),
    async killAndRestart(pick) {
      const one = split.processes[Math.floor(pick * split.processes.length)]
      if (!one) throw new Error(`no process at ${pick}`)
      await one.kill()
      return { guanlan: self, killed: one.name }
    },
    ...client(split.url, RESTART_PATIENCE_MS),
  }
  return self
}

/** How long an api that was killed may take to answer again. */
const RESTART_PATIENCE_MS = 90_000

/** Asks the api; one that is not there is asked again for `patienceMs`. */
function client(url: () => string, patienceMs = 0): Pick<GuanlanProcess, 'get' | 'post'> {
  async function ask(path: string, init?: RequestInit): Promise<Response> {
    for (const end = Date.now() + patienceMs; ;) {
      try {
        return await fetch(new URL(path, url()), init)
      } catch (thrown) {
        if (Date.now() >= end) throw thrown
        await new Promise((resolve) => setTimeout(resolve, 250))
      }
    }
  }
  return {
    async get<T>(path: string): Promise<T> {
      const response = await ask(path)
      if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as T
    },
    async post(path, body, headers = {}) {
      const response = await ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
      const text = await response.text()
      return { status: response.status, body: text ? (JSON.parse(text) as unknown) : null }
    },
  }
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
