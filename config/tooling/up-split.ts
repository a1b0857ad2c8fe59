// `npm run up:split`: every service as a process of its own, on the servers of `npm run servers` (or those that the environment names).
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startSplit } from '@guanlan/testkit'
import { localServers } from '../../infra/local/servers.js'

const USAGE = `npm run up:split -- [options]      Ctrl-C stops all in order
  --instances N     of each service (default 1)
  --port N          the first console's port (default 8600; 0 = any free one)
  --sample on|off   the sample city (default on)   --speed X (60)   --seed N (0)
  --config DIR      the office's own configuration
  --logs DIR        log lines of each process (default build/split-logs)
Servers: KAFKA_BROKERS, ELASTICSEARCH_URL, DATABASE_URL where set, else those of \`npm run servers\`, started when they do not run.`

const root = fileURLToPath(new URL('../../', import.meta.url))
const tell = (line: string) => void process.stdout.write(`${line}\n`)

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      instances: { type: 'string', default: '1' },
      port: { type: 'string', default: '8600' },
      sample: { type: 'string', default: 'on' },
      speed: { type: 'string', default: '60' },
      seed: { type: 'string', default: '0' },
      config: { type: 'string' },
      logs: { type: 'string', default: join(root, 'build/split-logs') },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    tell(USAGE)
    return 0
  }
  if (!existsSync(join(root, 'services/api/dist/main.js'))) throw new Error('not built yet: run `npm run build` first')
  const env = await servers()
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
  })
  const split = await startSplit({
    env: { ...env, ...(values.config ? { GUANLAN_CONFIG: values.config } : {}) },
    instances: whole('instances', values.instances, 1),
    port: whole('port', values.port, 0),
    ...(values.sample === 'off'
      ? {}
      : { sample: { speed: Number(values.speed), seed: whole('seed', values.seed, 0) } }),
    logs: values.logs,
    onLine: tell,
  })
  tell(`console ${split.url()}`)
  tell(`logs ${values.logs}`)
  await asked
  const bad = await split.stop()
  for (const [name, code] of Object.entries(bad)) tell(`${name} ended with ${code ?? 'a signal'}`)
  return Object.keys(bad).length === 0 ? 0 : 1
}

/** Addresses of the servers that are set, and of local ones for the rest. */
async function servers(): Promise<Record<string, string>> {
  const wanted = { KAFKA_BROKERS: 'kafka', ELASTICSEARCH_URL: 'elasticsearch', DATABASE_URL: 'postgres' } as const
  const missing = Object.entries(wanted).filter(([variable]) => !process.env[variable])
  if (missing.length === 0) return {}
  const local = localServers({ tell })
  await Promise.all(missing.map(([, name]) => local.start(name)))
  return Object.fromEntries(Object.entries(local.env()).filter(([name]) => missing.some(([one]) => one === name)))
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least)
    throw new Error(`--${name}: a whole number from ${least} on, not ${text}`)
  return value
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
