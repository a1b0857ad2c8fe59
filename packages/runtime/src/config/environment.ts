import { readFileSync } from 'node:fs'
import { AppError, err, ok, type Result } from '@guanlan/kernel'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)

/** Every environment variable that is read, in one table. Secrets also as `NAME_FILE`. */
const environmentSchema = z.object({
  GUANLAN_CONFIG: z.string().optional(),
  GUANLAN_DATA: z.string().default('./data'),
  GUANLAN_PORT: port.default(8600),
  GUANLAN_HEALTH_PORT: port.default(0),
  EVENT_LOG: z.enum(['embedded', 'kafka']).default('embedded'),
  KAFKA_BROKERS: z.string().optional(),
  SEARCH_STORE: z.enum(['embedded', 'elasticsearch']).default('embedded'),
  ELASTICSEARCH_URL: z.string().optional(),
  RECORD_STORE: z.enum(['embedded', 'postgres']).default('embedded'),
  DATABASE_URL: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
})
export type Environment = z.infer<typeof environmentSchema>
const secrets = ['DATABASE_URL', 'ELASTICSEARCH_URL'] as const

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
  if (parsed.success && problems.length === 0) return ok(parsed.data)
  return err(
    new AppError('config_invalid', `环境变量有误：\n${problems.map((problem) => `  ${problem}`).join('\n')}`, {
      problems,
    }),
  )
}
