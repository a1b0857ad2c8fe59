import { describe, expect, it } from 'vitest'
import { checkCatalogue } from '../src/index.js'
import { indexOf, shippedOffice } from './support.js'

const index = indexOf(shippedOffice)

describe('the shipped catalogue', () => {
  it('catches ten examples or more of each matter, none of its two near misses or more, and no rule is idle', () => {
    const atLeast = { examples: 10, nearMisses: 2 }
    expect(checkCatalogue(index, { atLeast }).map(({ message }) => message)).toEqual([])
  }, 60_000)

  it('has at least 250 matters with codes of their own, each with the source of its duty', () => {
    const codes = shippedOffice.matters.map(({ code }) => code)
    expect(codes.length).toBeGreaterThanOrEqual(250)
    expect(new Set(codes).size).toBe(codes.length)
    expect(shippedOffice.matters.filter(({ duty }) => !duty).map(({ code }) => code)).toEqual([])
  })

  it('says each example once in the whole catalogue', () => {
    const examples = shippedOffice.matters.flatMap((matter) => matter.examples)
    expect(examples.filter((example, i) => examples.indexOf(example) !== i)).toEqual([])
  })

  it('covers all eight domains and matters outside them', () => {
    const domains = new Set(shippedOffice.matters.map(({ domain }) => domain))
    expect([...domains].sort()).toEqual([...shippedOffice.domains.map(({ code }) => code), null].sort())
  })

  it('has the 23 towns with their codes and short names', () => {
    const towns = shippedOffice.places.filter(({ code }) => code.length === 9)
    expect(towns).toHaveLength(23)
    expect(towns.every(({ code, aliases }) => code.startsWith('330681') && aliases.length === 1)).toBe(true)
  })
})
