import { compileRules, parseRule, printRule } from '@guanlan/rules'
import { unwrap } from '@guanlan/kernel'
import { baseDictionary, createBoundaryFinder, fineTokens } from '@guanlan/text'
import { describe, expect, it } from 'vitest'
import { luceneRule } from '../load/peers/lucene.js'
import { createRuleInputs } from '../load/rule-inputs.js'

const boundaries = createBoundaryFinder(baseDictionary())
const tokensOf = (text: string) => fineTokens(text, boundaries).map((token) => token.text)
const asLucene = (text: string) => luceneRule(unwrap(parseRule(text)), tokensOf).join(' ')

describe('what the bench of rules measures', () => {
  const take = <T>(count: number, make: () => T) => Array.from({ length: count }, make)

  it('is the same for the same seed, and another for another', () => {
    const of = (seed: number) => {
      const inputs = createRuleInputs(seed)
      return { rules: take(20, inputs.rule), documents: take(5, inputs.document) }
    }
    expect(of(1)).toEqual(of(1))
    expect(of(1)).not.toEqual(of(2))
  })

  it('are rules of our language, and documents of which each hits about one rule in 800', () => {
    const inputs = createRuleInputs(3)
    const rules = take(4_000, inputs.rule)
    for (const rule of rules.slice(0, 200)) expect(unwrap(parseRule(printRule(rule)))).toEqual(rule)
    const set = compileRules(
      rules.map((rule, index) => ({ id: `r${index}`, rule })),
      { boundaries },
    )
    const documents = take(300, inputs.document)
    const hits = documents.reduce((sum, document) => sum + set.match(document).length, 0)
    expect((rules.length * documents.length) / hits).toBeGreaterThan(500)
    expect((rules.length * documents.length) / hits).toBeLessThan(1_200)
    for (const { title = '', body = '' } of documents) {
      expect(title.length + body.length).toBeGreaterThan(420)
      expect(title.length + body.length).toBeLessThan(460)
    }
  })
})

describe('a rule as Lucene is told it', () => {
  it.each([
    ['工资', 'leaf 1 工资'],
    ['"拖欠 工资" -演习', 'and 2 leaf 2 拖欠 工资 not leaf 1 演习'],
    ['工地 (欠薪 OR 讨薪)', 'and 2 leaf 1 工地 or 2 leaf 1 欠薪 leaf 2 讨 薪'],
    ['工地 NEAR/10 工资', 'near 5 either 1 工地 1 工资'],
    ['工地 BEFORE/4 拖欠工资', 'near 2 ordered 1 工地 2 拖欠 工资'],
  ])('%s is %s', (rule, told) => {
    expect(asLucene(rule)).toBe(told)
  })

  it.each(['~工资', '工资*', 'title:工资', '工资{2}', '(工地 OR 工厂) NEAR/3 工资'])(
    '%s is refused, not bent',
    (rule) => {
      expect(() => asLucene(rule)).toThrow(RangeError)
    },
  )
})
