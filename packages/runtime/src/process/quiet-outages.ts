import { AppError, MINUTE, type LogFields, type Logger } from '@guanlan/kernel'
import { isOutage } from '../station/attempts.js'

/** What goes on being away is told again so often. */
const AGAIN_MS = 10 * MINUTE

/**
 * A logger that tells once that a store is full or a server away, and then again every ten minutes, with how often it was
 * met meanwhile: everybody who needs it tries again several times a second. Each part's own line is told.
 */
export function quietOutages(logger: Logger, now: () => number = () => performance.now()): Logger {
  const told = new Map<string, { at: number; unsaid: number }>()

  function over(inner: Logger, who: string): Logger {
    const quiet =
      (say: (fields: LogFields, message: string) => void) =>
      (fields: LogFields, message: string): void => {
        const { err, station } = fields
        if (!(err instanceof AppError) || !isOutage(err)) return say(fields, message)
        const name = JSON.stringify([who, station, err.code, message])
        const last = told.get(name)
        if (last && now() - last.at < AGAIN_MS) {
          last.unsaid += 1
          return
        }
        told.set(name, { at: now(), unsaid: 0 })
        say(last && last.unsaid > 0 ? { ...fields, unsaid: last.unsaid } : fields, message)
      }
    return {
      ...inner,
      warn: quiet((fields, message) => inner.warn(fields, message)),
      error: quiet((fields, message) => inner.error(fields, message)),
      child: (fields) => over(inner.child(fields), `${who}${JSON.stringify(fields)}`),
    }
  }
  return over(logger, '')
}
