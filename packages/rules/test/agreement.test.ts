import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRule, printRule } from '../src/index.js'
import { compareWithNaive } from './agreement.js'
import { ruleArbitrary } from './random-rules.js'

/** RULE_PAIRS=1000000 runs a million pairs, RULE_SEED another seed. */
const pairs = Number(process.env['RULE_PAIRS'] ?? 2_000)
const seed = Number(process.env['RULE_SEED'] ?? 20_261_122)

describe('the engine and the naive matcher', () => {
  it('agree on hits and spans for every random rule and text', { timeout: 3_600_000 }, () => {
    const compared = compareWithNaive({ pairs, seed }, (found, expected) => expect(found).toEqual(expected))
    // The property means something only where a good share of the pairs hits.
    expect(compared.hits / compared.pairs).toBeGreaterThan(0.1)
  })
})

describe('the printer', () => {
  it('prints what parses to the same rule, and prints that the same', () => {
    fc.assert(
      fc.property(ruleArbitrary, (rule) => {
        const printed = printRule(rule)
        const again = parseRule(printed)
        expect(again).toEqual({ ok: true, value: rule })
        expect(again.ok && printRule(again.value)).toBe(printed)
      }),
      { seed, numRuns: 1_000 },
    )
  })
})

describe('the parser', () => {
  it('answers any text with a rule or a refusal whose place lies in the text, and never throws', () => {
    const bits = fc.constantFrom(
      'A',
      '欠薪',
      ' ',
      '(',
      ')',
      '"',
      '“',
      '\\',
      '{',
      '}',
      '2',
      ',',
      ':',
      'title:',
      '~',
      '*',
      '-',
    )
    const words = fc.constantFrom(
      ' AND ',
      ' OR ',
      ' NOT ',
      ' NEAR/2 ',
      ' BEFORE/1 ',
      ' 并且 ',
      '排除',
      '{2}',
      '（',
      '：',
      '\u200b',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(bits, words, fc.string()), { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        const parsed = parseRule(text)
        if (parsed.ok) {
          expect(parseRule(printRule(parsed.value))).toEqual(parsed)
          return
        }
        const { offset, found } = parsed.error.details as { offset: number; found: string }
        expect(text.slice(offset, offset + found.length)).toBe(found)
        expect(parsed.error.code).toBe('rule_invalid')
      }),
      { seed, numRuns: 3_000 },
    )
  })
})
