import { describe, expect, it } from 'vitest'
import { checkCatalogue } from '../src/index.js'
import { indexOf, shippedOffice } from './support.js'

const index = indexOf(shippedOffice)

describe('the shipped catalogue', () => {
  it('catches each of its examples and none of its near misses, and names only codes that exist', () => {
    expect(checkCatalogue(index).map(({ message }) => message)).toEqual([])
  }, 60_000)

  it('has at least a hundred matters, each with its duty, three examples or two, and a near miss', () => {
    expect(shippedOffice.matters.length).toBeGreaterThanOrEqual(100)
    const thin = shippedOffice.matters.filter(
      ({ duty, examples, nearMisses }) => !duty || examples.length < 2 || nearMisses.length < 1,
    )
    expect(thin.map(({ code }) => code)).toEqual([])
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
