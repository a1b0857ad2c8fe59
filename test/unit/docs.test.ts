import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { errorCodes } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

/** Names in backticks that fill the first cell of a table's rows. */
const rowsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^\| *`([^`|]+)` *\|/gm)].map((match) => match[1] ?? '').sort()

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** Every package.json of the repository: the root's and those of the workspaces. */
const manifests = ['packages', 'services']
  .flatMap((group) => readdirSync(new URL(group, root)).map((name) => `${group}/${name}/package.json`))
  .filter((path) => existsSync(new URL(path, root)))
  .concat('package.json')

describe('docs/errors.md', () => {
  it('lists exactly the error codes that there are, once each', () => {
    expect(rowsOf(read('docs/errors.md'))).toEqual(Object.keys(errorCodes).sort())
  })
})

describe('docs/dependencies.md', () => {
  const named = manifests.flatMap((path) => {
    const manifest = JSON.parse(read(path)) as Manifest
    const kinds = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies]
    return kinds.flatMap((kind) => Object.keys(kind ?? {}))
  })
  const used = [...new Set(named.filter((name) => !name.startsWith('@guanlan/')))].sort()

  it('has a row for every package that a package.json names, and no other', () => {
    expect(manifests.length).toBeGreaterThan(20)
    expect(rowsOf(read('docs/dependencies.md'))).toEqual(used)
  })

  it('says of each its job, reason, tree, licence and keeper', () => {
    const rows = read('docs/dependencies.md')
      .split('\n')
      .filter((line) => /^\| *`/.test(line))
    const cells = rows.map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    expect(cells.filter((row) => row.length !== 6 || row.includes(''))).toEqual([])
    expect(cells.filter((row) => !/^\d+ · \d+\.\d/.test(row[3] ?? ''))).toEqual([])
  })
})
