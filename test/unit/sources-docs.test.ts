import { readFileSync } from 'node:fs'
import { sourceConfigSchema } from '@guanlan/contracts'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

/** Sections of the page by their heading. */
const sections = new Map(
  readFileSync(new URL('../../docs/sources.md', import.meta.url), 'utf8')
    .split(/^## /m)
    .map((section) => [section.slice(0, section.indexOf('\n')).trim(), section]),
)
const kinds = sourceConfigSchema.options.map(({ shape }) => shape.kind.value)
const shapeOf = (kind: string) =>
  Object.keys(sourceConfigSchema.options.find(({ shape }) => shape.kind.value === kind)?.shape ?? {})
const rowsOf = (section: string | undefined) =>
  [...(section ?? '').matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1] ?? '')
const examplesOf = (section: string | undefined) =>
  [...(section ?? '').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '')

describe('docs/sources.md', () => {
  it('has a section for every kind, and no other', () => {
    const named = [...sections.keys()].filter((heading) => /^[a-z]+$/.test(heading))
    expect(named.sort()).toEqual([...kinds].sort())
  })

  it.each(kinds)('shows a %s in at most five lines that the schema takes', (kind) => {
    const [smallest, ...others] = examplesOf(sections.get(kind))
    expect(smallest?.trim().split('\n').length).toBeLessThanOrEqual(5)
    for (const example of [smallest, ...others])
      expect(sourceConfigSchema.safeParse(parse(example ?? ''))).toMatchObject({ success: true, data: { kind } })
  })

  it.each(kinds)('names each setting of a %s, and none that there is not', (kind) => {
    const common = rowsOf(sections.get('Every kind'))
    const own = rowsOf(sections.get(kind))
    const fetched = new Set(['url', 'every', 'slowest', 'hostDelay', 'zone', 'charset'])
    const named = [...common.filter((name) => kind !== 'push' || !fetched.has(name)), ...own]
    expect(named.sort()).toEqual(shapeOf(kind).sort())
  })
})
