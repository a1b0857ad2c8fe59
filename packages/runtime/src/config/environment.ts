import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { AppError, err, ok, type Result } from '@guanlan/kernel'
import { z } from 'zod'

const onOff = z.enum(['on', 'off']).default('off')
const port = z.coerce.number().int().min(0).max(65_535)

/** Every environment variable that is read, in one table. Secrets also as `NAME_FILE`. */
const environmentSchema = z.object({
  GUANLAN_CONFIG: z.string().optional(),
  /** Folder of an office's own classifier model (`npm run train -- --with FILE --to DIR`); read by installation.ts. */
  GUANLAN_MODEL: z.string().optional(),
  GUANLAN_DATA: z.string().default('./data'),
  GUANLAN_PORT: port.default(8600),
  GUANLAN_HEALTH_PORT: port.default(0),
  /** Address that the health server binds to: probes and scrapers may come from another machine. It shows no citizen's words. */
  GUANLAN_HEALTH_HOST: z.string().default('127.0.0.1'),
  EVENT_LOG: z.enum(['embedded', 'kafka']).default('embedded'),
  KAFKA_BROKERS: z.string().optional(),
  SEARCH_STORE: z.enum(['embedded', 'elasticsearch']).default('embedded'),
  ELASTICSEARCH_URL: z.string().optional(),
  RECORD_STORE: z.enum(['embedded', 'postgres']).default('embedded'),
  DATABASE_URL: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  /** Lets several offices share one Kafka and one Elasticsearch: goes before the names of topics, groups and indices. */
  GUANLAN_NAMESPACE: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/, '须为小写字母开头的小写字母、数字或连字符，至多 31 个')
    .optional(),
  /** Name of this instance of a service among its like; default: host and process number. */
  GUANLAN_INSTANCE: z
    .string()
    .regex(/^[\w.:-]{1,80}$/, '须为 1 到 80 个字母、数字或 . _ : -')
    .optional(),
  /** Whether a service of the many-processes shape lives in the sample city (`guanlan up` has its option --sample). */
  GUANLAN_SAMPLE: onOff,
  KAFKA_SSL: onOff,
  KAFKA_CA_FILE: z.string().optional(),
  KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
  KAFKA_SASL_USERNAME: z.string().optional(),
  KAFKA_SASL_PASSWORD: z.string().optional(),
  ELASTICSEARCH_API_KEY: z.string().optional(),
  ELASTICSEARCH_CA_FILE: z.string().optional(),
  /** Of the private key of sealed originals; read by `guanlan vault` alone. */
  GUANLAN_VAULT_PASSPHRASE: z.string().optional(),
})
export type Environment = z.infer<typeof environmentSchema>
const secrets = [
  'DATABASE_URL',
  'ELASTICSEARCH_URL',
  'ELASTICSEARCH_API_KEY',
  'KAFKA_SASL_PASSWORD',
  'GUANLAN_VAULT_PASSPHRASE',
] as const

/** A choice that needs another variable; the first column is what is chosen. */
const needs: readonly [keyof Environment, string, keyof Environment][] = [
  ['EVENT_LOG', 'kafka', 'KAFKA_BROKERS'],
  ['SEARCH_STORE', 'elasticsearch', 'ELASTICSEARCH_URL'],
  ['RECORD_STORE', 'postgres', 'DATABASE_URL'],
]

/** Reads and checks the environment; all problems at once as AppError `config_invalid` naming the variables. */
export function readEnvironment(env: NodeJS.ProcessEnv): Result<Environment> {
  const values: Record<string, string | undefined> = {}
  const problems: string[] = []
  for (const name of Object.keys(environmentSchema.shape))
    if (env[name] !== undefined && env[name] !== '') values[name] = env[name]
  for (const name of secrets) {
    const file = env[`${name}_FILE`]
    if (!file) continue
    try {
      values[name] = readFileSync(file, 'utf8').trim()
    } catch {
      problems.push(`${name}_FILE: 无法读取 ${file}`)
    }
  }
  const parsed = environmentSchema.safeParse(values)
  if (!parsed.success)
    for (const issue of parsed.error.issues) problems.push(`${issue.path.join('.')}: ${issue.message}`)
  else problems.push(...missing(parsed.data))
  if (parsed.success && problems.length === 0) return ok(parsed.data)
  return err(
    new AppError('config_invalid', `环境变量有误：\n${problems.map((problem) => `  ${problem}`).join('\n')}`, {
      problems,
    }),
  )
}

function missing(env: Environment): string[] {
  const found = needs.flatMap(([choice, value, needed]) =>
    env[choice] === value && !env[needed] ? [`${needed}: ${choice}=${value} 时必须给出`] : [],
  )
  if (env.KAFKA_SASL_MECHANISM && !(env.KAFKA_SASL_USERNAME && env.KAFKA_SASL_PASSWORD))
    found.push('KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD: KAFKA_SASL_MECHANISM 已设置时必须给出')
  return found
}

/** Name of this process among its like: as configured, else host and process number. */
export const instanceOf = (env: Environment): string => env.GUANLAN_INSTANCE ?? `${hostname()}:${process.pid}`

/** Name of this life of this instance: a restarted one is another, so that what the old one still held does not pass for its own. */
export const lifeOf = (env: Environment): string => `${instanceOf(env)}#${randomUUID().slice(0, 8)}`
