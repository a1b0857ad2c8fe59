import type { Logger } from '@guanlan/kernel'
import { pino, type DestinationStream, type Logger as Pino } from 'pino'
import { quietOutages } from './quiet-outages.js'

/** Names under which a secret or a text could slip into a log line. */
const SPEAKING = ['password', 'secret', 'authorization', 'key', 'token', 'value', 'body', 'title', 'text']
/** Blotted out at the top of a line and one object deep. */
const REDACTED = SPEAKING.flatMap((name) => [name, `*.${name}`])

/**
 * An error as a log line shows it: its code, and of its details only single facts. A version conflict carries the whole
 * entity, with its title and history: that is for whoever asked, not for the log.
 */
function errorFields(thrown: unknown, depth = 0): unknown {
  if (!(thrown instanceof Error)) return String(thrown).slice(0, 500)
  const { code, details } = thrown as { code?: unknown; details?: unknown }
  const facts = Object.entries((details ?? {}) as object).filter(
    ([name, value]) => !SPEAKING.includes(name) && ['string', 'number', 'boolean'].includes(typeof value),
  )
  return {
    type: thrown.name,
    message: thrown.message,
    ...(code === undefined ? {} : { code }),
    ...(facts.length > 0 ? { details: Object.fromEntries(facts) } : {}),
    stack: thrown.stack,
    ...(thrown.cause instanceof Error && depth < 3 ? { cause: errorFields(thrown.cause, depth + 1) } : {}),
  }
}

/** JSON log lines with wall time; fields that could carry a secret or a citizen's words are blotted out. */
export function createLogger(options: { level: string; name: string; destination?: DestinationStream }): Logger {
  const { level, name, destination } = options
  const settings = {
    level,
    base: { name },
    serializers: { err: errorFields },
    redact: { paths: REDACTED, censor: '[redacted]' },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  const lines = destination ? pino(settings, destination) : pino(settings, pino.destination({ dest: 2, sync: true }))
  return quietOutages(wrap(lines))
}

const wrap = (log: Pino): Logger => ({
  debug: (fields, message) => log.debug(fields, message),
  info: (fields, message) => log.info(fields, message),
  warn: (fields, message) => log.warn(fields, message),
  error: (fields, message) => log.error(fields, message),
  child: (fields) => wrap(log.child(fields)),
})
