import type { Logger } from '@guanlan/kernel'
import { pino, stdSerializers, type DestinationStream, type Logger as Pino } from 'pino'

/** Names under which a secret or a text could slip into a log line. */
const SPEAKING = ['password', 'secret', 'authorization', 'key', 'token', 'value', 'body', 'title', 'text']
/** Blotted out at the top of a line and one object deep. */
const REDACTED = SPEAKING.flatMap((name) => [name, `*.${name}`])

/** JSON log lines with wall time; fields that could carry a secret or a citizen's words are blotted out. */
export function createLogger(options: { level: string; name: string; destination?: DestinationStream }): Logger {
  const { level, name, destination } = options
  const settings = {
    level,
    base: { name },
    serializers: { err: stdSerializers.err },
    redact: { paths: REDACTED, censor: '[redacted]' },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  return wrap(destination ? pino(settings, destination) : pino(settings, pino.destination({ dest: 2, sync: true })))
}

const wrap = (log: Pino): Logger => ({
  debug: (fields, message) => log.debug(fields, message),
  info: (fields, message) => log.info(fields, message),
  warn: (fields, message) => log.warn(fields, message),
  error: (fields, message) => log.error(fields, message),
  child: (fields) => wrap(log.child(fields)),
})
