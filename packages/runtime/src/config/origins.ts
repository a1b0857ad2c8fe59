/** Where a value in force came from: a file with its line, or a named layer (`sample`, `override`). */
export interface Origin {
  readonly layer: 'shipped' | 'office' | 'sample' | 'override' | 'default'
  readonly file?: string
  readonly line?: number
}

/** Where each matter stands in its file, `config/office/matters/wages.yaml:12`; undefined where that is not known. */
export const placeOfMatter =
  (origins: ReadonlyMap<string, Origin>) =>
  (matter: string): string | undefined => {
    const origin = origins.get(`matters[${matter}]`)
    return origin?.file && `${origin.file}${origin.line ? `:${origin.line}` : ''}`
  }

/** One thing wrong with the configuration. */
export interface ConfigProblem {
  readonly file: string
  readonly line?: number
  /** Path inside the file: `[3].rules[0]`. */
  readonly field: string
  readonly message: string
}

/** `file:line field: message`, one line per problem: what the user reads. */
export const formatProblem = ({ file, line, field, message }: ConfigProblem): string =>
  `${file}${line ? `:${line}` : ''} ${field ? `${field}: ` : ''}${message}`
