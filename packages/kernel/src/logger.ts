/** Structured facts of one log line. Never a document's text: what is logged has passed no mask. */
export type LogFields = Readonly<Record<string, unknown>>

/** What stations need of a logger; runtime gives them pino, tests a recorder. */
export interface Logger {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
  child(fields: LogFields): Logger
}

/** Says nothing. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLogger,
}
