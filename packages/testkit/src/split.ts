import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { endWithParent, exitOf, own } from './own-children.js'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** From the river's end to its source, so that what flows can be taken; the sample city first, since all others ask it. */
export const splitServices = [
  'sample-city',
  'indexer',
  'alert-router',
  'topic-detector',
  'classifier',
  'api',
  'crawler',
] as const
export type SplitService = (typeof splitServices)[number]

export interface SplitOptions {
  /** Addresses of the servers (KAFKA_BROKERS, ELASTICSEARCH_URL, DATABASE_URL) and what else the services shall see. */
  readonly env: Readonly<Record<string, string>>
  /** How many of each service; the sample city stands once. Default 1. */
  readonly instances?: number
  /** Absent: no sample city. */
  readonly sample?: { readonly speed: number; readonly seed: number }
  /** Port of the first api; 0 = any free one (default). */
  readonly port?: number
  /** Folder for each process's log lines (`<service>-<n>.log`). */
  readonly logs: string
  /** What the processes print, and what became of them. */
  readonly onLine?: (line: string) => void
  /** How long all may take to be ready, ms. */
  readonly patienceMs?: number
}

/** One process of the split shape. */
export interface SplitProcess {
  /** `crawler-1`. */
  readonly name: string
  readonly service: SplitService
  /** Where it answers; of the api: the console. Changes with a restart. */
  url(): string
  pid(): number | null
  /** SIGKILL; resolves when nothing of it runs. It is started again unless `forGood`. */
  kill(options?: { forGood?: boolean }): Promise<void>
  /** SIGTERM and wait; resolves to the exit code. It stays down until `start`. */
  stop(): Promise<number | null>
  /** Starts it (again) and waits until it is ready. */
  start(): Promise<void>
}

export interface Split {
  readonly processes: readonly SplitProcess[]
  process(name: string): SplitProcess
  /** Console of the first api that lives. */
  url(): string
  /** SIGKILL for all of them, at once; nothing is started again. */
  kill(): Promise<void>
  /** In order, from the source down. Exit codes that are not 0, by name. */
  stop(): Promise<Record<string, number | null>>
}

/**
 * Starts every service as a process of its own on the given servers and waits until all are ready. Throws with the output of the one that is not.
 * What ends by itself is started again, after a pause that grows.
 */
export async function startSplit(options: SplitOptions): Promise<Split> {
  const { instances = 1, sample, port = 0, logs } = options
  mkdirSync(logs, { recursive: true })
  const processes = splitServices
    .filter((service) => service !== 'sample-city' || sample)
    .flatMap((service) =>
      Array.from({ length: service === 'sample-city' ? 1 : instances }, (_, i) => {
        const name = `${service}-${i + 1}`
        const env = {
          ...process.env,
          ...endWithParent(),
          EVENT_LOG: 'kafka',
          SEARCH_STORE: 'elasticsearch',
          RECORD_STORE: 'postgres',
          GUANLAN_SAMPLE: sample ? 'on' : 'off',
          GUANLAN_INSTANCE: name,
          GUANLAN_PORT: String(service === 'api' && i === 0 ? port : 0),
          GUANLAN_HEALTH_PORT: '0',
          ...options.env,
        }
        const args = service === 'sample-city' && sample ? [`--speed=${sample.speed}`, `--seed=${sample.seed}`] : []
        return superviseProcess({ name, service, env, args, options })
      }),
    )
  const split: Split = {
    processes,
    process(name) {
      const found = processes.find((one) => one.name === name)
      if (!found) throw new Error(`no process ${name}`)
      return found
    },
    url() {
      const api = processes.find((one) => one.service === 'api' && one.pid() !== null)
      if (!api) throw new Error('no api is running')
      return api.url()
    },
    async kill() {
      await Promise.all(processes.map((one) => one.kill({ forGood: true })))
    },
    async stop() {
      const codes: Record<string, number | null> = {}
      for (const service of [...splitServices].reverse()) {
        const ours = processes.filter((one) => one.service === service)
        for (const [i, code] of (await Promise.all(ours.map((one) => one.stop()))).entries())
          if (code !== 0) codes[ours[i]?.name ?? service] = code
      }
      return codes
    },
  }
  try {
    await Promise.all(processes.map((one) => one.start()))
  } catch (thrown) {
    await split.stop()
    throw thrown
  }
  return split
}

/** A process that ends before it is ready this often has more than bad luck. */
const MOST_LIVES = 4

function superviseProcess(parts: {
  name: string
  service: SplitService
  env: NodeJS.ProcessEnv
  args: readonly string[]
  options: SplitOptions
}): SplitProcess {
  const { name, service, env, args, options } = parts
  const { onLine = () => {}, patienceMs = 120_000 } = options
  const main = join(ROOT, 'services', service, 'dist', 'main.js')
  const log = join(options.logs, `${name}.log`)
  let child: ChildProcess | null = null
  let url = ''
  let wanted = false
  let output = ''
  let tail: string[] = []
  let pauseMs = 500
  let isReady = false
  /** Started since `start`. */
  let lives = 0

  /** Resolves when it is ready. */
  function launch(): Promise<void> {
    const started = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env, cwd: ROOT })
    child = started
    isReady = false
    lives += 1
    own(started)
    started.stderr.pipe(createWriteStream(log, { flags: 'a' }))
    createInterface({ input: started.stderr }).on('line', (line) => {
      tail = [...tail.slice(-30), line]
    })
    const exit = exitOf(started)
    const ready = new Promise<void>((resolve, reject) => {
      const give = (why: string) => reject(new Error(`${name} ${why}\n${output.slice(-2_000)}\n${tail.join('\n')}`))
      const timer = setTimeout(() => give('was not ready in time'), patienceMs)
      createInterface({ input: started.stdout }).on('line', (line) => {
        output += `${line}\n`
        onLine(`${name}: ${line}`)
        const match = line.startsWith(`${service} http`) ? line.slice(service.length + 1) : null
        if (match === null) return
        url = match
        isReady = true
        pauseMs = 500
        clearTimeout(timer)
        resolve()
      })
      void exit.then((code) => {
        clearTimeout(timer)
        give(`ended with ${code}`)
      })
    })
    ready.catch(() => undefined)
    void exit.then((code) => {
      if (child === started) child = null
      if (!wanted) return
      onLine(`${name}: ended with ${code ?? 'a signal'}, starting again in ${pauseMs} ms`)
      setTimeout(() => wanted && child === null && launch(), pauseMs).unref()
      pauseMs = Math.min(pauseMs * 2, 10_000)
    })
    return ready
  }

  return {
    name,
    service,
    url: () => url,
    pid: () => child?.pid ?? null,
    async kill({ forGood = false } = {}) {
      if (forGood) wanted = false
      const leaving = child
      if (!leaving) return
      const exit = exitOf(leaving)
      leaving.kill('SIGKILL')
      await exit
    },
    async stop() {
      wanted = false
      const leaving = child
      if (!leaving) return 0
      const exit = exitOf(leaving)
      leaving.kill('SIGTERM')
      return exit
    },
    async start() {
      wanted = true
      if (child) return
      lives = 0
      await launch().catch(async (thrown: unknown) => {
        // What could not start once, for a server that was too slow, may at the supervisor's next try.
        while (!isReady && lives < MOST_LIVES) await new Promise((resolve) => setTimeout(resolve, 100))
        if (!isReady) throw thrown
      })
    },
  }
}
