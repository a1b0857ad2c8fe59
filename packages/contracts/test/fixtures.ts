import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('fixtures/', import.meta.url)

/**
 * One event as it once travelled. Files are frozen: a change of the schemas that wants one of them edited is no additive
 * change. An added optional field gets a new file, `<event>.v<n>.<what>.json`.
 */
export interface Fixture {
  readonly file: string
  readonly event: string
  readonly version: number
  /** '' for the one with every optional field, `minimal` for the one with none. */
  readonly what: string
  readonly text: string
}

/** All fixtures of the folder. Throws when a file is not named like one. */
export const fixtures: readonly Fixture[] = readdirSync(folder)
  .sort()
  .map((file) => {
    const match = /^([a-z]+\.[a-z]+)\.v(\d+)(?:\.([a-z-]+))?\.json$/.exec(file)
    if (!match?.[1]) throw new Error(`${file} is not named <event>.v<n>[.<what>].json`)
    const text = readFileSync(new URL(file, folder), 'utf8')
    return { file, event: match[1], version: Number(match[2]), what: match[3] ?? '', text }
  })

/** Text of the fixture of this name, without `.json`. */
export function fixture(name: string): string {
  const found = fixtures.find(({ file }) => file === `${name}.json`)
  if (!found) throw new Error(`no fixture ${name}`)
  return found.text
}
