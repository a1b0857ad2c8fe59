import { readFileSync } from 'node:fs'
import { toInstant } from '@guanlan/kernel'
import { sampleDocument } from '@guanlan/search-store/contract'
import { describe, expect, it } from 'vitest'
import { articlesMapping } from '../src/elasticsearch/articles-mapping.js'
import { entryOf } from '../src/elasticsearch/entry.js'
import { generationsOf } from '../src/elasticsearch/generations.js'
import { templateOf } from '../src/elasticsearch/indices.js'
import { namesOf } from '../src/elasticsearch/names.js'
import { monthOf, startOf } from '../src/months.js'

describe('what stands in the cluster', () => {
  it('is the template in infra/elasticsearch, which changes with its version only', () => {
    const file = new URL(`../../../infra/elasticsearch/articles.v${articlesMapping.version}.json`, import.meta.url)
    const written: unknown = JSON.parse(readFileSync(file, 'utf8'))
    expect(written).toEqual(templateOf(articlesMapping, namesOf(undefined), {}))
  })

  it('names every field that is written, and no other', () => {
    const { fields } = entryOf(sampleDocument({ id: 'a' }), () => [])
    expect(Object.keys(fields).sort()).toEqual(Object.keys(articlesMapping.mappings.properties ?? {}).sort())
  })

  it('tells our indices from others that look alike', () => {
    const names = namesOf('city')
    expect(names.read('guanlan-city-articles-v12-2026.11')).toEqual({
      name: 'guanlan-city-articles-v12-2026.11',
      generation: 12,
      month: '2026.11',
    })
    for (const other of [
      'guanlan-articles-v1-2026.11',
      'guanlan-city-articles-v1-x',
      'guanlan-city-articles-v1-2026.11-write',
    ])
      expect(names.read(other)).toBeNull()
  })

  it('knows the searched generation by its alias', () => {
    const names = namesOf(undefined)
    const of = (name: string, ...aliases: string[]) => ({
      [name]: { aliases: Object.fromEntries(aliases.map((one) => [one, {}])) },
    })
    const found = generationsOf(
      {
        ...of('guanlan-articles-v1-base', 'guanlan-articles-v1-base-write', 'guanlan-articles'),
        ...of('guanlan-articles-v2-base', 'guanlan-articles-v2-base-write'),
        ...of('guanlan-articles-v2-2026.11'),
        ...of('somebody-elses', 'guanlan-articles'),
      },
      names,
    )
    expect(found).toMatchObject({ all: [1, 2], reading: 1 })
    expect(found.indices.map(({ name, read, write }) => [name, read, write])).toEqual([
      ['guanlan-articles-v1-base', true, true],
      ['guanlan-articles-v2-2026.11', false, false],
      ['guanlan-articles-v2-base', false, true],
    ])
  })
})

describe('months of first sight', () => {
  const at = (text: string) => toInstant(Date.parse(text))

  it('turn at midnight in Shanghai', () => {
    expect(monthOf(at('2026-10-31T15:59:59.999Z'))).toBe('2026.10')
    expect(monthOf(at('2026-10-31T16:00:00Z'))).toBe('2026.11')
    expect(startOf('2026.11')).toBe(Date.parse('2026-10-31T16:00:00Z'))
    expect(startOf('2027.01')).toBe(Date.parse('2026-12-31T16:00:00Z'))
  })

  it('keep four digits of the year at both ends of time', () => {
    expect(monthOf(at('9999-12-31T23:00:00Z'))).toBe('9999.12')
    expect(monthOf(at('0001-01-01T00:00:00Z'))).toBe('0001.01')
  })
})
