import { unwrap } from '@guanlan/kernel'
import * as fc from 'fast-check'
import { holdsWithoutHits, type LeafRule, parseRule, printRule, type Rule, type RuleDocument } from '../src/index.js'

/** Words that overlap, contain one another, fold and straddle cuts: the traps of the language, in few pieces. */
const PIECES =
  '欠薪 欠 拖欠 拖欠工资 工资 工 路口 交通 口交 大 大麻 大麻烦 麻烦 店口 帽子 口碑 中小学生 小学 学生 信号灯 灯 農民工 农民 AI ai AIRPORT ofo ofobike 4S店 COVID-19 19 12345 哈 哈哈 Ａ １２ 😀 𠮷 é e\u0301 ㎡'.split(
    ' ',
  )
const GAPS = ['', '', '', '', ' ', '，', '。', '…', '\u200b', '\n', '、「', '~', '℃', '\ud83d']

const text = fc
  .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom(...GAPS)), { maxLength: 12, size: 'max' })
  .map((pairs) => pairs.flat().join(''))

/** A short document with every field now and then. */
export const documentArbitrary: fc.Arbitrary<RuleDocument> = fc.record(
  { title: text, body: text, source: text, place: text },
  { requiredKeys: ['body'] },
)

const field = fc.constantFrom(...Array.from({ length: 8 }, () => undefined), 'title', 'body', 'source', 'place')
const withField = (leaf: LeafRule, of: LeafRule['field']): LeafRule =>
  of === undefined ? leaf : { ...leaf, field: of }

const bareLeaf: fc.Arbitrary<LeafRule> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom('', '', '~', '*')).map(toTerm) },
  { weight: 2, arbitrary: fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 3 }).map(toPhrase) },
)
const leaf = fc.tuple(bareLeaf, field).map(([bare, of]) => withField(bare, of))
const leaves = fc.array(bareLeaf, { minLength: 1, maxLength: 3 })

const near = fc
  .record({ ordered: fc.boolean(), distance: fc.integer({ min: 1, max: 6 }), left: leaves, right: leaves, of: field })
  .map(({ ordered, distance, left, right, of }): Rule => {
    const put = (side: LeafRule[]): LeafRule[] => side.map((one) => withField(one, of))
    return { kind: 'near', ordered, distance, left: put(left), right: put(right) }
  })
const count = fc
  .record({
    min: fc.integer({ min: 1, max: 3 }),
    more: fc.option(fc.integer({ min: 0, max: 2 })),
    of: fc.array(leaf, { minLength: 1, maxLength: 3 }),
  })
  .map(({ min, more, of }): Rule => ({ kind: 'count', min, ...(more === null ? {} : { max: min + more }), of }))

const { tree } = fc.letrec<{ tree: Rule }>((tie) => {
  const many = fc.array(tie('tree'), { minLength: 2, maxLength: 3 })
  return {
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 4, arbitrary: leaf },
      { weight: 2, arbitrary: near },
      { weight: 2, arbitrary: count },
      { weight: 3, arbitrary: many.map((of): Rule => ({ kind: 'and', of })) },
      { weight: 3, arbitrary: many.map((of): Rule => ({ kind: 'or', of })) },
      { weight: 1, arbitrary: tie('tree').map((of): Rule => ({ kind: 'not', of })) },
    ),
  }
})

/** Rules of the whole language in normal form. */
export const ruleArbitrary: fc.Arbitrary<Rule> = tree
  .filter((rule) => !holdsWithoutHits(rule))
  .map((rule) => unwrap(parseRule(printRule(rule))))

function toTerm([word, sign]: [string, string]): LeafRule {
  return { kind: 'term', text: word, anywhere: sign === '~', prefix: sign === '*' }
}

function toPhrase(parts: string[]): LeafRule {
  return { kind: 'phrase', parts }
}
