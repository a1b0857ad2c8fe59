/** One command of the command line. */
export interface Command {
  /** One line for `guanlan --help`. */
  readonly summary: string
  /** Resolves to the exit code. What is expected to go wrong is thrown as AppError and becomes a sentence. */
  run(args: readonly string[]): Promise<number>
}
