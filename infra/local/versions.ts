import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** infra/versions.env, the one list of versions. */
export const VERSIONS_FILE = fileURLToPath(new URL('../versions.env', import.meta.url))

/** Versions by name, e.g. `KAFKA_VERSION` → `4.1.1`. */
export type Versions = ReadonlyMap<string, string>

/**
 * Reads `NAME=value` lines; blank lines and `#` lines are skipped. Docker Compose reads the same file, so quotes, spaces,
 * references and `export` are refused instead of being understood differently by the two.
 * @throws Error naming file, line and what is wrong with it; every bad line at once
 */
export function parseVersions(text: string, file: string): Versions {
  const versions = new Map<string, string>()
  const problems: string[] = []
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const match = /^([A-Z][A-Z0-9_]*)=([0-9A-Za-z][0-9A-Za-z._-]*)$/.exec(line)
    const [, name, value] = match ?? []
    if (!name || !value) problems.push(`${file}:${index + 1}: not NAME=version: ${line}`)
    else if (versions.has(name)) problems.push(`${file}:${index + 1}: ${name} stands here a second time`)
    else versions.set(name, value)
  }
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return versions
}

/** The versions of this checkout. @throws Error as parseVersions */
export const readVersions = (): Versions => parseVersions(readFileSync(VERSIONS_FILE, 'utf8'), VERSIONS_FILE)

/** One version. @throws Error naming the file when it has no such line */
export function versionOf(versions: Versions, name: string): string {
  const value = versions.get(name)
  if (value === undefined) throw new Error(`${VERSIONS_FILE} has no line ${name}=…`)
  return value
}
